//! Instants, slots and the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::Fault;

/// A moment in UTC; RFC 3339 with an offset on the wire.
pub type Instant = DateTime<Utc>;

/// A half-open stretch of time, `[start, end)`: touching slots do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Slot {
    /// First instant inside.
    pub start: Instant,
    /// First instant after it.
    pub end: Instant,
}

/// An instant of a filter, as somebody gave it.
///
/// # Errors
/// Names the field unless it is [within reach](is_within_reach).
pub fn reachable(field: &str, at: Option<Instant>) -> Result<Option<Instant>, Fault> {
    match at {
        Some(at) if !is_within_reach(at) => Err(Fault::invalid(field, "must lie between the years 1900 and 9999")),
        at => Ok(at),
    }
}

/// Whether calendars and databases can reckon with an instant: the years 1900 to 9999. The type
/// reaches 262,142 years either way, and overflows where it ends.
pub fn is_within_reach(at: Instant) -> bool {
    (1900..=9999).contains(&chrono::Datelike::year(&at))
}

impl Slot {
    /// A slot, or `None` unless it starts before it ends, both [within reach](is_within_reach).
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        (start < end && is_within_reach(start) && is_within_reach(end)).then_some(Self { start, end })
    }

    /// How long it lasts.
    pub fn length(&self) -> Duration {
        self.end - self.start
    }

    /// Whether the two share at least one instant.
    pub fn overlaps(&self, other: &Slot) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: &Slot) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The part both share.
    pub fn intersection(&self, other: &Slot) -> Option<Slot> {
        Slot::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The slot with `before` and `after` added around it (buffers).
    pub fn padded(&self, before: Duration, after: Duration) -> Slot {
        Slot { start: self.start - before, end: self.end + after }
    }
}

/// Where the time of day comes from; the system's in production, a settable one in tests.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Microseconds since the epoch, moved by hand.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until it is moved.
    pub fn manual(at: Instant) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// The present, to the microsecond, as PostgreSQL keeps it.
    #[allow(clippy::disallowed_methods)] // the one place that reads the machine's clock
    pub fn now(&self) -> Instant {
        let micros = match self {
            Self::System => Utc::now().timestamp_micros(),
            Self::Manual(at) => at.load(Ordering::SeqCst),
        };
        Utc.timestamp_micros(micros).single().unwrap_or_default()
    }

    /// Moves a manual clock forward; the system's clock does not move by hand.
    pub fn advance(&self, by: Duration) {
        if let Self::Manual(at) = self {
            at.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(start: i64, end: i64) -> Slot {
        Slot::new(at(start), at(end)).unwrap()
    }

    fn at(hour: i64) -> Instant {
        Utc.timestamp_opt(hour * 3600, 0).unwrap()
    }

    #[test]
    fn touching_slots_do_not_overlap() {
        assert!(!slot(1, 2).overlaps(&slot(2, 3)));
        assert!(slot(1, 3).overlaps(&slot(2, 4)));
        assert!(slot(1, 9).overlaps(&slot(2, 3)));
        assert_eq!(slot(1, 2).intersection(&slot(2, 3)), None);
        assert_eq!(slot(1, 3).intersection(&slot(2, 4)), Some(slot(2, 3)));
    }

    #[test]
    fn an_empty_slot_is_none() {
        assert!(Slot::new(at(2), at(2)).is_none());
    }

    #[test]
    fn a_manual_clock_moves_only_by_hand() {
        let clock = Clock::manual(at(1));
        assert_eq!(clock.now(), at(1));
        clock.advance(Duration::hours(2));
        assert_eq!(clock.now(), at(3));
    }
}
