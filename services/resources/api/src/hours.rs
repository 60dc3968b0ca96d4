//! Opening hours: a weekly pattern on the place's own clock, with exceptions
//! by date, as intervals of real time.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use chrono_tz::Tz;
use plaza_core::{Instant, Slot};

use super::intervals::{covers, merge};
use super::local::{DAY_MINUTES, Side, instant_on, wall};

/// When a place is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    /// The place's IANA time zone.
    pub zone: Tz,
    /// What repeats every week.
    pub weekly: Weekly,
    /// Days that differ.
    pub exceptions: Vec<Exception>,
}

/// What repeats every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weekly {
    /// Day and night.
    Always,
    /// These intervals; a day without any is closed.
    Pattern(Vec<(Weekday, DayInterval)>),
}

/// A stretch of one day in minutes since local midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayInterval {
    /// Minute the place opens, 0 to 1439.
    pub from: u32,
    /// Minute it closes, after `from`; beyond 1440 it runs into the next day, 2880 at most.
    pub to: u32,
}

impl DayInterval {
    /// An interval; a closing time at or before the opening time means the day after.
    pub fn new(from: u32, to: u32) -> Option<Self> {
        let to = if to <= from { to + DAY_MINUTES } else { to };
        (from < DAY_MINUTES && to <= 2 * DAY_MINUTES).then_some(Self { from, to })
    }

    /// Midnight to midnight.
    pub const ALL_DAY: Self = Self { from: 0, to: DAY_MINUTES };
}

/// A date that differs from the weekly pattern. It replaces the intervals that begin on
/// that date; a night that began the day before keeps its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The local date.
    pub date: NaiveDate,
    /// The hours of that day; none is closed.
    pub intervals: Vec<DayInterval>,
    /// Why, as the operator wrote it.
    pub reason: Option<String>,
}

impl Hours {
    /// Day and night without exceptions.
    pub fn always(zone: Tz) -> Self {
        Self { zone, weekly: Weekly::Always, exceptions: Vec::new() }
    }

    /// When the place is open within `slot`, in order; touching stretches are one.
    pub fn open_intervals(&self, slot: Slot) -> Vec<Slot> {
        merge(self.open_on_days(slot).iter().filter_map(|open| open.intersection(&slot)).collect())
    }

    /// Whether the place is open for all of `slot`.
    pub fn is_open(&self, slot: Slot) -> bool {
        covers(&self.open_intervals(slot), &slot)
    }

    /// The exception that closes part of `slot`, if one does.
    pub fn exception_in(&self, slot: Slot) -> Option<&Exception> {
        let (first, last) = self.dates(slot);
        self.exceptions.iter().find(|exception| exception.date >= first && exception.date <= last)
    }

    /// When the place next changes from open to closed or back, within `days` days of `at`.
    pub fn next_open(&self, at: Instant, days: i64) -> Option<Slot> {
        let window = Slot::new(at, at + Duration::days(days))?;
        self.open_intervals(window).into_iter().next()
    }

    fn dates(&self, slot: Slot) -> (NaiveDate, NaiveDate) {
        let last = slot.end - Duration::microseconds(1);
        (wall(self.zone, slot.start).date(), wall(self.zone, last).date())
    }

    // Two days earlier, because an interval may run on until the end of the day after.
    fn open_on_days(&self, slot: Slot) -> Vec<Slot> {
        let (first, last) = self.dates(slot);
        let mut open = Vec::new();
        let mut date = first - Duration::days(2);
        while date <= last {
            for interval in self.intervals_of(date) {
                let start = instant_on(self.zone, date, interval.from, Side::Start);
                let end = instant_on(self.zone, date, interval.to, Side::End);
                open.extend(Slot::new(start, end));
            }
            let Some(next) = date.succ_opt() else { break };
            date = next;
        }
        open
    }

    fn intervals_of(&self, date: NaiveDate) -> Vec<DayInterval> {
        if let Some(exception) = self.exceptions.iter().find(|exception| exception.date == date) {
            return exception.intervals.clone();
        }
        match &self.weekly {
            Weekly::Always => vec![DayInterval::ALL_DAY],
            Weekly::Pattern(pattern) => {
                let of_day = pattern.iter().filter(|(day, _)| *day == date.weekday());
                of_day.map(|(_, interval)| *interval).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(start: &str, end: &str) -> Slot {
        Slot::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    fn weekdays(from: u32, to: u32) -> Weekly {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        let interval = DayInterval::new(from, to).unwrap();
        Weekly::Pattern([Mon, Tue, Wed, Thu, Fri].map(|day| (day, interval)).to_vec())
    }

    fn hours(zone: &str, weekly: Weekly, exceptions: Vec<Exception>) -> Hours {
        Hours { zone: zone.parse().unwrap(), weekly, exceptions }
    }

    fn closed(date: &str) -> Exception {
        Exception { date: date.parse().unwrap(), intervals: vec![], reason: Some("fiesta".into()) }
    }

    #[test]
    fn a_week_opens_on_the_local_clock() {
        let office = hours("Europe/Madrid", weekdays(9 * 60, 18 * 60), vec![]);
        // Friday to Monday, in winter.
        let open = office.open_intervals(slot("2026-01-16T00:00:00Z", "2026-01-20T00:00:00Z"));
        let expected = [
            slot("2026-01-16T08:00:00Z", "2026-01-16T17:00:00Z"),
            slot("2026-01-19T08:00:00Z", "2026-01-19T17:00:00Z"),
        ];
        assert_eq!(open, expected);
        assert!(office.is_open(slot("2026-07-01T07:00:00Z", "2026-07-01T16:00:00Z")));
        assert!(!office.is_open(slot("2026-07-01T07:00:00Z", "2026-07-01T16:01:00Z")));
    }

    #[test]
    fn a_night_runs_past_midnight_and_is_clipped() {
        let club = hours("America/Mexico_City", weekdays(20 * 60, 4 * 60), vec![]);
        let open = club.open_intervals(slot("2026-06-06T08:00:00Z", "2026-06-06T12:00:00Z"));
        assert_eq!(open, [slot("2026-06-06T08:00:00Z", "2026-06-06T10:00:00Z")]);
    }

    #[test]
    fn day_and_night_is_one_interval_even_when_clocks_change() {
        for zone in ["Europe/Madrid", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago"] {
            for month in 1..=12 {
                let start = format!("2026-{month:02}-01T00:00:00Z").parse::<Instant>().unwrap();
                let window = Slot::new(start, start + Duration::days(28)).unwrap();
                assert_eq!(Hours::always(zone.parse().unwrap()).open_intervals(window), [window], "{zone}");
            }
        }
    }

    #[test]
    fn clock_changes_lengthen_and_shorten_the_night() {
        let every = |from, to| {
            let interval = DayInterval::new(from, to).unwrap();
            Weekly::Pattern([Weekday::Sat, Weekday::Sun].map(|day| (day, interval)).to_vec())
        };
        let night = hours("Europe/Madrid", every(0, 6 * 60), vec![]);
        let spring = night.open_intervals(slot("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"));
        assert_eq!(spring, [slot("2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z")]);
        let autumn = night.open_intervals(slot("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"));
        assert_eq!(autumn, [slot("2026-10-24T22:00:00Z", "2026-10-25T05:00:00Z")]);
        // Closing inside the skipped hour closes when the clocks jump.
        let skipped = hours("Europe/Madrid", every(60, 150), vec![]);
        let open = skipped.open_intervals(slot("2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z"));
        assert_eq!(open, [slot("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]);
    }

    #[test]
    fn exceptions_replace_what_begins_that_day() {
        let short = Exception {
            date: "2026-12-24".parse().unwrap(),
            intervals: vec![DayInterval::new(600, 780).unwrap()],
            reason: None,
        };
        let office = hours("Europe/Madrid", weekdays(9 * 60, 18 * 60), vec![closed("2026-12-25"), short]);
        let open = office.open_intervals(slot("2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z"));
        assert_eq!(open, [slot("2026-12-24T09:00:00Z", "2026-12-24T12:00:00Z")]);
        let reason = office.exception_in(slot("2026-12-25T09:00:00Z", "2026-12-25T10:00:00Z"));
        assert_eq!(reason.and_then(|exception| exception.reason.as_deref()), Some("fiesta"));
        assert!(office.exception_in(slot("2026-12-28T09:00:00Z", "2026-12-28T10:00:00Z")).is_none());
    }

    #[test]
    fn a_closed_day_cuts_day_and_night() {
        let always = Hours { exceptions: vec![closed("2026-05-01")], ..Hours::always(chrono_tz::Europe::Madrid) };
        let open = always.open_intervals(slot("2026-04-30T12:00:00Z", "2026-05-02T12:00:00Z"));
        assert_eq!(
            open,
            [
                slot("2026-04-30T12:00:00Z", "2026-04-30T22:00:00Z"),
                slot("2026-05-01T22:00:00Z", "2026-05-02T12:00:00Z")
            ]
        );
        assert_eq!(always.next_open("2026-04-30T23:00:00Z".parse().unwrap(), 7).unwrap().start, open[1].start);
    }

    #[test]
    fn intervals_know_their_bounds() {
        assert_eq!(DayInterval::new(22 * 60, 60), Some(DayInterval { from: 1320, to: 1500 }));
        assert_eq!(DayInterval::new(0, 0), Some(DayInterval::ALL_DAY));
        assert_eq!(DayInterval::new(1440, 60), None);
        assert_eq!(DayInterval::new(10, 2881), None);
    }
}
