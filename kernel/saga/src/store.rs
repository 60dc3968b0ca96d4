use plaza_core::{Cx, Fault, Instant, OrgId};
use plaza_db::{Db, Error, Result, Tx};
use serde_json::Value;
use uuid::Uuid;

use crate::saga::Saga;

plaza_core::id! {
    /// One run of a saga.
    SagaId
}

/// How long a worker has a saga to itself.
const LEASE: chrono::Duration = chrono::Duration::seconds(60);

/// Where a saga is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Steps are being done.
    Running,
    /// Steps are being undone.
    Undoing,
    /// Every step is done.
    Done,
    /// Every step is undone.
    Undone,
    /// It cannot go on by itself.
    Stuck,
    /// An operator gave it up.
    Abandoned,
}

impl Status {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Undoing => "undoing",
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Stuck => "stuck",
            Self::Abandoned => "abandoned",
        }
    }

    pub(crate) fn read(name: &str) -> Self {
        let all = [Self::Running, Self::Undoing, Self::Done, Self::Undone, Self::Abandoned];
        all.into_iter().find(|status| status.name() == name).unwrap_or(Self::Stuck)
    }
}

/// A saga under this worker's lease.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Leased {
    pub(crate) id: Uuid,
    pub(crate) org_id: Option<Uuid>,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) step: i32,
    pub(crate) data: Value,
    pub(crate) reason: Option<Value>,
    pub(crate) attempts: i32,
    pub(crate) nudges: i32,
    pub(crate) lease: i64,
    pub(crate) correlation_id: Uuid,
}

const COLUMNS: &str = "id, org_id, name, state, step, data, reason, attempts, nudges, lease, correlation_id";

impl Leased {
    pub(crate) fn context(&self, service: &str) -> Cx {
        Cx::service(service, self.org_id.map(OrgId)).correlated(self.correlation_id)
    }

    pub(crate) fn reason(&self) -> Fault {
        self.reason.clone().and_then(|value| serde_json::from_value(value).ok()).unwrap_or_else(Fault::internal)
    }
}

/// Starts a saga in the transaction that creates its aggregate.
///
/// # Errors
/// As the database fails; one saga of a name per aggregate.
pub async fn start<S: Saga>(tx: &mut Tx, aggregate: Uuid, state: &S::State) -> Result<SagaId> {
    let (id, now) = (SagaId::new(), tx.now());
    let data = serde_json::to_value(state).map_err(|error| Error::from(sqlx::Error::Encode(Box::new(error))))?;
    let (org, correlation, actor) = (tx.org().map(OrgId::uuid), tx.correlation(), tx.actor().to_owned());
    sqlx::query(
        "INSERT INTO kernel.sagas (id, org_id, name, aggregate_id, state, data, run_at, correlation_id, started_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'running', $5, $6, $7, $8, $6, $6)",
    )
    .bind(id.uuid())
    .bind(org)
    .bind(S::NAME)
    .bind(aggregate)
    .bind(data)
    .bind(now)
    .bind(correlation)
    .bind(actor)
    .execute(&mut **tx)
    .await?;
    tx.wake_sagas();
    Ok(id)
}

/// Tells a waiting saga that something happened; a saga that is not waiting takes note for its next wait.
///
/// # Errors
/// As the database fails.
pub async fn nudge<S: Saga>(tx: &mut Tx, aggregate: Uuid) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE kernel.sagas SET nudges = nudges + 1, run_at = least(run_at, $3) WHERE name = $1 AND aggregate_id = $2 AND state IN ('running', 'undoing')")
        .bind(S::NAME)
        .bind(aggregate)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    tx.wake_sagas();
    Ok(())
}

/// Leases the next due saga, or exactly `only` when it is due.
pub(crate) async fn lease(db: &Db, names: &[&str], only: Option<Uuid>) -> Result<Option<Leased>> {
    let now = db.clock().now();
    let sql = format!(
        "UPDATE kernel.sagas SET leased_until = $2, lease = lease + 1
         WHERE id = (SELECT id FROM kernel.sagas WHERE state IN ('running', 'undoing') AND run_at <= $1 AND leased_until <= $1
                     AND name = ANY($3) AND ($4::uuid IS NULL OR id = $4) ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING {COLUMNS}"
    );
    let row = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(now)
        .bind(now + LEASE)
        .bind(names)
        .bind(only)
        .fetch_optional(db.pool())
        .await?;
    Ok(row)
}

/// What a worker writes when it leaves a step.
pub(crate) struct Mark<'a> {
    pub(crate) status: Status,
    pub(crate) step: i32,
    pub(crate) attempts: i32,
    pub(crate) run_at: Instant,
    pub(crate) reason: Option<&'a Fault>,
    pub(crate) error: Option<String>,
    /// Keep the lease, because the next step follows at once.
    pub(crate) hold: bool,
    /// For people: the step, what came of it, and a note.
    pub(crate) log: Option<(&'a str, &'a str, Option<String>)>,
}

/// Writes a mark under the lease; false when the lease was lost to another worker.
pub(crate) async fn mark(db: &Db, saga: &Leased, mark: Mark<'_>) -> Result<bool> {
    let now = db.clock().now();
    let mut tx = db.begin(&saga.context(db.service())).await?;
    let direction = if mark.status == Status::Undoing { Some("undoing") } else { None };
    let written = sqlx::query(
        "UPDATE kernel.sagas SET state = $3, step = $4, data = $5, attempts = $6,
                run_at = CASE WHEN nudges <> $7 THEN least($8, $9) ELSE $8 END,
                reason = coalesce($10, reason), last_error = $11, updated_at = $9, direction = coalesce($13, direction),
                leased_until = CASE WHEN $12 THEN $14 ELSE '-infinity'::timestamptz END
         WHERE id = $1 AND lease = $2",
    )
    .bind(saga.id)
    .bind(saga.lease)
    .bind(mark.status.name())
    .bind(mark.step)
    .bind(&saga.data)
    .bind(mark.attempts)
    .bind(saga.nudges)
    .bind(mark.run_at)
    .bind(now)
    .bind(mark.reason.and_then(|fault| serde_json::to_value(fault).ok()))
    .bind(mark.error)
    .bind(mark.hold)
    .bind(direction)
    .bind(now + LEASE)
    .execute(&mut *tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some((step, outcome, note)) = mark.log {
        sqlx::query("INSERT INTO kernel.saga_steps (saga_id, step, outcome, note, at) VALUES ($1, $2, $3, $4, $5)")
            .bind(saga.id)
            .bind(step)
            .bind(outcome)
            .bind(note)
            .bind(now)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(true)
}
