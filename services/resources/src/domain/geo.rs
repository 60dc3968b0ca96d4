//! Distances on the globe.

/// Mean radius of the Earth, km (IUGG).
const RADIUS_KM: f64 = 6_371.008_8;

/// A point on the globe, degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// North of the equator, -90 to 90.
    pub latitude: f64,
    /// East of Greenwich, -180 to 180.
    pub longitude: f64,
}

impl Point {
    /// A point, unless the numbers are out of range.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
            .then_some(Self { latitude, longitude })
    }

    /// Reads `40.4168,-3.7038`.
    pub fn parse(text: &str) -> Option<Self> {
        let (latitude, longitude) = text.split_once(',')?;
        Self::new(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?)
    }

    /// The great-circle distance, km (haversine; within 0.6 % of the ellipsoid).
    pub fn distance_km(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = ((lat2 - lat1) / 2.0).sin();
        let half_long = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let h = half_lat * half_lat + lat1.cos() * lat2.cos() * half_long * half_long;
        2.0 * RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin()
    }
}

#[cfg(test)]
mod tests {
    use super::Point;

    #[test]
    fn measures_between_cities_and_across_the_date_line() {
        let madrid = Point::parse("40.4168,-3.7038").unwrap();
        let barcelona = Point::parse(" 41.3874 , 2.1686 ").unwrap();
        assert!((madrid.distance_km(barcelona) - 505.0).abs() < 3.0);
        let (east, west) = (Point::new(0.0, 179.9).unwrap(), Point::new(0.0, -179.9).unwrap());
        assert!((east.distance_km(west) - 22.24).abs() < 0.1);
        assert_eq!(madrid.distance_km(madrid), 0.0);
    }

    #[test]
    fn refuses_what_is_not_on_the_globe() {
        for text in ["91,0", "0,181", "40.4", "a,b", "NaN,0", ""] {
            assert!(Point::parse(text).is_none(), "{text}");
        }
    }
}
