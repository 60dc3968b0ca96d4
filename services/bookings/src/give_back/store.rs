//! What it writes of a booking.

use plaza_db::Tx;

use crate::error::Error;
use crate::record::Booking;

/// Counts a change of a locked booking that leaves its state as it is, and decides for who objected, whatever was decided
/// before.
///
/// # Errors
/// As the database fails.
pub async fn next_version(tx: &mut Tx, booking: &Booking) -> Result<Booking, Error> {
    let now = tx.now();
    let counted = sqlx::query_as(
        "UPDATE bookings SET version = version + 1, updated_at = $3,
                objection_outcome = CASE WHEN objected_at IS NOT NULL THEN 'given_back' END
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    Ok(counted)
}
