//! A change of a booking's state: the row, its claim and its history in one statement each.

use plaza_core::{Fault, Instant};
use plaza_db::Tx;

use crate::claims;
use crate::domain::booking::{Action, State, next};
use crate::domain::objection::ObjectionStatus;
use crate::error::Error;
use crate::record::Booking;

/// Takes an action on a locked booking: state, claim and history change together.
///
/// A claim is given back when the booking ends, and turns with the state otherwise.
///
/// # Errors
/// [`Error::Illegal`] when the state does not allow it, or as the database fails.
pub async fn act(tx: &mut Tx, booking: &Booking, action: Action, reason: Option<&str>) -> Result<Booking, Error> {
    let to = next(booking.state, action)?;
    let now = tx.now();
    let changed = write_state(tx, booking, to, now).await?;
    write_history(tx, booking, &changed, reason, now).await?;
    match to {
        State::Cancelled | State::Expired => claims::release(&mut **tx, booking.org, booking.id).await?,
        State::Held => claims::become_kind(&mut **tx, booking.org, booking.id, "hold", booking.hold_expires_at).await?,
        State::Pending => claims::become_kind(&mut **tx, booking.org, booking.id, "pending", None).await?,
        State::Confirmed => claims::become_kind(&mut **tx, booking.org, booking.id, "booking", None).await?,
        State::Completed | State::NoShow => {}
    }
    Ok(changed)
}

async fn write_state(tx: &mut Tx, booking: &Booking, to: State, now: Instant) -> Result<Booking, Error> {
    let changed = sqlx::query_as("UPDATE bookings SET state = $3, version = version + 1, updated_at = $4 WHERE org_id = $1 AND id = $2 AND version = $5 RETURNING *")
        .bind(booking.org)
        .bind(booking.id)
        .bind(to.name())
        .bind(now)
        .bind(booking.version)
        .fetch_optional(&mut **tx)
        .await?;
    changed.ok_or(Error::Changed)
}

/// Adds an entry to a booking's history: its state before and after, where an objection got to, by whom and why.
///
/// # Errors
/// As the database fails.
pub async fn write_history(
    tx: &mut Tx,
    before: &Booking,
    after: &Booking,
    reason: Option<&str>,
    now: Instant,
) -> Result<(), Error> {
    let actor = tx.actor().to_owned();
    let objection = after.objection.as_ref().map(|objection| objection.status);
    let objection = objection.filter(|status| before.objection.as_ref().is_none_or(|was| was.status != *status));
    sqlx::query("INSERT INTO booking_history (org_id, booking_id, version, from_state, to_state, at, actor, reason, objection) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(before.org)
        .bind(before.id)
        .bind(after.version)
        .bind(before.state.name())
        .bind(after.state.name())
        .bind(now)
        .bind(actor)
        .bind(reason)
        .bind(objection.map(ObjectionStatus::name))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The stable code of a fault, as histories keep it.
pub fn reason_of(fault: &Fault) -> &str {
    &fault.code
}
