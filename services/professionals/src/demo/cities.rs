//! Real cities of the demo (`data/cities.txt`).

use crate::domain::geo::Point;

const DATA: &str = include_str!("../../data/cities.txt");

/// A city.
#[derive(Debug, Clone, Copy)]
pub struct City {
    /// Its name.
    pub name: &'static str,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Its middle.
    pub point: Point,
    /// People, thousands.
    pub weight: u32,
}

/// All of them.
pub fn cities() -> Vec<City> {
    DATA.lines().filter(|line| !line.starts_with('#')).filter_map(city).collect()
}

fn city(line: &'static str) -> Option<City> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [name, country, latitude, longitude, _zone, weight] = parts[..] else { return None };
    let point = Point::new(latitude.parse().ok()?, longitude.parse().ok()?)?;
    Some(City { name, country, point, weight: weight.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::cities;

    #[test]
    fn every_line_is_a_city() {
        let all = cities();
        assert_eq!(all.len(), super::DATA.lines().filter(|line| !line.starts_with('#')).count());
        assert!(all.len() >= 300);
        assert!(all.iter().any(|city| city.name == "Madrid" && city.country == "ES"));
    }
}
