//! Where a page of a search ended.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plaza_core::Fault;
use plaza_gigs_api::GigId;
use serde::{Deserialize, Serialize};

use super::http::GigSort;

/// How what somebody typed was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// By its words.
    Words,
    /// By its letters, for words that are nowhere.
    Letters,
}

/// The last place of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// How the words were looked for: the next page looks in the same way.
    pub by: By,
    /// What the order goes by.
    pub rank: f64,
    /// Then this, so that no two places are equal.
    pub id: GigId,
}

#[derive(Serialize, Deserialize)]
struct Written {
    sort: GigSort,
    by: By,
    // The bits, so that the number comes back exactly.
    bits: u64,
    id: GigId,
}

impl Place {
    /// As a cursor.
    pub fn write(&self, sort: GigSort) -> String {
        let written = Written { sort, by: self.by, bits: self.rank.to_bits(), id: self.id };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&written).unwrap_or_default())
    }

    /// Reads a cursor of the same order.
    ///
    /// # Errors
    /// Names the field.
    pub fn read(text: &str, sort: GigSort) -> Result<Self, Fault> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let written: Option<Written> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        match written {
            Some(Written { sort: of, by, bits, id }) if of == sort => Ok(Self { by, rank: f64::from_bits(bits), id }),
            _ => Err(Fault::invalid("cursor", "is what 'next' of the page before said, with the same sort")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_exactly_and_only_in_its_order() {
        let place = Place { by: By::Letters, rank: 1.0 / 3.0, id: GigId::new() };
        let cursor = place.write(GigSort::Rating);
        assert_eq!(Place::read(&cursor, GigSort::Rating).unwrap(), place);
        assert!(Place::read(&cursor, GigSort::Price).is_err());
        assert!(Place::read("!", GigSort::Price).is_err());
    }
}
