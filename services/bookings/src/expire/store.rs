//! Giving back slots whose hold ran out.

use plaza_core::{Instant, Slot};
use plaza_resources_api::UnitId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Error;
use crate::record::{Booking, range};

/// Expires up to `limit` holds that ran out; skips those that somebody is changing just now.
///
/// # Errors
/// As the database fails.
pub async fn expire_due(db: &mut PgConnection, now: Instant, actor: &str, limit: i64) -> Result<Vec<Booking>, Error> {
    let due: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM bookings WHERE state = 'held' AND hold_expires_at <= $1
         ORDER BY hold_expires_at LIMIT $2 FOR UPDATE SKIP LOCKED",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(&mut *db)
    .await?;
    expire(db, &due, now, actor).await
}

/// Expires the holds that ran out and still lie on a slot; says whether there were any.
///
/// Waits for whoever is changing one of them, and leaves it if it is no longer held then.
///
/// # Errors
/// As the database fails.
pub async fn expire_on(
    db: &mut PgConnection,
    units: &[UnitId],
    claimed: Slot,
    now: Instant,
    actor: &str,
) -> Result<(bool, Vec<Booking>), Error> {
    let due: Vec<Uuid> = sqlx::query_scalar(
        "SELECT booking_id FROM claims WHERE unit_id = ANY($1) AND during && $2 AND kind = 'hold' AND expires_at <= $3",
    )
    .bind(units)
    .bind(range(claimed))
    .bind(now)
    .fetch_all(&mut *db)
    .await?;
    Ok((!due.is_empty(), expire(db, &due, now, actor).await?))
}

async fn expire(db: &mut PgConnection, ids: &[Uuid], now: Instant, actor: &str) -> Result<Vec<Booking>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // Locked in the order of ids, so that two who expire the same holds never wait in a circle.
    let gone = sqlx::query_as(
        "WITH due AS (
             SELECT org_id, id FROM bookings
             WHERE id = ANY($1) AND state = 'held' AND hold_expires_at <= $2 ORDER BY id FOR UPDATE
         ), gone AS (
             UPDATE bookings b SET state = 'expired', version = version + 1, updated_at = $2
             FROM due WHERE b.org_id = due.org_id AND b.id = due.id RETURNING b.*
         ), freed AS (
             DELETE FROM claims c USING gone WHERE c.org_id = gone.org_id AND c.booking_id = gone.id
         ), history AS (
             INSERT INTO booking_history (org_id, booking_id, version, from_state, to_state, at, actor, reason)
             SELECT org_id, id, version, 'held', 'expired', $2, $3, 'bookings.hold_expired' FROM gone
         )
         SELECT * FROM gone",
    )
    .bind(ids)
    .bind(now)
    .bind(actor)
    .fetch_all(db)
    .await?;
    Ok(gone)
}
