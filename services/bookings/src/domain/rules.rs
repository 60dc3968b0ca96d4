//! What a resource allows: length, grid, notice, horizon, capacity, audience
//! and opening hours. The first rule that is broken refuses.

use chrono::Duration;
use plaza_core::{Instant, Slot};

use super::hours::Hours;
use super::local::{minute_of_day, wall};
use super::refusal::Refusal;

/// The rules of one resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The shortest booking, in minutes.
    pub min_minutes: u32,
    /// The longest booking, in minutes.
    pub max_minutes: u32,
    /// Starts and lengths are multiples of this on the local clock, in minutes from midnight.
    pub granularity_minutes: u32,
    /// How long before its start a booking is made at the latest, in minutes.
    pub lead_minutes: u32,
    /// How many days ahead a booking may start.
    pub horizon_days: u32,
    /// How many people fit.
    pub capacity: u32,
    /// Who may book.
    pub audience: Audience,
    /// Time kept free before each booking, in minutes.
    pub buffer_before_minutes: u32,
    /// Time kept free after each booking, in minutes.
    pub buffer_after_minutes: u32,
}

/// Who may book a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// People with a booking role in the organisation.
    Members,
    /// Anyone with an account.
    Everyone,
}

/// Who the booking is for, as far as the rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Booker {
    /// Somebody without a booking role.
    Guest,
    /// Somebody with a booking role.
    Member,
    /// Whoever runs the place: free of notice, horizon and audience, and may record
    /// what has already begun.
    Operator,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ask {
    /// When.
    pub slot: Slot,
    /// How many people, the booker among them.
    pub people: u32,
    /// By whom.
    pub booker: Booker,
}

impl Rules {
    /// The buffers around a booking's slot.
    pub fn claimed(&self, slot: Slot) -> Slot {
        slot.padded(self.before(), self.after())
    }

    /// Time kept free before each booking.
    pub fn before(&self) -> Duration {
        minutes(self.buffer_before_minutes)
    }

    /// Time kept free after each booking.
    pub fn after(&self) -> Duration {
        minutes(self.buffer_after_minutes)
    }

    /// The starts allowed at `now` for somebody who is not an operator.
    pub fn starts(&self, now: Instant) -> (Instant, Instant) {
        (now + minutes(self.lead_minutes), now + Duration::days(i64::from(self.horizon_days)))
    }

    /// A length on the grid and within bounds, nearest above the one asked for.
    pub fn fitting_length(&self, asked: Duration) -> Duration {
        let grid = i64::from(self.granularity_minutes.max(1));
        let wanted = asked.num_minutes().clamp(i64::from(self.min_minutes), i64::from(self.max_minutes));
        let up = (wanted + grid - 1) / grid * grid;
        let fits = if up > i64::from(self.max_minutes) { up - grid } else { up };
        Duration::minutes(fits.max(grid))
    }
}

/// Whether the rules and hours allow what is asked; says nothing of what is taken.
pub fn check(ask: Ask, rules: &Rules, hours: &Hours, now: Instant) -> Result<(), Refusal> {
    check_booker(ask.booker, rules)?;
    check_people(ask.people, rules)?;
    check_length(ask.slot, rules)?;
    check_grid(ask.slot, rules, hours)?;
    check_time(ask, rules, now)?;
    check_open(ask.slot, hours)
}

fn check_booker(booker: Booker, rules: &Rules) -> Result<(), Refusal> {
    match (booker, rules.audience) {
        (Booker::Guest, Audience::Members) => Err(Refusal::MembersOnly),
        (Booker::Guest, Audience::Everyone) | (Booker::Member | Booker::Operator, _) => Ok(()),
    }
}

fn check_people(people: u32, rules: &Rules) -> Result<(), Refusal> {
    if people > rules.capacity {
        return Err(Refusal::OverCapacity { people, capacity: rules.capacity });
    }
    Ok(())
}

fn check_length(slot: Slot, rules: &Rules) -> Result<(), Refusal> {
    let length = slot.length();
    let in_minutes = length.num_minutes();
    if length < minutes(rules.min_minutes) {
        return Err(Refusal::TooShort { minutes: in_minutes, min_minutes: rules.min_minutes });
    }
    if length > minutes(rules.max_minutes) {
        return Err(Refusal::TooLong { minutes: in_minutes, max_minutes: rules.max_minutes });
    }
    Ok(())
}

// Lengths are measured on the wall, so that a whole day fits a grid of days when clocks change.
fn check_grid(slot: Slot, rules: &Rules, hours: &Hours) -> Result<(), Refusal> {
    let grid = rules.granularity_minutes.max(1);
    let (start, whole) = minute_of_day(hours.zone, slot.start);
    let length = wall(hours.zone, slot.end) - wall(hours.zone, slot.start);
    let length_fits = length.num_microseconds().is_some_and(|micros| micros % (i64::from(grid) * 60_000_000) == 0);
    if whole && start % grid == 0 && length_fits {
        return Ok(());
    }
    Err(Refusal::OffGrid { granularity_minutes: grid, time_zone: hours.zone.name().to_owned() })
}

fn check_time(ask: Ask, rules: &Rules, now: Instant) -> Result<(), Refusal> {
    let operator = ask.booker == Booker::Operator;
    let past = if operator { ask.slot.end <= now } else { ask.slot.start < now };
    if past {
        return Err(Refusal::InThePast { now });
    }
    let (earliest, latest) = rules.starts(now);
    if !operator && ask.slot.start < earliest {
        return Err(Refusal::TooSoon { lead_minutes: rules.lead_minutes, earliest });
    }
    if !operator && ask.slot.start > latest {
        return Err(Refusal::TooFar { horizon_days: rules.horizon_days, latest });
    }
    Ok(())
}

fn check_open(slot: Slot, hours: &Hours) -> Result<(), Refusal> {
    if hours.is_open(slot) {
        return Ok(());
    }
    let reason = hours.exception_in(slot).and_then(|exception| exception.reason.clone());
    let day = slot.padded(Duration::hours(12), Duration::hours(12));
    Err(Refusal::Closed { reason, open: hours.open_intervals(day) })
}

fn minutes(count: u32) -> Duration {
    Duration::minutes(i64::from(count))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::hours::{DayInterval, Weekly};

    /// A meeting room in Madrid, open 9 to 18 every day.
    pub fn room() -> (Rules, Hours) {
        use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let rules = Rules {
            min_minutes: 30,
            max_minutes: 240,
            granularity_minutes: 30,
            lead_minutes: 60,
            horizon_days: 90,
            capacity: 6,
            audience: Audience::Members,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
        };
        let day = DayInterval::new(9 * 60, 18 * 60).unwrap();
        let weekly = Weekly::Pattern([Mon, Tue, Wed, Thu, Fri, Sat, Sun].map(|weekday| (weekday, day)).to_vec());
        (rules, Hours { weekly, ..Hours::always(chrono_tz::Europe::Madrid) })
    }

    fn slot(start: &str, end: &str) -> Slot {
        Slot::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    #[test]
    fn each_rule_refuses_by_its_code() {
        let (rules, hours) = room();
        let now = "2026-01-15T07:00:00Z".parse().unwrap();
        let cases = [
            ("2026-01-15T09:00:00Z", "2026-01-15T10:00:00Z", 6, Booker::Member, "ok"),
            ("2026-01-15T08:00:00Z", "2026-01-15T12:00:00Z", 6, Booker::Member, "ok"),
            ("2026-01-15T09:00:00Z", "2026-01-15T09:15:00Z", 1, Booker::Member, "bookings.too_short"),
            ("2026-01-15T09:00:00Z", "2026-01-15T13:30:00Z", 1, Booker::Member, "bookings.too_long"),
            ("2026-01-15T09:10:00Z", "2026-01-15T10:10:00Z", 1, Booker::Member, "bookings.off_grid"),
            ("2026-01-15T09:00:00Z", "2026-01-15T09:45:00Z", 1, Booker::Member, "bookings.off_grid"),
            ("2026-01-15T09:00:30Z", "2026-01-15T10:00:30Z", 1, Booker::Member, "bookings.off_grid"),
            ("2026-01-15T07:30:00Z", "2026-01-15T08:30:00Z", 1, Booker::Member, "bookings.too_soon"),
            ("2026-01-15T06:30:00Z", "2026-01-15T08:30:00Z", 1, Booker::Member, "bookings.in_the_past"),
            ("2026-07-15T09:00:00Z", "2026-07-15T10:00:00Z", 1, Booker::Member, "bookings.too_far"),
            ("2026-01-15T16:30:00Z", "2026-01-15T17:30:00Z", 1, Booker::Member, "bookings.closed"),
            ("2026-01-15T09:00:00Z", "2026-01-15T10:00:00Z", 7, Booker::Member, "bookings.over_capacity"),
            ("2026-01-15T09:00:00Z", "2026-01-15T10:00:00Z", 1, Booker::Guest, "bookings.members_only"),
            ("2026-07-15T09:00:00Z", "2026-07-15T10:00:00Z", 1, Booker::Operator, "ok"),
            ("2026-01-15T05:00:00Z", "2026-01-15T06:00:00Z", 1, Booker::Operator, "bookings.in_the_past"),
        ];
        for (start, end, people, booker, expected) in cases {
            let ask = Ask { slot: slot(start, end), people, booker };
            let code = check(ask, &rules, &hours, now).map_or_else(|refusal| refusal.code(), |()| "ok");
            assert_eq!(code, expected, "{start} {end} {booker:?}");
        }
    }

    #[test]
    fn operators_record_what_has_begun() {
        let (rules, hours) = room();
        let ask =
            Ask { slot: slot("2026-01-15T08:30:00Z", "2026-01-15T09:30:00Z"), people: 1, booker: Booker::Operator };
        assert_eq!(check(ask, &rules, &hours, "2026-01-15T08:40:00Z".parse().unwrap()), Ok(()));
    }

    #[test]
    fn a_day_fits_a_grid_of_days_when_clocks_change() {
        let (rules, _) = room();
        let rules = Rules { min_minutes: 60, max_minutes: 2 * 1440, granularity_minutes: 1440, ..rules };
        let hours = Hours::always(chrono_tz::Europe::Madrid);
        let now = "2026-03-01T00:00:00Z".parse().unwrap();
        let short_day =
            Ask { slot: slot("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), people: 1, booker: Booker::Member };
        assert_eq!(check(short_day, &rules, &hours, now), Ok(()));
    }

    #[test]
    fn lengths_are_fitted_to_the_rules() {
        let (rules, _) = room();
        for (asked, fitted) in [(10, 30), (31, 60), (240, 240), (999, 240)] {
            assert_eq!(rules.fitting_length(Duration::minutes(asked)).num_minutes(), fitted);
        }
    }

    #[test]
    fn refusals_speak_both_languages() {
        let refusal = Refusal::TooShort { minutes: 15, min_minutes: 30 };
        assert!(refusal.message(plaza_core::Locale::En).contains("at least 30 minutes"));
        assert!(refusal.message(plaza_core::Locale::Es).contains("al menos 30 minutos"));
        let json = serde_json::to_value(&refusal).unwrap();
        assert_eq!(json, serde_json::json!({"name": "tooShort", "minutes": 15, "minMinutes": 30}));
    }
}
