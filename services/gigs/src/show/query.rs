//! One's own gigs.

use plaza_core::{OrgId, UserId};
use plaza_db::Result;
use plaza_gigs_api::GigId;
use sqlx::PgExecutor;

use crate::record::Gig;

/// At most `limit` gigs of somebody that are not removed, the last begun first.
///
/// # Errors
/// As the database fails.
pub async fn of_user(
    db: impl PgExecutor<'_>,
    org: OrgId,
    user: UserId,
    before: Option<GigId>,
    limit: i64,
) -> Result<Vec<Gig>> {
    let found = sqlx::query_as(
        "SELECT * FROM cards WHERE org_id = $1 AND user_id = $2 AND status <> 'removed' AND ($3::uuid IS NULL OR id < $3)
         ORDER BY id DESC LIMIT $4",
    );
    Ok(found.bind(org).bind(user).bind(before).bind(limit).fetch_all(db).await?)
}
