//! Gigs by their state.

use plaza_core::OrgId;
use plaza_db::Result;
use plaza_gigs_api::{GigId, GigStatus};
use sqlx::PgExecutor;

use crate::record::Gig;

/// At most `limit` gigs in a state, those submitted first before the others.
///
/// # Errors
/// As the database fails.
pub async fn in_state(
    db: impl PgExecutor<'_>,
    org: OrgId,
    status: GigStatus,
    after: Option<GigId>,
    limit: i64,
) -> Result<Vec<Gig>> {
    let found = sqlx::query_as(
        "SELECT * FROM cards
         WHERE org_id = $1 AND status = $2
           AND ($3::uuid IS NULL OR (coalesce(submitted_at, created_at), id) >
                (SELECT coalesce(submitted_at, created_at), id FROM gigs WHERE org_id = $1 AND id = $3))
         ORDER BY coalesce(submitted_at, created_at), id LIMIT $4",
    );
    Ok(found.bind(org).bind(status.name()).bind(after).bind(limit).fetch_all(db).await?)
}
