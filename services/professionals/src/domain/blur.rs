//! About where somebody is: good enough to choose by, not good enough to ring the bell.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::geo::Point;

/// Side of a cell, degrees of latitude: 1 km.
const CELL: f64 = 0.009;

/// A point in the same cell of about a kilometre as the real one, somewhere else in it for everybody. The same each
/// time, so that asking often tells no more than asking once.
pub fn blur(exact: Point, secret: &[u8], who: Uuid) -> Point {
    let row = ((exact.latitude + 90.0) / CELL).floor();
    let middle = (row + 0.5) * CELL - 90.0;
    // Cells of all latitudes are as wide as they are high, but for the very poles.
    let width = CELL / middle.to_radians().cos().max(0.01);
    let column = ((exact.longitude + 180.0) / width).floor();
    let (north, east) = chance(secret, who, row, column);
    let latitude = ((row + north) * CELL - 90.0).clamp(-90.0, 90.0);
    let longitude = ((column + east) * width - 180.0).clamp(-180.0, 180.0);
    Point { latitude: rounded(latitude), longitude: rounded(longitude) }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}

/// Two numbers from 0 to 1 that nobody without the secret can tell.
fn chance(secret: &[u8], who: Uuid, row: f64, column: f64) -> (f64, f64) {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return (0.5, 0.5) };
    mac.update(who.as_bytes());
    mac.update(&row.to_be_bytes());
    mac.update(&column.to_be_bytes());
    let bytes = mac.finalize().into_bytes();
    let part = |at: usize| {
        let four = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        f64::from(u32::from_be_bytes(four)) / (f64::from(u32::MAX) + 1.0)
    };
    (part(0), part(4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geo::{chord2, km};

    #[test]
    fn a_blurred_point_is_near_the_same_each_time_and_another_for_everybody() {
        let who = Uuid::now_v7();
        for (latitude, longitude) in [(40.4168, -3.7038), (0.0, 180.0), (-89.999, 12.0), (90.0, 0.0), (64.1, -21.9)] {
            let exact = Point { latitude, longitude };
            let blurred = blur(exact, b"secret", who);
            let off = km(chord2(&exact.vector(), &blurred.vector()));
            assert!(off < 1.5, "{off} km at {latitude}");
            assert_eq!(blurred, blur(exact, b"secret", who));
            assert!(Point::new(blurred.latitude, blurred.longitude).is_some());
        }
        let madrid = Point { latitude: 40.4168, longitude: -3.7038 };
        assert_ne!(blur(madrid, b"secret", who), blur(madrid, b"another", who));
        assert_ne!(blur(madrid, b"secret", who), blur(madrid, b"secret", Uuid::now_v7()));
        // A step within the cell moves nothing: the change tells nothing either.
        let next = Point { latitude: 40.4169, longitude: -3.7038 };
        assert_eq!(blur(madrid, b"secret", who), blur(next, b"secret", who));
    }
}
