//! The events of a booking: the facts after a change, under the name of the change.

use plaza_bookings_api::events::{
    BookingCancelled, BookingCompleted, BookingConfirmed, BookingExpired, BookingFacts, BookingHeld, BookingNoShow,
    BookingObjected, BookingObjectionRejected, BookingObjectionWithdrawn, BookingRefunded, BookingRescheduled,
};
use plaza_core::Money;
use plaza_db::Tx;

use crate::domain::booking::State;
use crate::domain::objection::ObjectionStatus;
use crate::record::Booking;

/// Publishes what the booking has become, in its own organisation.
pub fn announce(tx: &mut Tx, booking: &Booking) {
    let (org, facts) = (Some(booking.org), facts(tx, booking, None));
    match booking.state {
        State::Held => tx.emit_in(org, &BookingHeld(facts)),
        // A payment under way is told by payments; the booking tells when it is decided.
        State::Pending => {}
        State::Confirmed => tx.emit_in(org, &BookingConfirmed(facts)),
        State::Cancelled => tx.emit_in(org, &BookingCancelled(facts)),
        State::Completed => tx.emit_in(org, &BookingCompleted(facts)),
        State::NoShow => tx.emit_in(org, &BookingNoShow(facts)),
        State::Expired => tx.emit_in(org, &BookingExpired(facts)),
    }
}

/// Publishes that the booking was cancelled, and what it was before: only one that stood is missed by anybody.
pub fn announce_cancelled(tx: &mut Tx, before: State, booking: &Booking) {
    let facts = facts(tx, booking, Some(before));
    tx.emit_in(Some(booking.org), &BookingCancelled(facts));
}

/// Publishes that the booking has moved.
pub fn announce_move(tx: &mut Tx, booking: &Booking) {
    let facts = facts(tx, booking, None);
    tx.emit_in(Some(booking.org), &BookingRescheduled(facts));
}

/// Publishes that a part of what was paid goes back, and the booking stays what it is.
pub fn announce_refund(tx: &mut Tx, booking: &Booking, amount: Money) {
    let facts = BookingFacts { given_back: Some(amount), ..facts(tx, booking, None) };
    tx.emit_in(Some(booking.org), &BookingRefunded(facts));
}

/// Publishes where an objection to the booking stands now. What gives back announces that itself.
pub fn announce_objection(tx: &mut Tx, booking: &Booking) {
    let (org, facts) = (Some(booking.org), facts(tx, booking, None));
    match booking.objection.as_ref().map(|objection| objection.status) {
        Some(ObjectionStatus::Open) => tx.emit_in(org, &BookingObjected(facts)),
        Some(ObjectionStatus::Rejected) => tx.emit_in(org, &BookingObjectionRejected(facts)),
        Some(ObjectionStatus::Withdrawn) => tx.emit_in(org, &BookingObjectionWithdrawn(facts)),
        Some(ObjectionStatus::GivenBack) | None => {}
    }
}

fn facts(tx: &Tx, booking: &Booking, was: Option<State>) -> BookingFacts {
    BookingFacts {
        booking_id: booking.id,
        user_id: booking.user,
        host_id: booking.host,
        by: tx.actor().strip_prefix("user:").and_then(|id| id.parse().ok()),
        was: was.map(Into::into),
        resource_id: booking.resource,
        unit_id: booking.unit,
        start_date_time: booking.slot.start,
        end_date_time: booking.slot.end,
        status: booking.state.into(),
        price: booking.total(),
        given_back: None,
        payment_id: booking.payment_id,
        version: booking.version,
    }
}
