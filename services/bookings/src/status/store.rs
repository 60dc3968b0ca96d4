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
    let sql = "SELECT EXISTS (SELECT FROM booking_history WHERE org_id = $1 AND booking_id = $2 AND version = $3 AND actor LIKE 'user:%')";
    let asked = sqlx::query_scalar(sql).bind(booking.org).bind(booking.id).bind(booking.version);
    Ok(asked.fetch_one(&mut **tx).await?)
}
