//! Jobs that rest as dead, seen and run again by an operator.

use plaza_core::{Instant, OrgId, Page};
use plaza_db::{Db, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A job as an operator sees it.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct JobCard {
    /// Its id.
    pub id: Uuid,
    /// What sort of work.
    pub kind: String,
    /// `ready` or `dead`.
    pub state: String,
    /// Ids it works on.
    pub payload: Value,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it runs next.
    pub run_at: Instant,
}

/// Dead jobs, and ones that failed at least once, of an organisation.
///
/// # Errors
/// As the database fails.
pub async fn list(db: &Db, org: Option<OrgId>, limit: usize, cursor: Option<&str>) -> Result<Page<JobCard>> {
    let after = cursor.and_then(|text| text.parse::<Uuid>().ok());
    let rows: Vec<JobCard> = sqlx::query_as(
        "SELECT id, kind, state, payload, attempts, last_error, run_at FROM kernel.jobs
         WHERE org_id IS NOT DISTINCT FROM $1 AND last_error IS NOT NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
    )
    .bind(org.map(OrgId::uuid))
    .bind(after)
    .bind(i64::try_from(limit).unwrap_or(50) + 1)
    .fetch_all(db.pool())
    .await?;
    Ok(Page::of(rows, limit, |job| job.id.to_string()))
}

/// Runs a job again at once; false when there is none.
///
/// # Errors
/// As the database fails.
pub async fn replay(db: &Db, org: Option<OrgId>, id: Uuid) -> Result<bool> {
    let found = sqlx::query("UPDATE kernel.jobs SET state = 'ready', attempts = 0, run_at = $3 WHERE id = $1 AND org_id IS NOT DISTINCT FROM $2")
        .bind(id)
        .bind(org.map(OrgId::uuid))
        .bind(db.clock().now())
        .execute(db.pool())
        .await?;
    db.wake().jobs.notify_one();
    Ok(found.rows_affected() == 1)
}

/// Gives a dead job up; false when there is none.
///
/// # Errors
/// As the database fails.
pub async fn discard(db: &Db, org: Option<OrgId>, id: Uuid) -> Result<bool> {
    let found =
        sqlx::query("DELETE FROM kernel.jobs WHERE id = $1 AND org_id IS NOT DISTINCT FROM $2 AND state = 'dead'")
            .bind(id)
            .bind(org.map(OrgId::uuid))
            .execute(db.pool())
            .await?;
    Ok(found.rows_affected() == 1)
}
