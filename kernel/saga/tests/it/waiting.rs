//! Waiting for somebody else, and being nudged.

use std::time::Duration;

use plaza_saga::{Outcome, Status, nudge};
use plaza_tasks::Tasks;

use crate::trip::{ALL, BookTrip, World};

fn until(minutes: i64) -> plaza_core::Result<Outcome> {
    Ok(Outcome::Wait(chrono::Duration::minutes(minutes)))
}

async fn nudged(world: &World) {
    let mut tx = world.base.db.begin(&world.cx).await.unwrap();
    nudge::<BookTrip>(&mut tx, world.trip).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_step_that_waits_runs_again_when_nudged() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", until(30));
    world.runner.drive(id).await.unwrap();
    world.runner.drive(id).await.unwrap();
    assert_eq!(world.calls(), ["reserve", "charge"], "parked");
    nudged(&world).await;
    world.runner.drive(id).await.unwrap();
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
    assert_eq!(world.history().await, ["reserve done", "charge waits", "charge done", "confirm done", "tell done"]);
}

#[tokio::test]
async fn a_step_that_nobody_nudges_runs_again_when_its_time_is_over() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", until(30));
    world.runner.drive(id).await.unwrap();
    world.base.clock.advance(chrono::Duration::minutes(29));
    assert_eq!(world.runner.run_due().await.unwrap(), 0);
    world.base.clock.advance(chrono::Duration::minutes(1));
    assert_eq!(world.runner.run_due().await.unwrap(), 1);
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
}

#[tokio::test]
async fn a_nudge_that_comes_while_the_step_runs_is_not_lost() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", until(30));
    let gate = world.gate("charge");
    let meanwhile = async {
        gate.entered.notified().await;
        nudged(&world).await;
        *world.outside.gate.lock().unwrap() = None;
        gate.go.notify_one();
    };
    let (driven, ()) = tokio::join!(world.runner.drive(id), meanwhile);
    driven.unwrap();
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Running));
    assert_eq!(world.runner.run_due().await.unwrap(), 1, "it runs again without any time passing");
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
    assert_eq!(world.effects(), ALL);
}

#[tokio::test]
async fn a_nudge_for_what_has_ended_does_nothing() {
    let world = World::new().await;
    let id = world.start().await;
    world.runner.drive(id).await.unwrap();
    nudged(&world).await;
    assert_eq!(world.runner.run_due().await.unwrap(), 0);
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
}

#[tokio::test]
async fn a_nudge_belongs_to_its_transaction() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", until(30));
    world.runner.drive(id).await.unwrap();
    let mut tx = world.base.db.begin(&world.cx).await.unwrap();
    nudge::<BookTrip>(&mut tx, world.trip).await.unwrap();
    drop(tx);
    assert_eq!(world.runner.run_due().await.unwrap(), 0);
}

#[tokio::test]
async fn a_running_runner_is_woken_by_the_commit_that_starts_a_saga() {
    let world = World::new().await;
    let tasks = Tasks::default();
    world.runner.start(&tasks);
    let id = world.start().await;
    while world.runner.status(id).await.unwrap() != Some(Status::Done) {
        tokio::task::yield_now().await;
    }
    tasks.stop(Duration::from_secs(5)).await;
    assert_eq!(world.effects(), ALL);
}
