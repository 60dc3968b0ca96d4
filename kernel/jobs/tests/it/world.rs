//! A worker that does as the test says, over a database with a clock that stands still.

use std::sync::{Arc, Mutex};

use plaza_core::{Cx, Fault, OrgId, Result};
use plaza_db::{Db, Tx};
use plaza_jobs::{Job, Queue, enqueue};
use plaza_testkit::KernelDatabase;
use plaza_testkit::people::member;
use serde_json::Value;
use tokio::sync::Notify;

/// Writes down what it is given; fails, panics or stops in the middle at certain numbers.
#[derive(Default)]
pub struct Worker {
    /// Numbers in the order they were begun, and in which context.
    pub ran: Mutex<Vec<(i64, Cx)>>,
    pub refuses: Mutex<Vec<i64>>,
    pub panics: Mutex<Vec<i64>>,
    /// At this number it stops until let go.
    pub gate: Mutex<Option<i64>>,
    pub entered: Notify,
    pub go: Notify,
}

struct Counts(Arc<Worker>);

#[async_trait::async_trait]
impl Job for Counts {
    fn kind(&self) -> &'static str {
        "count"
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let n = payload.as_i64().unwrap();
        self.0.ran.lock().unwrap().push((n, cx.clone()));
        let stops = self.0.gate.lock().unwrap().take_if(|at| *at == n).is_some();
        if stops {
            self.0.entered.notify_one();
            self.0.go.notified().await;
        }
        assert!(!self.0.panics.lock().unwrap().contains(&n), "the test wants a panic");
        if self.0.refuses.lock().unwrap().contains(&n) {
            return Err(Fault::unavailable("tests.no", "The test says no."));
        }
        Ok(())
    }
}

pub struct World {
    pub base: KernelDatabase,
    pub worker: Arc<Worker>,
    pub queue: Queue,
    pub cx: Cx,
}

impl World {
    pub async fn new() -> Self {
        let (base, worker) = (KernelDatabase::of("jobs").await, Arc::new(Worker::default()));
        let queue = Queue::new(base.db.clone(), vec![Arc::new(Counts(worker.clone()))]);
        Self { base, worker, queue, cx: member(OrgId::new()) }
    }

    /// Another process's queue with the same worker.
    pub fn another_queue(&self) -> Queue {
        Queue::new(self.base.another_process(), vec![Arc::new(Counts(self.worker.clone()))])
    }

    /// A transaction of the world's person.
    pub async fn begin(&self) -> Tx {
        self.base.db.begin(&self.cx).await.unwrap()
    }

    /// Commits one job.
    pub async fn add(&self, n: i64) {
        add_to(&self.base.db, &self.cx, n).await;
    }

    /// Numbers that ran, in order.
    pub fn ran(&self) -> Vec<i64> {
        self.worker.ran.lock().unwrap().iter().map(|(n, _)| *n).collect()
    }

    /// How many jobs there still are.
    pub async fn left(&self) -> i64 {
        self.base.count("SELECT count(*) FROM kernel.jobs").await
    }

    pub fn refuse(&self, numbers: &[i64]) {
        *self.worker.refuses.lock().unwrap() = numbers.to_vec();
    }

    pub fn advance(&self, seconds: i64) {
        self.base.clock.advance(chrono::Duration::seconds(seconds));
    }
}

/// Commits one job.
pub async fn add_to(db: &Db, cx: &Cx, n: i64) {
    let mut tx = db.begin(cx).await.unwrap();
    enqueue(&mut tx, "count", &n).await.unwrap();
    tx.commit().await.unwrap();
}
