//! The queue.

use plaza_core::OrgId;
use plaza_db::Result;
use plaza_verification_api::{CaseId, CaseStatus};
use sqlx::PgExecutor;

use crate::record::Case;

/// At most `limit` cases in these states, the longest waiting first; those after the one named, if one is.
///
/// # Errors
/// As the database fails.
pub async fn queue(
    db: impl PgExecutor<'_>,
    org: OrgId,
    states: &[CaseStatus],
    after: Option<CaseId>,
    limit: i64,
) -> Result<Vec<Case>> {
    let names: Vec<&str> = states.iter().map(|status| status.name()).collect();
    let found = sqlx::query_as(
        "SELECT * FROM cases
         WHERE org_id = $1 AND status <> 'draft' AND status = ANY($2)
           AND ($3::uuid IS NULL OR (submitted_at, id) > (SELECT submitted_at, id FROM cases WHERE org_id = $1 AND id = $3))
         ORDER BY submitted_at, id LIMIT $4",
    );
    Ok(found.bind(org).bind(names).bind(after).bind(limit).fetch_all(db).await?)
}
