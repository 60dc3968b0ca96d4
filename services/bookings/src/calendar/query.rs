//! What a calendar shows: bookings that stand, within a window.

use plaza_core::{Instant, OrgId, Slot, UserId};
use plaza_resources_api::ResourceId;
use sqlx::PgExecutor;

use crate::claims::LONGEST;
use crate::error::Error;
use crate::record::Booking;

/// A resource's bookings that stand and meet `window`, in order.
///
/// No booking is longer than a claim, so those that reach into the window start at most
/// that long before it: the b-tree answers alone, however many bookings there are.
///
/// # Errors
/// As the database fails.
pub async fn of_resource(
    db: impl PgExecutor<'_>,
    org: OrgId,
    resource: ResourceId,
    window: Slot,
    now: Instant,
) -> Result<Vec<Booking>, Error> {
    let found = sqlx::query_as(
        "SELECT * FROM bookings
         WHERE org_id = $1 AND resource_id = $2 AND starts_at >= $3 AND starts_at < $4 AND ends_at > $5
           AND (state IN ('pending', 'confirmed', 'completed', 'no_show') OR (state = 'held' AND hold_expires_at > $6))
         ORDER BY starts_at, id",
    )
    .bind(org)
    .bind(resource)
    .bind(window.start - LONGEST)
    .bind(window.end)
    .bind(window.start)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// The bookings of a person, or of the whole organisation, that stand and meet `window`.
///
/// # Errors
/// As the database fails.
pub async fn of_user(
    db: impl PgExecutor<'_>,
    org: OrgId,
    user: Option<UserId>,
    window: Slot,
    limit: i64,
) -> Result<Vec<Booking>, Error> {
    let found = sqlx::query_as(
        "SELECT * FROM bookings
         WHERE org_id = $1 AND ($2::uuid IS NULL OR user_id = $2) AND starts_at < $3 AND ends_at > $4 AND starts_at >= $5
           AND state IN ('held', 'pending', 'confirmed', 'completed', 'no_show')
         ORDER BY starts_at, id LIMIT $6",
    )
    .bind(org)
    .bind(user)
    .bind(window.end)
    .bind(window.start)
    .bind(window.start - LONGEST)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}
