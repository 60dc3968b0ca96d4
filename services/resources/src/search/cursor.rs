use std::cmp::Ordering;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plaza_resources_api::ResourceId;
use serde::{Deserialize, Serialize};

use super::http::Sort;
use crate::error::{Error, Result};

/// A place in a search's order: the number that sorts, then the text, then the id.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Sorts first.
    pub number: f64,
    /// Then this.
    pub text: Arc<str>,
    /// Then this, so that no two places are equal.
    pub id: ResourceId,
}

#[derive(Serialize, Deserialize)]
struct Written {
    sort: Sort,
    // The bits, so that the number comes back exactly.
    bits: u64,
    text: String,
    id: ResourceId,
}

impl Place {
    /// Which of two comes first.
    pub fn order(&self, other: &Self) -> Ordering {
        self.number
            .total_cmp(&other.number)
            .then_with(|| self.text.cmp(&other.text))
            .then_with(|| self.id.cmp(&other.id))
    }

    /// As a cursor.
    pub fn write(&self, sort: Sort) -> String {
        let written = Written { sort, bits: self.number.to_bits(), text: self.text.to_string(), id: self.id };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&written).unwrap_or_default())
    }

    /// Reads a cursor of the same order.
    pub fn read(text: &str, sort: Sort) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let written: Option<Written> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        match written {
            Some(Written { sort: of, bits, text, id }) if of == sort => {
                Ok(Self { number: f64::from_bits(bits), text: text.into(), id })
            }
            _ => Err(Error::invalid("cursor", "is what 'next' of the page before said, with the same sort")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_exactly_and_only_in_its_order() {
        let place = Place { number: 1.0 / 3.0, text: "sala".into(), id: ResourceId::new() };
        let cursor = place.write(Sort::Distance);
        assert_eq!(Place::read(&cursor, Sort::Distance).unwrap(), place);
        assert!(Place::read(&cursor, Sort::Price).is_err());
        assert!(Place::read("!", Sort::Price).is_err());
    }
}
