//! An objection: raised and withdrawn by who booked, rejected by an operator. Giving back ends it too.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Instant};

use super::store;
use crate::app::App;
use crate::change::write_history;
use crate::domain::booking::State;
use crate::domain::held;
use crate::domain::objection::ObjectionStatus;
use crate::error::{Error, HourError};
use crate::facts;
use crate::pay::release;
use crate::record::{self, Booking, Party};
use crate::view::BookingView;

/// Says that a person's hour was not as agreed: nothing of what is held for it is released until that is decided.
///
/// # Errors
/// 404; [`HourError::ForBookers`]; [`HourError::NotHeld`]; [`HourError::NotBegun`]; [`HourError::Settled`];
/// [`HourError::Objected`] where it was said before.
pub async fn raise(app: &App, cx: &Cx, id: BookingId, text: &str) -> Result<Booking, Error> {
    let mut tx = app.db.begin(cx).await?;
    let booking = record::lock(&mut *tx, cx.org()?, id).await?;
    if booking.party(cx)? != Party::Booker {
        return Err(HourError::ForBookers.into());
    }
    let now = tx.now();
    objectionable(&booking, now)?;
    if booking.state != State::Confirmed {
        release::pause(&mut tx, &booking).await?;
    }
    let changed = store::raise(&mut tx, &booking, text).await?;
    write_history(&mut tx, &booking, &changed, None, now).await?;
    facts::announce_objection(&mut tx, &changed);
    tx.answer(200, &BookingView::from(&changed));
    tx.commit().await?;
    Ok(changed)
}

fn objectionable(booking: &Booking, now: Instant) -> Result<(), HourError> {
    if booking.objection.is_some() {
        return Err(HourError::Objected);
    }
    if !booking.is_held_for_host() {
        return Err(HourError::NotHeld);
    }
    if now < booking.slot.start {
        return Err(HourError::NotBegun);
    }
    // The clock ends a booking a while after its slot: what is confirmed still may be over for long.
    if now < held::until(booking.slot) { Ok(()) } else { Err(HourError::Settled) }
}

/// Who booked takes an objection back; what is held goes its way.
///
/// # Errors
/// 404; [`HourError::ForBookers`]; [`HourError::NoObjection`].
pub async fn withdraw(app: &App, cx: &Cx, id: BookingId) -> Result<Booking, Error> {
    end(app, cx, id, ObjectionStatus::Withdrawn, None).await
}

/// An operator finds that nothing is due; what is held goes its way.
///
/// # Errors
/// 404; 403 [`HourError::NotForHosts`] or [`HourError::OwnBooking`] for the two of it; [`HourError::NoObjection`].
pub async fn reject(app: &App, cx: &Cx, id: BookingId, reason: &str) -> Result<Booking, Error> {
    end(app, cx, id, ObjectionStatus::Rejected, Some(reason)).await
}

async fn end(
    app: &App,
    cx: &Cx,
    id: BookingId,
    outcome: ObjectionStatus,
    reason: Option<&str>,
) -> Result<Booking, Error> {
    let mut tx = app.db.begin(cx).await?;
    let booking = record::lock(&mut *tx, cx.org()?, id).await?;
    match (booking.party(cx)?, outcome) {
        (Party::Booker, ObjectionStatus::Withdrawn) | (Party::Operator, ObjectionStatus::Rejected) => {}
        (_, ObjectionStatus::Withdrawn) => return Err(HourError::ForBookers.into()),
        (Party::Host, _) => return Err(HourError::NotForHosts.into()),
        (_, _) => return Err(HourError::OwnBooking.into()),
    }
    if !booking.is_objected() {
        // Who did not hear the answer takes it back again.
        let done = booking.objection.as_ref().is_some_and(|objection| objection.status == outcome);
        let again = done && outcome == ObjectionStatus::Withdrawn;
        return if again { Ok(booking) } else { Err(HourError::NoObjection.into()) };
    }
    let changed = store::end(&mut tx, &booking, outcome).await?;
    release::resume(&mut tx, &changed).await?;
    let now = tx.now();
    write_history(&mut tx, &booking, &changed, reason, now).await?;
    facts::announce_objection(&mut tx, &changed);
    tx.answer(200, &BookingView::from(&changed));
    tx.commit().await?;
    Ok(changed)
}
