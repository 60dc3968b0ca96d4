//! The time span of a report or an export.

use chrono::Duration;
use plaza_core::Instant;
use plaza_core::time::is_within_reach;

use crate::error::{Error, Result};

/// Longest span of a report, days.
const LONGEST_REPORT: i64 = 366;

/// The span of a report: the last 30 days unless told, a year at most.
///
/// # Errors
/// [`Error::Span`].
pub fn of_report(from: Option<Instant>, to: Option<Instant>, now: Instant) -> Result<(Instant, Instant)> {
    let to = to.unwrap_or(now);
    in_reach(to)?;
    let from = from.unwrap_or(to - Duration::days(30));
    in_order(from, to)?;
    if to - from > Duration::days(LONGEST_REPORT) {
        return Err(Error::Span("must be at most 366 days before 'to'; ask for one year after the other"));
    }
    Ok((from, to))
}

/// Refuses a span that ends before it starts.
///
/// # Errors
/// [`Error::Span`].
pub fn in_order(from: Instant, to: Instant) -> Result<()> {
    in_reach(from)?;
    in_reach(to)?;
    if from < to { Ok(()) } else { Err(Error::Span("must be before 'to'")) }
}

fn in_reach(at: Instant) -> Result<()> {
    if is_within_reach(at) { Ok(()) } else { Err(Error::Span("and 'to' must lie between the years 1900 and 9999")) }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn a_report_is_of_the_last_month_and_of_a_year_at_most() {
        let now = chrono::Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap();
        assert_eq!(of_report(None, None, now).unwrap(), (now - Duration::days(30), now));
        assert!(of_report(Some(now - Duration::days(366)), None, now).is_ok());
        assert!(of_report(Some(now - Duration::days(367)), None, now).is_err());
        assert!(of_report(Some(now), Some(now), now).is_err());
        assert!(of_report(None, Some(chrono::DateTime::<chrono::Utc>::MIN_UTC), now).is_err());
    }
}
