//! Where a page of the log ended: a time and an event.

use std::fmt;
use std::str::FromStr;

use chrono::DateTime;
use plaza_core::Instant;
use uuid::Uuid;

use crate::error::Error;

/// A place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Time of the last event seen.
    pub at: Instant,
    /// Its id, for there may be others of the same time.
    pub event: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at.timestamp_micros(), self.event)
    }
}

impl FromStr for Cursor {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let (micros, event) = text.split_once('_').ok_or(Error::Cursor)?;
        let at = micros.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(Error::Cursor)?;
        Ok(Self { at, event: event.parse().map_err(|_| Error::Cursor)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text() {
        let cursor = Cursor { at: DateTime::from_timestamp_micros(-1_234_567).unwrap(), event: Uuid::now_v7() };
        assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
        for bad in ["", "12", "x_y", "12_y", &format!("x_{}", cursor.event)] {
            assert!(bad.parse::<Cursor>().is_err(), "{bad}");
        }
    }
}
