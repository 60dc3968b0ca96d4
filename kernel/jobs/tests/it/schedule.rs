//! Reconcilers: one process per period.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use plaza_core::{Cx, Fault, Result};
use plaza_db::Db;
use plaza_jobs::{Reconciler, Scheduler};
use plaza_tasks::Tasks;
use plaza_testkit::KernelDatabase;

/// Counts its passes. It is asked for its period at every look of a process.
#[derive(Clone, Default)]
struct Sweep {
    passes: Arc<AtomicU32>,
    looks: Arc<AtomicU32>,
    fails: bool,
}

#[async_trait::async_trait]
impl Reconciler for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn every(&self) -> Duration {
        self.looks.fetch_add(1, Ordering::SeqCst);
        Duration::from_millis(2)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        assert!(cx.is_service());
        self.passes.fetch_add(1, Ordering::SeqCst);
        if self.fails { Err(Fault::refused("sweep.no", "Not today.")) } else { Ok(()) }
    }
}

/// Waits until a process has looked so many times more, due or not.
async fn looked(sweep: &Sweep, times: u32) {
    let until = sweep.looks.load(Ordering::SeqCst) + times;
    while sweep.looks.load(Ordering::SeqCst) < until {
        tokio::task::yield_now().await;
    }
}

fn start(db: &Db, sweep: &Sweep, tasks: &Tasks) {
    Scheduler::new(db.clone(), vec![Arc::new(sweep.clone())]).start(tasks);
}

#[tokio::test]
async fn two_processes_do_one_pass_a_period() {
    let base = KernelDatabase::of("sweeper").await;
    let (tasks, passes) = (Tasks::default(), Arc::new(AtomicU32::new(0)));
    // Their clocks are one and stand still: there is one period until the test moves it.
    let here = Sweep { passes: passes.clone(), ..Sweep::default() };
    let there = Sweep { passes: passes.clone(), ..Sweep::default() };
    start(&base.db, &here, &tasks);
    start(&base.another_process(), &there, &tasks);
    for period in 1..=3 {
        looked(&here, 6).await;
        looked(&there, 6).await;
        assert_eq!(passes.load(Ordering::SeqCst), period);
        base.clock.advance(chrono::Duration::milliseconds(2));
    }
    tasks.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_failed_pass_is_written_down_and_the_next_comes_in_time() {
    let base = KernelDatabase::of("sweeper").await;
    let (tasks, sweep) = (Tasks::default(), Sweep { fails: true, ..Sweep::default() });
    start(&base.db, &sweep, &tasks);
    looked(&sweep, 6).await;
    base.clock.advance(chrono::Duration::milliseconds(2));
    looked(&sweep, 6).await;
    tasks.stop(Duration::from_secs(5)).await;
    assert_eq!(sweep.passes.load(Ordering::SeqCst), 2);
    let error: String =
        sqlx::query_scalar("SELECT last_error FROM kernel.schedules").fetch_one(base.db.pool()).await.unwrap();
    assert_eq!(error, "sweep.no: Not today.");
}

#[tokio::test]
async fn a_database_that_fails_does_not_end_the_schedule() {
    let base = KernelDatabase::of("sweeper").await;
    let (tasks, sweep) = (Tasks::default(), Sweep::default());
    base.execute("ALTER TABLE kernel.schedules RENAME TO elsewhere").await;
    start(&base.db, &sweep, &tasks);
    looked(&sweep, 6).await;
    assert_eq!(sweep.passes.load(Ordering::SeqCst), 0);
    base.execute("ALTER TABLE kernel.elsewhere RENAME TO schedules").await;
    while sweep.passes.load(Ordering::SeqCst) == 0 {
        looked(&sweep, 1).await;
    }
    tasks.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn by_hand_every_reconciler_runs_due_or_not() {
    let base = KernelDatabase::of("sweeper").await;
    let (good, bad) = (Sweep::default(), Sweep { fails: true, ..Sweep::default() });
    let scheduler = Scheduler::new(base.db.clone(), vec![Arc::new(good.clone()), Arc::new(bad)]);
    assert_eq!(scheduler.run_all().await.unwrap_err().code, "sweep.no");
    assert_eq!(good.passes.load(Ordering::SeqCst), 1);
}
