//! What it writes of a booking.

use plaza_db::Tx;

use crate::domain::objection::ObjectionStatus;
use crate::error::Error;
use crate::record::Booking;

/// Writes an objection to a locked booking.
///
/// # Errors
/// As the database fails.
pub async fn raise(tx: &mut Tx, booking: &Booking, text: &str) -> Result<Booking, Error> {
    let now = tx.now();
    let written = sqlx::query_as(
        "UPDATE bookings SET objection = $3, objected_at = $4, version = version + 1, updated_at = $4
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(text)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    Ok(written)
}

/// Ends the open objection to a locked booking.
///
/// # Errors
/// As the database fails.
pub async fn end(tx: &mut Tx, booking: &Booking, outcome: ObjectionStatus) -> Result<Booking, Error> {
    let now = tx.now();
    let written = sqlx::query_as(
        "UPDATE bookings SET objection_outcome = $3, version = version + 1, updated_at = $4
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(outcome.name())
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    Ok(written)
}
