//! Points and distances on the globe.

/// Mean radius of the Earth, km (IUGG).
pub const RADIUS_KM: f64 = 6_371.008_8;

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
        let on_globe = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_globe.then_some(Self { latitude, longitude })
    }

    /// The point as a vector of length 1 from the centre of the globe.
    pub fn vector(self) -> [f64; 3] {
        let (lat, long) = (self.latitude.to_radians(), self.longitude.to_radians());
        [lat.cos() * long.cos(), lat.cos() * long.sin(), lat.sin()]
    }
}

/// The square of the straight line between two vectors of length 1. It grows with the distance on the globe, costs no
/// trigonometry, and loses no digits of short distances, as a cosine would.
pub fn chord2(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    x * x + y * y + z * z
}

/// The distance on the globe that a square of a straight line stands for, km.
pub fn km(chord2: f64) -> f64 {
    2.0 * RADIUS_KM * (chord2 / 4.0).clamp(0.0, 1.0).sqrt().asin()
}

/// The square of the straight line that a distance on the globe comes to; half the way round is the farthest.
pub fn chord2_of(km: f64) -> f64 {
    let half = (km / (2.0 * RADIUS_KM)).min(std::f64::consts::FRAC_PI_2).sin();
    4.0 * half * half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_distances_are_two_words_for_one_thing() {
        let madrid = Point::new(40.4168, -3.7038).unwrap();
        let barcelona = Point::new(41.3874, 2.1686).unwrap();
        let far = km(chord2(&madrid.vector(), &barcelona.vector()));
        assert!((far - 505.0).abs() < 3.0, "{far}");
        for distance in [0.001, 1.0, 25.0, 500.0, 20_000.0] {
            assert!((km(chord2_of(distance)) - distance).abs() < 1e-6);
        }
        let (east, west) = (Point::new(0.0, 180.0).unwrap(), Point::new(0.0, -180.0).unwrap());
        assert!(km(chord2(&east.vector(), &west.vector())) < 1e-6);
        assert!(Point::new(90.1, 0.0).is_none() && Point::new(f64::NAN, 0.0).is_none());
    }
}
