use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use plaza_core::{Fault, Result};
use plaza_db::Db;
use plaza_tasks::Tasks;
use uuid::Uuid;

use crate::saga::{DynSaga, Kind, Outcome, Registry, Step};
use crate::store::{self, Leased, Mark, SagaId, Status};

/// Tries of one step before the saga is stuck; about ten minutes with the back-off.
const ATTEMPTS: i32 = 10;
const POLL: Duration = Duration::from_secs(1);
const AT_ONCE: usize = 8;

/// What a test does to a step.
#[derive(Debug, Clone)]
pub enum Injection {
    /// Fails it before it runs.
    Fail(Fault),
    /// Runs it, then dies before the record is written.
    CrashAfter,
    /// Runs it twice.
    Twice,
}

/// A test's hand in the runner; none in production.
pub trait Probe: Send + Sync + 'static {
    /// Asked at every step, done or undone.
    fn at(&self, step: &str, undoing: bool) -> Option<Injection>;
}

/// Runs a service's sagas. Any number of processes may; a lease with a fencing number keeps them apart.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    sagas: Registry,
    probe: Option<Arc<dyn Probe>>,
}

/// What to do after one step.
enum Next {
    /// The next step follows under the same lease.
    Continue,
    /// Nothing more to do now.
    Rest,
}

impl Runner {
    /// A runner over a service's database.
    pub fn new(db: Db, sagas: Vec<Arc<dyn DynSaga>>) -> Self {
        Self { db, sagas: Arc::new(sagas), probe: None }
    }

    /// The same runner with a test's hand in it.
    #[must_use]
    pub fn with_probe(mut self, probe: Arc<dyn Probe>) -> Self {
        self.probe = Some(probe);
        self
    }

    /// Starts the worker.
    pub fn start(&self, tasks: &Tasks) {
        let runner = self.clone();
        tasks.spawn(format!("sagas {}", self.db.service()), move |mut shutdown| {
            let runner = runner.clone();
            async move {
                loop {
                    match runner.run_due().await {
                        Ok(0) => {}
                        Ok(_) if !shutdown.is_asked() => continue,
                        Ok(_) => return,
                        Err(fault) => tracing::warn!(%fault, "sagas could not be run"),
                    }
                    if !shutdown.pause(runner.db.wake().sagas.notified(), POLL).await {
                        return;
                    }
                }
            }
        });
    }

    /// Runs the sagas that are due, several side by side; returns how many moved.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn run_due(&self) -> Result<usize> {
        let mut leased = Vec::new();
        while leased.len() < AT_ONCE {
            match store::lease(&self.db, &self.names(), None).await? {
                Some(saga) => leased.push(saga),
                None => break,
            }
        }
        let moved = leased.len();
        let work = leased.into_iter().map(|saga| {
            let runner = self.clone();
            async move { runner.drive_leased(saga).await }
        });
        let ends = plaza_tasks::side_by_side(AT_ONCE, work).await;
        ends.into_iter().collect::<Result<Vec<()>>>()?;
        Ok(moved)
    }

    /// Drives one saga here and now, as far as it goes without waiting; somebody else's is left alone.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn drive(&self, id: SagaId) -> Result<()> {
        match store::lease(&self.db, &self.names(), Some(id.uuid())).await? {
            Some(saga) => self.drive_leased(saga).await,
            None => Ok(()),
        }
    }

    async fn drive_leased(&self, mut saga: Leased) -> Result<()> {
        let Some(kind) = self.sagas.iter().find(|known| known.name() == saga.name).cloned() else { return Ok(()) };
        loop {
            let next = match Status::read(&saga.state) {
                Status::Running => self.forward(kind.as_ref(), &mut saga).await?,
                Status::Undoing => self.backward(kind.as_ref(), &mut saga).await?,
                _ => return Ok(()),
            };
            if matches!(next, Next::Rest) {
                return Ok(());
            }
        }
    }

    async fn forward(&self, kind: &dyn DynSaga, saga: &mut Leased) -> Result<Next> {
        let index = usize::try_from(saga.step).unwrap_or(0);
        let Some(step) = kind.steps().get(index) else { return self.finish(saga, Status::Done).await };
        let injection = self.probe.as_ref().and_then(|probe| probe.at(step.name, false));
        let cx = saga.context(self.db.service());
        let mut outcome = match &injection {
            Some(Injection::Fail(fault)) => Err(fault.clone()),
            _ => caught(kind.run_json(step.name, &cx, &mut saga.data)).await,
        };
        match injection {
            Some(Injection::Twice) => outcome = kind.run_json(step.name, &cx, &mut saga.data).await,
            Some(Injection::CrashAfter) => return Ok(Next::Rest), // the lease runs out; nothing was recorded
            _ => {}
        }
        match outcome {
            Ok(Outcome::Done) => self.step_done(saga, step).await,
            Ok(Outcome::Wait(at_most)) => self.wait(saga, step, at_most).await,
            Err(fault) if fault.kind.is_unknown_outcome() => self.try_later(saga, step, &fault).await,
            Err(fault) if step.kind == Kind::On => self.get_stuck(saga, step, &fault).await,
            Err(fault) => self.turn_back(saga, step, &fault).await,
        }
    }

    async fn backward(&self, kind: &dyn DynSaga, saga: &mut Leased) -> Result<Next> {
        let Ok(index) = usize::try_from(saga.step) else { return self.finish(saga, Status::Undone).await };
        let Some(step) = kind.steps().get(index) else { return self.finish(saga, Status::Undone).await };
        let injection = self.probe.as_ref().and_then(|probe| probe.at(step.name, true));
        let (cx, reason) = (saga.context(self.db.service()), saga.reason());
        let mut outcome = match &injection {
            Some(Injection::Fail(fault)) => Err(fault.clone()),
            _ => caught(kind.undo_json(step.name, &cx, &mut saga.data, &reason)).await,
        };
        match injection {
            Some(Injection::Twice) => outcome = kind.undo_json(step.name, &cx, &mut saga.data, &reason).await,
            Some(Injection::CrashAfter) => return Ok(Next::Rest),
            _ => {}
        }
        match outcome {
            Ok(()) => {
                let to = Mark {
                    step: saga.step - 1,
                    log: Some((step.name, "undone", None)),
                    hold: true,
                    ..self.stay(saga, Status::Undoing)
                };
                self.move_on(saga, to).await
            }
            Err(fault) if fault.kind.is_unknown_outcome() => self.try_later(saga, step, &fault).await,
            Err(fault) => self.get_stuck(saga, step, &fault).await,
        }
    }

    async fn step_done(&self, saga: &mut Leased, step: &Step) -> Result<Next> {
        let to = Mark {
            step: saga.step + 1,
            log: Some((step.name, "done", None)),
            hold: true,
            ..self.stay(saga, Status::Running)
        };
        self.move_on(saga, to).await
    }

    async fn wait(&self, saga: &Leased, step: &Step, at_most: chrono::Duration) -> Result<Next> {
        let run_at = self.db.clock().now() + at_most;
        let to = Mark { run_at, log: Some((step.name, "waits", None)), ..self.stay(saga, Status::Running) };
        self.rest(saga, to).await
    }

    async fn turn_back(&self, saga: &mut Leased, step: &Step, fault: &Fault) -> Result<Next> {
        // The refused step is undone too: what it did before it was refused is not known.
        let to = Mark {
            reason: Some(fault),
            error: Some(fault.to_string()),
            hold: true,
            log: Some((step.name, "refused", Some(fault.to_string()))),
            ..self.stay(saga, Status::Undoing)
        };
        saga.reason = serde_json::to_value(fault).ok();
        self.move_on(saga, to).await
    }

    async fn try_later(&self, saga: &Leased, step: &Step, fault: &Fault) -> Result<Next> {
        if saga.attempts + 1 >= ATTEMPTS {
            return self.get_stuck(saga, step, fault).await;
        }
        let status = Status::read(&saga.state);
        let run_at = self.db.clock().now() + chrono::Duration::seconds(1_i64 << saga.attempts.clamp(0, 7));
        let note = Some(fault.to_string());
        let to = Mark {
            attempts: saga.attempts + 1,
            run_at,
            error: note.clone(),
            log: Some((step.name, "unknown", note)),
            ..self.stay(saga, status)
        };
        self.rest(saga, to).await
    }

    async fn get_stuck(&self, saga: &Leased, step: &Step, fault: &Fault) -> Result<Next> {
        tracing::error!(saga = %saga.id, name = saga.name, step = step.name, %fault, "a saga is stuck");
        let note = Some(fault.to_string());
        let to = Mark { error: note.clone(), log: Some((step.name, "stuck", note)), ..self.stay(saga, Status::Stuck) };
        self.rest(saga, to).await
    }

    async fn finish(&self, saga: &Leased, status: Status) -> Result<Next> {
        self.rest(saga, Mark { error: None, ..self.stay(saga, status) }).await
    }

    fn stay(&self, saga: &Leased, status: Status) -> Mark<'static> {
        Mark {
            status,
            step: saga.step,
            attempts: 0,
            run_at: self.db.clock().now(),
            reason: None,
            error: None,
            hold: false,
            log: None,
        }
    }

    /// Records and goes on under the same lease, unless another worker has taken it.
    async fn move_on(&self, saga: &mut Leased, to: Mark<'_>) -> Result<Next> {
        let (step, status) = (to.step, to.status);
        let mine = store::mark(&self.db, saga, to).await?;
        (saga.step, saga.attempts, saga.state) = (step, 0, status.name().to_owned());
        Ok(if mine { Next::Continue } else { Next::Rest })
    }

    async fn rest(&self, saga: &Leased, to: Mark<'_>) -> Result<Next> {
        store::mark(&self.db, saga, to).await?;
        Ok(Next::Rest)
    }

    fn names(&self) -> Vec<&str> {
        self.sagas.iter().map(|saga| saga.name()).collect()
    }

    /// Ends every lease at once, as if the workers that held them had died. For tests.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn forget_leases(&self) -> Result<()> {
        sqlx::query("UPDATE kernel.sagas SET leased_until = '-infinity'")
            .execute(self.db.pool())
            .await
            .map_err(plaza_db::Error::from)?;
        Ok(())
    }

    /// Where a saga is; none when there is no such saga.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn status(&self, id: SagaId) -> Result<Option<Status>> {
        let row: Option<(String,)> = sqlx::query_as("SELECT state FROM kernel.sagas WHERE id = $1")
            .bind::<Uuid>(id.uuid())
            .fetch_optional(self.db.pool())
            .await
            .map_err(plaza_db::Error::from)?;
        Ok(row.map(|row| Status::read(&row.0)))
    }
}

/// A panic is an unknown outcome like any other: tried again, then stuck in the open.
async fn caught<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(step).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!("a step of a saga panicked");
        Err(Fault::internal())
    })
}
