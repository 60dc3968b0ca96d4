//! What is read before a state is set.

use plaza_db::Tx;

use crate::domain::booking::State;
use crate::error::Error;
use crate::record::Booking;

/// Whether somebody, and not the clock, has said last that the booking took place.
///
/// # Errors
/// As the database fails.
pub async fn decided_by_somebody(tx: &mut Tx, booking: &Booking) -> Result<bool, Error> {
    if booking.state != State::Completed {
        return Ok(false);
    }
    // An objection and what is given back are changes too, and leave it what it is.
    let sql = "SELECT actor LIKE 'user:%' FROM booking_history
               WHERE org_id = $1 AND booking_id = $2 AND to_state = 'completed' AND from_state <> 'completed' ORDER BY version DESC LIMIT 1";
    let asked = sqlx::query_scalar(sql).bind(booking.org).bind(booking.id);
    Ok(asked.fetch_optional(&mut **tx).await?.unwrap_or_default())
}
