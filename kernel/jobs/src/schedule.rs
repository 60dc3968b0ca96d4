use std::sync::Arc;
use std::time::Duration;

use plaza_core::Cx;
use plaza_db::{Db, Result};
use plaza_tasks::Tasks;

/// Sets right what drifts: expired holds, unsent mails. Takes no input, looks
/// at the tables, may run any number of times.
#[async_trait::async_trait]
pub trait Reconciler: Send + Sync + 'static {
    /// Its name, unique in its service.
    fn name(&self) -> &'static str;

    /// How often it runs.
    fn every(&self) -> Duration;

    /// One pass.
    ///
    /// # Errors
    /// Any fault: logged, and the next pass comes in time.
    async fn run(&self, cx: &Cx) -> plaza_core::Result<()>;
}

/// Runs a service's reconcilers, each on one process at a time.
#[derive(Clone)]
pub struct Scheduler {
    db: Db,
    all: Arc<Vec<Arc<dyn Reconciler>>>,
}

impl Scheduler {
    /// A scheduler over a service's database.
    pub fn new(db: Db, all: Vec<Arc<dyn Reconciler>>) -> Self {
        Self { db, all: Arc::new(all) }
    }

    /// Starts one task per reconciler.
    pub fn start(&self, tasks: &Tasks) {
        for reconciler in self.all.iter() {
            let (db, reconciler) = (self.db.clone(), reconciler.clone());
            tasks.spawn(format!("{} {}", db.service(), reconciler.name()), move |mut shutdown| {
                let (db, reconciler) = (db.clone(), reconciler.clone());
                async move {
                    while shutdown.pause(std::future::pending(), reconciler.every()).await {
                        if let Err(error) = pass(&db, reconciler.as_ref()).await {
                            tracing::warn!(reconciler = reconciler.name(), %error, "a reconciler could not be claimed");
                        }
                    }
                }
            });
        }
    }

    /// Runs every reconciler once, due or not. For tests that drive time by hand.
    ///
    /// # Errors
    /// The first fault of a reconciler.
    pub async fn run_all(&self) -> plaza_core::Result<()> {
        for reconciler in self.all.iter() {
            reconciler.run(&Cx::service(self.db.service(), None)).await?;
        }
        Ok(())
    }
}

/// Claims this period and runs; somebody else's period is left alone.
async fn pass(db: &Db, reconciler: &dyn Reconciler) -> Result<()> {
    let now = db.clock().now();
    let every = chrono::Duration::from_std(reconciler.every()).unwrap_or(chrono::Duration::seconds(60));
    // A little early counts: two processes' timers do not tick together.
    let next = now + every * 9 / 10;
    let mine = sqlx::query(
        "INSERT INTO kernel.schedules AS s (name, next_at) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET next_at = $2 WHERE s.next_at <= $3",
    )
    .bind(reconciler.name())
    .bind(next)
    .bind(now)
    .execute(db.pool())
    .await?;
    if mine.rows_affected() == 0 {
        return Ok(());
    }
    let failed = reconciler.run(&Cx::service(db.service(), None)).await.err();
    if let Some(fault) = &failed {
        tracing::warn!(reconciler = reconciler.name(), %fault, "a reconciler failed; its next pass comes in time");
    }
    sqlx::query("UPDATE kernel.schedules SET last_error = $2 WHERE name = $1")
        .bind(reconciler.name())
        .bind(failed.map(|fault| fault.to_string()))
        .execute(db.pool())
        .await?;
    Ok(())
}
