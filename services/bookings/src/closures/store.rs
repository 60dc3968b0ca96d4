//! Closures and the claims that keep their units free of bookings.

use chrono::Duration;
use plaza_bookings_api::ClosureId;
use plaza_core::{Instant, OrgId, Slot};
use plaza_resources_api::{ResourceId, UnitId};
use sqlx::postgres::types::PgRange;
use sqlx::{FromRow, PgConnection, PgExecutor};

use crate::error::Error;
use crate::record::{Booking, range};

/// A time for which the operator closes units.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Closure {
    /// The organisation.
    pub org_id: OrgId,
    /// Its id.
    pub id: ClosureId,
    /// The resource.
    pub resource_id: ResourceId,
    /// Which of its units.
    pub unit_ids: Vec<UnitId>,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// Why, for people.
    pub reason: Option<String>,
    /// Who closed it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Instant,
}

/// Writes the closure and claims its units; false when something is in the way, and then
/// the transaction must be given up.
///
/// # Errors
/// As the database fails.
pub async fn insert(db: &mut PgConnection, closure: &Closure) -> Result<bool, Error> {
    let pieces = pieces(Slot { start: closure.starts_at, end: closure.ends_at });
    let wanted = closure.unit_ids.len() * pieces.len();
    let claimed = sqlx::query(
        "INSERT INTO claims (org_id, unit_id, during, kind, closure_id)
         SELECT $1, unit.id, piece.during, 'closure', $2
         FROM unnest($3::uuid[]) AS unit (id) CROSS JOIN unnest($4::tstzrange[]) AS piece (during)
         ON CONFLICT DO NOTHING",
    )
    .bind(closure.org_id)
    .bind(closure.id)
    .bind(&closure.unit_ids)
    .bind(&pieces)
    .execute(&mut *db)
    .await?;
    if claimed.rows_affected() != wanted as u64 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO closures (org_id, id, resource_id, unit_ids, starts_at, ends_at, reason, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(closure.org_id)
        .bind(closure.id)
        .bind(closure.resource_id)
        .bind(&closure.unit_ids)
        .bind(closure.starts_at)
        .bind(closure.ends_at)
        .bind(&closure.reason)
        .bind(&closure.created_by)
        .bind(closure.created_at)
        .execute(db)
        .await?;
    Ok(true)
}

/// The bookings that take one of `units` for part of `slot`, in order.
///
/// # Errors
/// As the database fails.
pub async fn bookings_in_the_way(
    db: impl PgExecutor<'_>,
    org: OrgId,
    units: &[UnitId],
    slot: Slot,
) -> Result<Vec<Booking>, Error> {
    let found = sqlx::query_as(
        "SELECT b.* FROM claims c JOIN bookings b ON b.org_id = c.org_id AND b.id = c.booking_id
         WHERE c.org_id = $1 AND c.unit_id = ANY($2) AND c.during && $3 ORDER BY b.starts_at, b.id LIMIT 100",
    )
    .bind(org)
    .bind(units)
    .bind(range(slot))
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// The closures that meet `slot`, of one resource or of all, in order of their start; only
/// those after the one named, if one is.
///
/// # Errors
/// As the database fails.
pub async fn list(
    db: impl PgExecutor<'_>,
    org: OrgId,
    resource: Option<ResourceId>,
    slot: Slot,
    after: Option<ClosureId>,
    limit: i64,
) -> Result<Vec<Closure>, Error> {
    let found = sqlx::query_as(
        "SELECT * FROM closures
         WHERE org_id = $1 AND ($2::uuid IS NULL OR resource_id = $2) AND ends_at > $3 AND starts_at < $4
           AND ($5::uuid IS NULL OR (starts_at, id) > (SELECT starts_at, id FROM closures WHERE org_id = $1 AND id = $5))
         ORDER BY starts_at, id LIMIT $6",
    )
    .bind(org)
    .bind(resource)
    .bind(slot.start)
    .bind(slot.end)
    .bind(after)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// Removes a closure and gives its units back; answers what it was.
///
/// # Errors
/// [`Error::ClosureNotFound`], or as the database fails.
pub async fn remove(db: &mut PgConnection, org: OrgId, id: ClosureId) -> Result<Closure, Error> {
    sqlx::query("DELETE FROM claims WHERE org_id = $1 AND closure_id = $2")
        .bind(org)
        .bind(id)
        .execute(&mut *db)
        .await?;
    let gone = sqlx::query_as("DELETE FROM closures WHERE org_id = $1 AND id = $2 RETURNING *")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    gone.ok_or(Error::ClosureNotFound)
}

// Claims are bounded so that calendar reads are; a long closure is several of them.
fn pieces(slot: Slot) -> Vec<PgRange<Instant>> {
    let mut pieces = Vec::new();
    let mut from = slot.start;
    while from < slot.end {
        let to = slot.end.min(from + Duration::days(31));
        pieces.push(range(Slot { start: from, end: to }));
        from = to;
    }
    pieces
}
