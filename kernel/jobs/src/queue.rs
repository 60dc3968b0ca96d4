use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use plaza_core::{Cx, Fault, Instant, OrgId};
use plaza_db::{Db, Result, Tx};
use plaza_tasks::Tasks;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Attempts before a job rests as dead; several hours with the back-off.
pub const ATTEMPTS: i32 = 15;

const LEASE: chrono::Duration = chrono::Duration::seconds(120);
const AT_ONCE: usize = 4;
/// A rest between two batches is never longer.
const LONGEST_REST: Duration = Duration::from_millis(500);
const POLL: Duration = Duration::from_secs(1);

/// Work that outlives the request: it runs at least once, so its effect must bear repetition.
#[async_trait::async_trait]
pub trait Job: Send + Sync + 'static {
    /// Its name, never changed: rows in the table remember it.
    fn kind(&self) -> &'static str;

    /// Does it. Runs outside any transaction; may call services and providers.
    ///
    /// # Errors
    /// Any fault: it is tried again later, with back-off.
    async fn run(&self, cx: &Cx, payload: Value) -> plaza_core::Result<()>;
}

/// Runs a service's jobs.
#[derive(Clone)]
pub struct Queue {
    db: Db,
    jobs: Arc<Vec<Arc<dyn Job>>>,
}

#[derive(sqlx::FromRow)]
struct Claimed {
    id: Uuid,
    org_id: Option<Uuid>,
    kind: String,
    payload: Value,
    attempts: i32,
    lease: i64,
    leased_until: Instant,
    correlation_id: Uuid,
}

/// Adds a job to run as soon as the transaction commits.
///
/// # Errors
/// As the database fails.
pub async fn enqueue(tx: &mut Tx, kind: &'static str, payload: &impl Serialize) -> Result<()> {
    let now = tx.now();
    insert(tx, kind, payload, now, None).await
}

/// Adds a job to run at a time.
///
/// # Errors
/// As the database fails.
pub async fn enqueue_at(tx: &mut Tx, kind: &'static str, payload: &impl Serialize, at: Instant) -> Result<()> {
    insert(tx, kind, payload, at, None).await
}

/// Adds a job unless one of this kind with the same `dedupe` text is still to run. One that
/// runs just now runs once more as soon as it ends; one that rests as dead is taken up again.
///
/// # Errors
/// As the database fails.
pub async fn enqueue_once(
    tx: &mut Tx,
    kind: &'static str,
    payload: &impl Serialize,
    at: Instant,
    dedupe: &str,
) -> Result<()> {
    insert(tx, kind, payload, at, Some(dedupe)).await
}

async fn insert(tx: &mut Tx, kind: &str, payload: &impl Serialize, at: Instant, dedupe: Option<&str>) -> Result<()> {
    let (now, org, correlation) = (tx.now(), tx.org().map(OrgId::uuid), tx.correlation());
    // One that runs just now has perhaps read what changed before it changed: with the lease's
    // number moved on, its worker's end is void, and the job runs again: at once when the worker
    // ends, or when the lease is over if it never does.
    sqlx::query(
        "INSERT INTO kernel.jobs AS j (id, org_id, kind, payload, dedupe, run_at, correlation_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (kind, dedupe) WHERE dedupe IS NOT NULL DO UPDATE
         SET payload = excluded.payload, run_at = excluded.run_at, correlation_id = excluded.correlation_id,
             state = 'ready', attempts = 0, lease = j.lease + 1
         WHERE j.state = 'dead' OR j.leased_until > $8",
    )
    .bind(Uuid::now_v7())
    .bind(org)
    .bind(kind)
    .bind(sqlx::types::Json(payload))
    .bind(dedupe)
    .bind(at)
    .bind(correlation)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    tx.wake_jobs();
    Ok(())
}

impl Queue {
    /// A queue over a service's database.
    pub fn new(db: Db, jobs: Vec<Arc<dyn Job>>) -> Self {
        Self { db, jobs: Arc::new(jobs) }
    }

    /// Starts the worker.
    pub fn start(&self, tasks: &Tasks) {
        let queue = self.clone();
        tasks.spawn(format!("jobs {}", self.db.service()), move |mut shutdown| {
            let queue = queue.clone();
            async move {
                loop {
                    let started = tokio::time::Instant::now();
                    match queue.run_due().await {
                        Ok(0) => {}
                        // People who wait for an answer come first: a busy queue rests as long as it worked.
                        Ok(_) => {
                            let rest = started.elapsed().min(LONGEST_REST);
                            if !shutdown.pause(std::future::pending(), rest).await {
                                return;
                            }
                            continue;
                        }
                        Err(error) => tracing::warn!(%error, "jobs could not be claimed"),
                    }
                    if !shutdown.pause(queue.db.wake().jobs.notified(), POLL).await {
                        return;
                    }
                }
            }
        });
    }

    /// Runs what is due now, one batch; returns how many jobs ran.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn run_due(&self) -> Result<usize> {
        let claimed = self.claim().await?;
        let ran = claimed.len();
        let work = claimed.into_iter().map(|job| {
            let queue = self.clone();
            async move { queue.run(job).await }
        });
        let ends = plaza_tasks::side_by_side(AT_ONCE, work).await;
        ends.into_iter().collect::<Result<Vec<()>>>()?;
        Ok(ran)
    }

    async fn claim(&self) -> Result<Vec<Claimed>> {
        let kinds: Vec<&str> = self.jobs.iter().map(|job| job.kind()).collect();
        let now = self.db.clock().now();
        let rows = sqlx::query_as(
            "UPDATE kernel.jobs SET leased_until = $2, lease = lease + 1, attempts = attempts + 1
             WHERE id IN (SELECT id FROM kernel.jobs WHERE state = 'ready' AND run_at <= $1 AND leased_until <= $1 AND kind = ANY($3)
                          ORDER BY run_at LIMIT $4 FOR UPDATE SKIP LOCKED)
             RETURNING id, org_id, kind, payload, attempts, lease, leased_until, correlation_id",
        )
        .bind(now)
        .bind(now + LEASE)
        .bind(kinds)
        .bind(32_i64)
        .fetch_all(self.db.pool())
        .await?;
        Ok(rows)
    }

    async fn run(&self, job: Claimed) -> Result<()> {
        let Some(worker) = self.jobs.iter().find(|worker| worker.kind() == job.kind) else { return Ok(()) };
        let cx = Cx::service(self.db.service(), job.org_id.map(OrgId)).correlated(job.correlation_id);
        // A panic is a failure like any other: it may not take the jobs beside it along.
        let ended = AssertUnwindSafe(worker.run(&cx, job.payload.clone())).catch_unwind().await;
        let counted = match ended.unwrap_or_else(|_| Err(Fault::internal())) {
            Ok(()) => self.remove(&job).await?,
            Err(fault) => self.put_back(&job, &fault).await?,
        };
        if !counted {
            self.let_go(&job).await?;
        }
        Ok(())
    }

    async fn remove(&self, job: &Claimed) -> Result<bool> {
        let removed = sqlx::query("DELETE FROM kernel.jobs WHERE id = $1 AND lease = $2")
            .bind(job.id)
            .bind(job.lease)
            .execute(self.db.pool())
            .await?;
        Ok(removed.rows_affected() > 0)
    }

    /// Wanted once more while it ran: whoever waits for that need not wait for the end of a lease nobody holds.
    /// A worker that took over after the lease has another end, and keeps it.
    async fn let_go(&self, job: &Claimed) -> Result<()> {
        sqlx::query(
            "UPDATE kernel.jobs SET leased_until = '-infinity' WHERE id = $1 AND lease > $2 AND leased_until = $3",
        )
        .bind(job.id)
        .bind(job.lease)
        .bind(job.leased_until)
        .execute(self.db.pool())
        .await?;
        self.db.wake().jobs.notify_one();
        Ok(())
    }

    async fn put_back(&self, job: &Claimed, fault: &Fault) -> Result<bool> {
        let dead = job.attempts >= ATTEMPTS;
        if dead {
            tracing::error!(kind = job.kind, job = %job.id, %fault, "a job rests as dead");
        } else {
            tracing::warn!(kind = job.kind, job = %job.id, attempts = job.attempts, %fault, "a job failed and is tried again");
        }
        let rest = chrono::Duration::seconds(1_i64 << job.attempts.clamp(0, 12));
        let put_back = sqlx::query("UPDATE kernel.jobs SET state = $3, run_at = $4, leased_until = '-infinity', last_error = $5 WHERE id = $1 AND lease = $2")
            .bind(job.id)
            .bind(job.lease)
            .bind(if dead { "dead" } else { "ready" })
            .bind(self.db.clock().now() + rest)
            .bind(fault.to_string())
            .execute(self.db.pool())
            .await?;
        Ok(put_back.rows_affected() > 0)
    }
}
