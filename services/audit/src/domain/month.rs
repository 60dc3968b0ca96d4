//! Months, the partitions of the log.

use chrono::{Datelike, TimeZone, Utc};
use plaza_core::Instant;

/// A month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    /// 1 to 12.
    month: u32,
}

impl Month {
    /// The month of an instant.
    pub fn of(at: Instant) -> Self {
        Self { year: at.year(), month: at.month() }
    }

    /// The month so many later, or earlier when negative.
    #[must_use]
    pub fn later(self, by: i32) -> Self {
        let months = self.year * 12 + self.month.cast_signed() - 1 + by;
        Self { year: months.div_euclid(12), month: months.rem_euclid(12).cast_unsigned() + 1 }
    }

    /// First instant of the month.
    pub fn start(self) -> Instant {
        Utc.with_ymd_and_hms(self.year, self.month, 1, 0, 0, 0).single().unwrap_or_default()
    }

    /// Name of its partition: digits and underscores only, safe to write into a statement.
    pub fn partition(self) -> String {
        format!("audit_log_{:04}_{:02}", self.year, self.month)
    }
}

/// An instant within what the table can hold: the years 1 to 9999.
pub fn storable(at: Instant) -> Instant {
    let bound = |year| Month { year, month: 1 }.start();
    at.clamp(bound(1), bound(9999))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december = Month { year: 2026, month: 12 };
        assert_eq!(december.later(1), Month { year: 2027, month: 1 });
        assert_eq!(december.later(-12), Month { year: 2025, month: 12 });
        assert_eq!(december.later(1).start().to_rfc3339(), "2027-01-01T00:00:00+00:00");
        assert_eq!(december.partition(), "audit_log_2026_12");
    }

    #[test]
    fn the_end_of_time_is_storable() {
        assert_eq!(storable(Instant::MAX_UTC).year(), 9999);
        assert_eq!(storable(Instant::MIN_UTC).year(), 1);
    }
}
