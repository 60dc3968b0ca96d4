//! The operator's side: which sagas are stuck and why, try again, give up.

use plaza_core::{Instant, OrgId, Page};
use plaza_db::{Db, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A saga as an operator sees it.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct SagaCard {
    /// Its id.
    pub id: Uuid,
    /// Which saga.
    pub name: String,
    /// What it is about.
    pub aggregate_id: Uuid,
    /// `running`, `undoing`, `done`, `undone`, `stuck` or `abandoned`.
    pub state: String,
    /// Index of the step it is at.
    pub step: i32,
    /// Why it turned back, if it did.
    pub reason: Option<Value>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// Tries of the present step.
    pub attempts: i32,
    /// Who started it.
    pub started_by: String,
    /// When.
    pub created_at: Instant,
    /// When it last moved.
    pub updated_at: Instant,
    /// Every step's end so far: `[{step, outcome, note, at}]`.
    pub steps: Value,
}

const CARD: &str = "SELECT id, name, aggregate_id, state, step, reason, last_error, attempts, started_by, created_at, updated_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('step', t.step, 'outcome', t.outcome, 'note', t.note, 'at', t.at) ORDER BY t.seq)
              FROM kernel.saga_steps t WHERE t.saga_id = s.id), '[]') AS steps
    FROM kernel.sagas s";

/// Sagas of an organisation in a state (all states when none is named), newest first.
///
/// # Errors
/// As the database fails.
pub async fn list(
    db: &Db,
    org: Option<OrgId>,
    state: Option<&str>,
    limit: usize,
    cursor: Option<&str>,
) -> Result<Page<SagaCard>> {
    let before = cursor.and_then(|text| text.parse::<Uuid>().ok());
    let sql = format!(
        "{CARD} WHERE org_id IS NOT DISTINCT FROM $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4"
    );
    let rows: Vec<SagaCard> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(org.map(OrgId::uuid))
        .bind(state)
        .bind(before)
        .bind(i64::try_from(limit).unwrap_or(50) + 1)
        .fetch_all(db.pool())
        .await?;
    Ok(Page::of(rows, limit, |saga| saga.id.to_string()))
}

/// The saga of a name about an aggregate.
///
/// # Errors
/// As the database fails.
pub async fn find(db: &Db, name: &str, aggregate: Uuid) -> Result<Option<SagaCard>> {
    let sql = format!("{CARD} WHERE name = $1 AND aggregate_id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(name).bind(aggregate).fetch_optional(db.pool()).await?)
}

/// Sends a stuck saga on in the direction it had; false when there is none stuck.
///
/// # Errors
/// As the database fails.
pub async fn retry(db: &Db, org: Option<OrgId>, id: Uuid) -> Result<bool> {
    let now = db.clock().now();
    let found = sqlx::query("UPDATE kernel.sagas SET state = direction, attempts = 0, run_at = $3, updated_at = $3 WHERE id = $1 AND org_id IS NOT DISTINCT FROM $2 AND state = 'stuck'")
        .bind(id)
        .bind(org.map(OrgId::uuid))
        .bind(now)
        .execute(db.pool())
        .await?;
    db.wake().sagas.notify_one();
    Ok(found.rows_affected() == 1)
}

/// Gives a stuck saga up, with a note of who and why; false when there is none stuck.
///
/// # Errors
/// As the database fails.
pub async fn abandon(db: &Db, org: Option<OrgId>, id: Uuid, note: &str) -> Result<bool> {
    let now = db.clock().now();
    let found = sqlx::query(
        "WITH gone AS (UPDATE kernel.sagas SET state = 'abandoned', updated_at = $3 WHERE id = $1 AND org_id IS NOT DISTINCT FROM $2 AND state = 'stuck' RETURNING id)
         INSERT INTO kernel.saga_steps (saga_id, step, outcome, note, at) SELECT id, '', 'abandoned', $4, $3 FROM gone",
    )
    .bind(id)
    .bind(org.map(OrgId::uuid))
    .bind(now)
    .bind(note)
    .execute(db.pool())
    .await?;
    Ok(found.rows_affected() == 1)
}
