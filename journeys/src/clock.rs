use chrono::{Duration, NaiveDate, Timelike};
use plaza_core::{Clock, Instant};

/// The present, by the clock the processes have too.
pub fn now() -> Instant {
    Clock::System.now()
}

/// The full hour so many hours from now.
pub fn in_hours(hours: i64) -> Instant {
    let hour = now() + Duration::hours(hours);
    hour.with_minute(0).and_then(|at| at.with_second(0)).and_then(|at| at.with_nanosecond(0)).unwrap_or(hour)
}

/// An instant as requests spell it.
pub fn at_hour(hours: i64) -> String {
    in_hours(hours).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// The venue's own date (it is in Madrid) so many hours from now.
pub fn date_at_venue(hours: i64) -> NaiveDate {
    in_hours(hours).with_timezone(&chrono_tz::Europe::Madrid).date_naive()
}
