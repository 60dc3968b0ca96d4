//! Wall-clock time of a place and its instants, across clock changes.

use chrono::{Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use plaza_core::Instant;

/// Minutes in a day on the wall, whatever the clocks do that night.
pub const DAY_MINUTES: u32 = 24 * 60;

/// Which of two instants a wall time stands for on the night the clocks go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The beginning of something: the first time the clock shows it.
    Start,
    /// The end of something: the last time the clock shows it.
    End,
}

/// The instant of a wall time; a time the clocks skip stands for the moment they jump.
pub fn instant(zone: Tz, wall: NaiveDateTime, side: Side) -> Instant {
    match zone.offset_from_local_datetime(&wall) {
        LocalResult::Single(offset) => (wall - offset.fix()).and_utc(),
        LocalResult::Ambiguous(first, second) => {
            let (first, second) = ((wall - first.fix()).and_utc(), (wall - second.fix()).and_utc());
            match side {
                Side::Start => first.min(second),
                Side::End => first.max(second),
            }
        }
        LocalResult::None => first_instant_at_or_after(zone, wall),
    }
}

/// The instant `minutes` of wall time after midnight of `date`; may run into the days after.
pub fn instant_on(zone: Tz, date: NaiveDate, minutes: u32, side: Side) -> Instant {
    instant(zone, date.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(minutes)), side)
}

/// What the place's clock shows at an instant.
pub fn wall(zone: Tz, at: Instant) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// Minutes since local midnight, and whether the instant is a whole minute.
pub fn minute_of_day(zone: Tz, at: Instant) -> (u32, bool) {
    let time = wall(zone, at).time();
    (time.num_seconds_from_midnight() / 60, time.second() == 0 && time.nanosecond() == 0)
}

/// Bisection between two instants that no real offset can exceed: UTC-12 to UTC+14.
fn first_instant_at_or_after(zone: Tz, target: NaiveDateTime) -> Instant {
    let mut before = Utc.from_utc_datetime(&(target - Duration::hours(15))).timestamp();
    let mut after = Utc.from_utc_datetime(&(target + Duration::hours(13))).timestamp();
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        let reached = Utc.timestamp_opt(middle, 0).single().is_none_or(|at| wall(zone, at) >= target);
        if reached { after = middle } else { before = middle }
    }
    Utc.timestamp_opt(after, 0).single().unwrap_or_else(|| target.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn wall_times_become_instants_across_clock_changes() {
        let cases = [
            // zone, wall, start, end
            ("Europe/Madrid", "2026-01-15T09:00:00", "2026-01-15T08:00:00Z", "2026-01-15T08:00:00Z"),
            // Clocks jump from 02:00 to 03:00 at 01:00 UTC: 02:30 does not exist.
            ("Europe/Madrid", "2026-03-29T02:30:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
            // Clocks go back from 03:00 to 02:00: 02:30 happens twice.
            ("Europe/Madrid", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
            // Midnight itself is skipped.
            ("Africa/Cairo", "2026-04-24T00:00:00", "2026-04-23T22:00:00Z", "2026-04-23T22:00:00Z"),
            // Half an hour only.
            ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00Z", "2026-10-03T15:30:00Z"),
            // A whole day was skipped.
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"),
        ];
        for (zone, wall, start, end) in cases {
            let zone: Tz = zone.parse().unwrap();
            let wall: NaiveDateTime = wall.parse().unwrap();
            assert_eq!(instant(zone, wall, Side::Start), at(start), "{zone} {wall}");
            assert_eq!(instant(zone, wall, Side::End), at(end), "{zone} {wall}");
        }
    }

    #[test]
    fn minutes_are_counted_on_the_local_clock() {
        let zone: Tz = "Asia/Kathmandu".parse().unwrap();
        assert_eq!(minute_of_day(zone, at("2026-01-01T00:15:00Z")), (6 * 60, true));
        assert_eq!(minute_of_day(zone, at("2026-01-01T00:15:01Z")), (6 * 60, false));
    }
}
