//! What a booking remembers of its payment. None of it changes the booking's state, so
//! none of it is a version of the booking.

use plaza_bookings_api::BookingId;
use plaza_core::OrgId;
use plaza_db::Tx;
use plaza_payments_api::{PaymentCard, PaymentStatus};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use crate::error::Error;
use crate::record::Booking;

/// Counts one more attempt to pay, under an id of its own.
///
/// # Errors
/// As the database fails.
pub async fn next_attempt(tx: &mut Tx, booking: &Booking, id: Uuid) -> Result<Booking, Error> {
    let counted = sqlx::query_as(
        "UPDATE bookings SET attempt = attempt + 1, attempt_id = $3, payment_id = NULL, payment_status = NULL, next_action = NULL
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(counted)
}

/// Remembers where a payment stands; what is completed is paid.
///
/// # Errors
/// As the database fails.
pub async fn remember(db: impl PgExecutor<'_>, booking: &Booking, card: &PaymentCard) -> Result<(), Error> {
    let paid = if card.status == PaymentStatus::Completed { card.amount.amount } else { 0 };
    sqlx::query(
        "UPDATE bookings SET payment_id = $4, payment_status = $5, next_action = $6, paid = greatest(paid, $7)
         WHERE org_id = $1 AND id = $2 AND attempt = $3",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(booking.attempt)
    .bind(card.id.uuid())
    .bind(status_name(card.status))
    .bind(card.next_action.as_ref().map(Json))
    .bind(paid)
    .execute(db)
    .await?;
    Ok(())
}

/// Remembers that the last payment was called off, and what it had charged given back.
///
/// # Errors
/// As the database fails.
pub async fn remember_called_off(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: BookingId,
    attempt: i32,
) -> Result<(), Error> {
    sqlx::query("UPDATE bookings SET payment_status = 'failed', next_action = NULL, paid = 0, refunded = 0 WHERE org_id = $1 AND id = $2 AND attempt = $3")
        .bind(org)
        .bind(id)
        .bind(attempt)
        .execute(db)
        .await?;
    Ok(())
}

/// Sets aside what is to be given back of what was paid; the refund itself is a job.
///
/// # Errors
/// As the database fails; the table refuses more than was paid.
pub async fn set_aside(db: impl PgExecutor<'_>, booking: &Booking, amount: i64) -> Result<Booking, Error> {
    // Once all of it goes back, whoever decided that, there is nothing left to object to.
    let changed = sqlx::query_as(
        "UPDATE bookings SET refunded = refunded + $3, objection_outcome = CASE
             WHEN objected_at IS NOT NULL AND refunded + $3 >= paid THEN 'given_back' ELSE objection_outcome END
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(amount)
    .fetch_one(db)
    .await?;
    Ok(changed)
}

/// The version in which the booking was first confirmed, if it ever was.
///
/// # Errors
/// As the database fails.
pub async fn confirmed_version(db: impl PgExecutor<'_>, org: OrgId, id: BookingId) -> Result<Option<i32>, Error> {
    let found = sqlx::query_scalar(
        "SELECT min(version) FROM booking_history WHERE org_id = $1 AND booking_id = $2 AND to_state = 'confirmed'",
    )
    .bind(org)
    .bind(id)
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// A payment's status as the table keeps it.
pub const fn status_name(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Created => "created",
        PaymentStatus::ActionRequired => "action_required",
        PaymentStatus::Pending => "pending",
        PaymentStatus::Completed => "completed",
        PaymentStatus::Failed => "failed",
        PaymentStatus::Cancelled => "cancelled",
        PaymentStatus::Refunded => "refunded",
        PaymentStatus::PartiallyRefunded => "partially_refunded",
    }
}
