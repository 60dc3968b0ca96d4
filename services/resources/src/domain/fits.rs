//! Whether a resource's own rules and hours allow a slot; what is taken is the
//! business of bookings, which checks the rules again when somebody books.

use chrono::Duration;
use plaza_core::{Instant, Slot};
use plaza_resources_api::BookingRules;
use plaza_resources_api::hours::Hours;
use plaza_resources_api::local::{minute_of_day, wall};

/// A slot as a place sees it; the same for all that keep the place's hours.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    slot: Slot,
    open: bool,
    start_minute: u32,
    whole_minute: bool,
    wall_seconds: i64,
}

impl Seen {
    /// The slot on the clock and in the hours of a place.
    pub fn by(hours: &Hours, slot: Slot) -> Self {
        let (start_minute, whole_minute) = minute_of_day(hours.zone, slot.start);
        // Measured on the wall, so that a whole day fits a grid of days when clocks change.
        let length = wall(hours.zone, slot.end) - wall(hours.zone, slot.start);
        Self { slot, open: hours.is_open(slot), start_minute, whole_minute, wall_seconds: length.num_seconds() }
    }

    /// Whether it may be asked for at `now`; operators need keep neither notice nor horizon.
    pub fn suits(&self, rules: &BookingRules, now: Instant, operator: bool) -> bool {
        self.open
            && length_fits(rules, self.slot)
            && self.fits_grid(rules)
            && notice_fits(rules, self.slot, now, operator)
    }

    fn fits_grid(&self, rules: &BookingRules) -> bool {
        let grid = rules.granularity_minutes.max(1);
        self.whole_minute && self.start_minute.is_multiple_of(grid) && self.wall_seconds % (i64::from(grid) * 60) == 0
    }
}

/// The slot with the time kept free around it.
pub fn claimed(rules: &BookingRules, slot: Slot) -> Slot {
    slot.padded(minutes(rules.buffer_before_minutes), minutes(rules.buffer_after_minutes))
}

fn length_fits(rules: &BookingRules, slot: Slot) -> bool {
    (minutes(rules.min_minutes)..=minutes(rules.max_minutes)).contains(&slot.length())
}

fn notice_fits(rules: &BookingRules, slot: Slot, now: Instant, operator: bool) -> bool {
    if operator {
        return slot.end > now;
    }
    let earliest = now + minutes(rules.lead_minutes);
    let latest = now + Duration::days(i64::from(rules.horizon_days));
    (earliest..=latest).contains(&slot.start)
}

fn minutes(count: u32) -> Duration {
    Duration::minutes(i64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use plaza_resources_api::{OpenInterval, OpeningHours};

    #[test]
    fn each_rule_counts() {
        let rules = BookingRules {
            min_minutes: 60,
            max_minutes: 240,
            granularity_minutes: 30,
            lead_minutes: 60,
            horizon_days: 90,
            buffer_before_minutes: 10,
            buffer_after_minutes: 5,
        };
        let day = |day| OpenInterval { day, opens: "09:00:00".parse().unwrap(), closes: "18:00:00".parse().unwrap() };
        let week = OpeningHours { weekly: vec![day(chrono::Weekday::Thu)], exceptions: vec![] };
        let hours = week.in_zone(chrono_tz::Europe::Madrid);
        let now = "2026-01-15T07:00:00Z".parse().unwrap();
        let cases = [
            ("2026-01-15T08:00:00Z", "2026-01-15T09:00:00Z", true, true),
            ("2026-01-15T08:00:00Z", "2026-01-15T08:30:00Z", false, false),
            ("2026-01-15T08:00:00Z", "2026-01-15T13:00:00Z", false, false),
            ("2026-01-15T08:10:00Z", "2026-01-15T09:10:00Z", false, false),
            ("2026-01-15T07:30:00Z", "2026-01-15T08:30:00Z", false, false),
            ("2026-01-15T16:30:00Z", "2026-01-15T17:30:00Z", false, false),
            ("2026-01-16T09:00:00Z", "2026-01-16T10:00:00Z", false, false),
            ("2026-06-18T09:00:00Z", "2026-06-18T10:00:00Z", false, true),
        ];
        for (start, end, member, operator) in cases {
            let slot = Slot::new(start.parse().unwrap(), end.parse().unwrap()).unwrap();
            let seen = Seen::by(&hours, slot);
            assert_eq!(seen.suits(&rules, now, false), member, "{start} {end}");
            assert_eq!(seen.suits(&rules, now, true), operator, "{start} {end}");
            assert_eq!(claimed(&rules, slot).length(), slot.length() + Duration::minutes(15));
        }
    }
}
