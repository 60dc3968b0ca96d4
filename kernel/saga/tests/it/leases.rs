//! Two runners never run one step at the same time, and a late one changes nothing.

use plaza_saga::Status;
use uuid::Uuid;

use crate::trip::{ALL, BookTrip, Trip, World};

#[tokio::test]
async fn while_one_runner_is_at_a_step_another_leaves_it_alone() {
    let world = World::new().await;
    let id = world.start().await;
    let (gate, other) = (world.gate("charge"), world.another_runner());
    let meanwhile = async {
        gate.entered.notified().await;
        assert_eq!(other.run_due().await.unwrap(), 0);
        other.drive(id).await.unwrap();
        gate.go.notify_one();
    };
    let (driven, ()) = tokio::join!(world.runner.drive(id), meanwhile);
    driven.unwrap();
    assert_eq!(world.calls(), ["reserve", "charge", "confirm", "tell"]);
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
}

#[tokio::test]
async fn a_lease_that_runs_out_is_taken_over_and_the_late_runner_changes_nothing() {
    let world = World::new().await;
    let id = world.start().await;
    let (gate, other) = (world.gate("charge"), world.another_runner());
    let meanwhile = async {
        gate.entered.notified().await;
        *world.outside.gate.lock().unwrap() = None;
        world.base.clock.advance(chrono::Duration::seconds(59));
        assert_eq!(other.run_due().await.unwrap(), 0, "the lease still holds");
        world.base.clock.advance(chrono::Duration::seconds(1));
        assert_eq!(other.run_due().await.unwrap(), 1);
        gate.go.notify_one();
    };
    let (driven, ()) = tokio::join!(world.runner.drive(id), meanwhile);
    driven.unwrap();
    assert_eq!(world.calls(), ["reserve", "charge", "charge", "confirm", "tell"], "once more with the same key");
    assert_eq!(world.history().await, ["reserve done", "charge done", "confirm done", "tell done"]);
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
    assert_eq!(world.effects(), ALL);
}

#[tokio::test]
async fn many_sagas_and_two_runners_do_each_step_once() {
    let world = World::new().await;
    let mut tx = world.base.db.begin(&world.cx).await.unwrap();
    for _ in 0..20 {
        let trip = Uuid::now_v7();
        plaza_saga::start::<BookTrip>(&mut tx, trip, &Trip { id: trip, passed: Vec::new() }).await.unwrap();
    }
    tx.commit().await.unwrap();
    let until_quiet = async |runner: &plaza_saga::Runner| while runner.run_due().await.unwrap() > 0 {};
    let other = world.another_runner();
    tokio::join!(until_quiet(&world.runner), until_quiet(&other));
    assert_eq!(world.base.count("SELECT count(*) FROM kernel.sagas WHERE state = 'done'").await, 20);
    assert_eq!(world.calls().len(), 20 * 4);
    assert_eq!(world.effects().len(), 20 * 4);
}

#[tokio::test]
async fn a_database_that_fails_is_an_error_and_the_saga_goes_on_later() {
    let world = World::new().await;
    let id = world.start().await;
    world.base.execute("ALTER TABLE kernel.saga_steps RENAME TO elsewhere").await;
    assert!(world.runner.drive(id).await.is_err());
    world.base.execute("ALTER TABLE kernel.elsewhere RENAME TO saga_steps").await;
    world.runner.forget_leases().await.unwrap();
    world.runner.drive(id).await.unwrap();
    assert_eq!(world.calls(), ["reserve", "reserve", "charge", "confirm", "tell"]);
    assert_eq!(world.effects(), ALL);
}
