use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::http::Sort;
use super::index::Place;
use crate::error::{Error, Result};

#[derive(Serialize, Deserialize)]
struct Written {
    sort: Sort,
    // The bits, so that the number comes back exactly.
    bits: u64,
    id: Uuid,
}

/// A place as a cursor.
pub fn write(place: Place, sort: Sort) -> String {
    let written = Written { sort, bits: place.number.to_bits(), id: place.id };
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&written).unwrap_or_default())
}

/// Reads a cursor of the same order.
///
/// # Errors
/// [`Error::Invalid`].
pub fn read(text: &str, sort: Sort) -> Result<Place> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    let written: Option<Written> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match written {
        Some(Written { sort: of, bits, id }) if of == sort => Ok(Place { number: f64::from_bits(bits), id }),
        _ => Err(Error::invalid("cursor", "is what 'next' of the page before said, with the same sort")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_exactly_and_only_in_its_order() {
        let place = Place { number: 1.0 / 3.0, id: Uuid::now_v7() };
        let cursor = write(place, Sort::Distance);
        assert_eq!(read(&cursor, Sort::Distance).unwrap(), place);
        assert!(read(&cursor, Sort::Price).is_err());
        assert!(read("!", Sort::Price).is_err());
    }
}
