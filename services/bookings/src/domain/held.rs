//! How long what was paid for a person's time stays held after it, so that who booked can still say that it was not as
//! agreed.

use chrono::Duration;
use plaza_core::{Instant, Slot};

use super::booking::State;

/// Hours after the end in which an operator can still give back what was paid.
pub const OBJECTION_HOURS: i64 = 24;

/// Until when what is paid for a person's time is held, by the slot.
pub fn until(slot: Slot) -> Instant {
    slot.end + Duration::hours(OBJECTION_HOURS)
}

/// When what is left becomes the person's, of a booking that ended at `now`. What is kept of one cancelled before its start
/// is theirs at once: nobody can object to an hour that never began.
pub fn due(ended: State, slot: Slot, now: Instant) -> Instant {
    if ended == State::Cancelled && now < slot.start { now } else { until(slot).max(now) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_held_for_a_day_and_a_fee_is_not() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let slot = Slot::new(at("2026-05-10T10:00:00Z"), at("2026-05-10T12:00:00Z")).unwrap();
        let (early, late) = (at("2026-05-10T10:01:00Z"), at("2026-05-20T09:00:00Z"));
        assert_eq!(due(State::NoShow, slot, early), at("2026-05-11T12:00:00Z"));
        assert_eq!(due(State::Completed, slot, late), late);
        assert_eq!(
            due(State::Cancelled, slot, early),
            at("2026-05-11T12:00:00Z"),
            "who waited in vain may cancel first"
        );
        assert_eq!(due(State::Cancelled, slot, at("2026-05-10T09:59:00Z")), at("2026-05-10T09:59:00Z"));
    }
}
