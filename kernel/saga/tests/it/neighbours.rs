//! Sagas that run side by side are strangers: one's open transaction is not another's.

use std::sync::Arc;

use plaza_core::{Cx, Fault, Result};
use plaza_db::Db;
use plaza_rpc::transaction::is_open;
use plaza_saga::{Outcome, Runner, Saga, Step, start};
use plaza_testkit::KernelDatabase;
use tokio::sync::Notify;
use uuid::Uuid;

struct Meet {
    db: Db,
    held: Notify,
    go: Notify,
}

#[async_trait::async_trait]
impl Saga for Meet {
    const NAME: &'static str = "meet";
    const STEPS: &'static [Step] = &[Step::back("meet")];
    /// Whether it holds a transaction while the other one calls.
    type State = bool;

    async fn run(&self, _: &str, cx: &Cx, holds: &mut bool) -> Result<Outcome> {
        if *holds {
            let tx = self.db.begin(cx).await?;
            self.held.notify_one();
            self.go.notified().await;
            tx.commit().await?;
            return Ok(Outcome::Done);
        }
        self.held.notified().await;
        let refused = is_open();
        self.go.notify_one();
        if refused { Err(Fault::internal()) } else { Ok(Outcome::Done) }
    }

    async fn undo(&self, _: &str, _: &Cx, _: &mut bool, _: &Fault) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
#[allow(clippy::disallowed_methods)] // the guard works per task, and the worker is one
async fn a_step_may_call_while_its_neighbour_has_a_transaction_open() {
    let base = KernelDatabase::of("meetings").await;
    let saga = Meet { db: base.db.clone(), held: Notify::new(), go: Notify::new() };
    let runner = Runner::new(base.db.clone(), vec![Arc::new(saga)]);
    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    start::<Meet>(&mut tx, Uuid::now_v7(), &true).await.unwrap();
    start::<Meet>(&mut tx, Uuid::now_v7(), &false).await.unwrap();
    tx.commit().await.unwrap();
    let moved = tokio::spawn(async move { runner.run_due().await }).await.unwrap();
    assert_eq!(moved.unwrap(), 2);
    assert_eq!(base.count("SELECT count(*) FROM kernel.sagas WHERE state = 'done'").await, 2);
}
