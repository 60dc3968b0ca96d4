//! Jobs that run side by side are strangers: one's open transaction is not another's.

use std::sync::Arc;

use plaza_core::{Cx, Fault, Result};
use plaza_db::Db;
use plaza_jobs::{Job, Queue, enqueue};
use plaza_rpc::transaction::is_open;
use plaza_testkit::KernelDatabase;
use serde_json::Value;
use tokio::sync::Notify;

#[derive(Clone)]
struct Holds {
    db: Db,
    held: Arc<Notify>,
    go: Arc<Notify>,
}

#[async_trait::async_trait]
impl Job for Holds {
    fn kind(&self) -> &'static str {
        "holds"
    }

    async fn run(&self, cx: &Cx, _: Value) -> Result<()> {
        let tx = self.db.begin(cx).await?;
        self.held.notify_one();
        self.go.notified().await;
        Ok(tx.commit().await?)
    }
}

struct Calls(Holds);

#[async_trait::async_trait]
impl Job for Calls {
    fn kind(&self) -> &'static str {
        "calls"
    }

    async fn run(&self, _: &Cx, _: Value) -> Result<()> {
        self.0.held.notified().await;
        let refused = is_open();
        self.0.go.notify_one();
        if refused { Err(Fault::internal()) } else { Ok(()) }
    }
}

#[tokio::test]
#[allow(clippy::disallowed_methods)] // the guard works per task, and the worker is one
async fn a_job_may_call_while_its_neighbour_has_a_transaction_open() {
    let base = KernelDatabase::of("jobs").await;
    let holds = Holds { db: base.db.clone(), held: Arc::default(), go: Arc::default() };
    let queue = Queue::new(base.db.clone(), vec![Arc::new(holds.clone()), Arc::new(Calls(holds))]);
    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    enqueue(&mut tx, "holds", &()).await.unwrap();
    enqueue(&mut tx, "calls", &()).await.unwrap();
    tx.commit().await.unwrap();
    let ran = tokio::spawn(async move { queue.run_due().await }).await.unwrap();
    assert_eq!(ran.unwrap(), 2);
    assert_eq!(base.count("SELECT count(*) FROM kernel.jobs").await, 0);
}
