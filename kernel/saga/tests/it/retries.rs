//! Unknown outcomes, stuck sagas, panics, and operators.

use plaza_core::{Cx, OrgId};
use plaza_saga::{Runner, Saga, Status, desk, start};
use plaza_testkit::saga::{Case, Script, refused, run_to_its_end, unknown};
use uuid::Uuid;

use crate::trip::{ALL, BookTrip, Trip, World, lost, no};

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_back_off() {
    let world = World::new().await;
    let id = world.start().await;
    for _ in 0..3 {
        world.answers("charge", Err(lost()));
    }
    world.runner.drive(id).await.unwrap();
    let mut waits = Vec::new();
    for _ in 0..3 {
        let run_at = "SELECT extract(epoch FROM run_at)::bigint FROM kernel.sagas";
        let wait = world.base.count(run_at).await - world.base.clock.now().timestamp();
        waits.push(wait);
        world.runner.drive(id).await.unwrap();
        world.base.clock.advance(chrono::Duration::seconds(wait));
        world.runner.drive(id).await.unwrap();
    }
    assert_eq!(waits, [1, 2, 4]);
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Done));
    assert_eq!(world.calls(), ["reserve", "charge", "charge", "charge", "charge", "confirm", "tell"]);
    assert_eq!(world.effects(), ALL);
}

#[tokio::test]
async fn the_next_try_begins_where_the_last_one_ended() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", Err(lost()));
    run_to_its_end(&world.runner, &world.base.clock, id).await;
    let data: serde_json::Value =
        sqlx::query_scalar("SELECT data FROM kernel.sagas").fetch_one(world.base.db.pool()).await.unwrap();
    // What a step wrote into the state before its answer was lost is kept: such as a provider's reference.
    assert_eq!(data["passed"], serde_json::json!(["reserve", "charge", "charge", "confirm", "tell"]));
}

#[tokio::test]
async fn after_ten_tries_it_is_stuck_and_an_operator_sends_it_on() {
    let world = World::new().await;
    let id = world.start().await;
    let script = Script::new().times("charge", false, unknown(), 10);
    let case = Case::new("a provider that is down", script, Status::Stuck);
    let runner = world.runner.clone().with_probe(case.probe());
    case.check(run_to_its_end(&runner, &world.base.clock, id).await);
    assert!(!desk::retry(&world.base.db, Some(OrgId::new()), id.uuid()).await.unwrap(), "another organisation's");
    assert!(desk::retry(&world.base.db, world.cx.org, id.uuid()).await.unwrap());
    assert!(!desk::retry(&world.base.db, world.cx.org, id.uuid()).await.unwrap(), "no longer stuck");
    assert_eq!(run_to_its_end(&world.runner, &world.base.clock, id).await, Status::Done);
    assert_eq!(world.effects(), ALL);
}

#[tokio::test]
async fn an_undo_that_fails_is_stuck_and_goes_on_undoing_when_retried() {
    let world = World::new().await;
    let id = world.start().await;
    let script = Script::new().doing("confirm", refused()).undoing("charge", refused());
    let case = Case::new("no refund", script, Status::Stuck);
    let runner = world.runner.clone().with_probe(case.probe());
    case.check(run_to_its_end(&runner, &world.base.clock, id).await);
    assert_eq!(world.effects(), ["charge", "reserve"]);
    let card = desk::find(&world.base.db, BookTrip::NAME, world.trip).await.unwrap().unwrap();
    assert_eq!((card.state.as_str(), card.step), ("stuck", 1));
    assert_eq!(card.reason.unwrap()["code"], "tests.refused");
    assert!(card.last_error.unwrap().contains("tests.refused"));

    assert!(desk::retry(&world.base.db, world.cx.org, id.uuid()).await.unwrap());
    assert_eq!(run_to_its_end(&world.runner, &world.base.clock, id).await, Status::Undone);
    assert!(world.effects().is_empty());
}

#[tokio::test]
async fn after_the_pivot_a_refusal_is_stuck_and_goes_forward_when_retried() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("tell", Err(no()));
    assert_eq!(run_to_its_end(&world.runner, &world.base.clock, id).await, Status::Stuck);
    assert!(!world.calls().iter().any(|call| call.starts_with('-')), "{:?}", world.calls());
    assert!(desk::retry(&world.base.db, world.cx.org, id.uuid()).await.unwrap());
    assert_eq!(run_to_its_end(&world.runner, &world.base.clock, id).await, Status::Done);
    assert_eq!(world.effects(), ALL);
}

#[tokio::test]
async fn a_stuck_saga_is_given_up_with_a_note() {
    let world = World::new().await;
    let id = world.start().await;
    assert!(!desk::abandon(&world.base.db, world.cx.org, id.uuid(), "too early").await.unwrap());
    world.answers("tell", Err(no()));
    run_to_its_end(&world.runner, &world.base.clock, id).await;
    assert!(!desk::abandon(&world.base.db, Some(OrgId::new()), id.uuid(), "not mine").await.unwrap());
    assert!(desk::abandon(&world.base.db, world.cx.org, id.uuid(), "user:1: told by phone").await.unwrap());
    assert_eq!(world.runner.status(id).await.unwrap(), Some(Status::Abandoned));
    let card = desk::find(&world.base.db, BookTrip::NAME, world.trip).await.unwrap().unwrap();
    assert_eq!(card.steps.as_array().unwrap().last().unwrap()["note"], "user:1: told by phone");
    world.base.clock.advance(chrono::Duration::days(1));
    assert_eq!(world.runner.run_due().await.unwrap(), 0);
    assert!(!desk::retry(&world.base.db, world.cx.org, id.uuid()).await.unwrap());
}

#[tokio::test]
async fn a_step_that_panics_is_an_unknown_outcome() {
    let world = World::new().await;
    let (bad, good) = (world.start().await, Uuid::now_v7());
    *world.outside.panics.lock().unwrap() = Some("charge");
    let mut tx = world.base.db.begin(&world.cx).await.unwrap();
    let neighbour = start::<BookTrip>(&mut tx, good, &Trip { id: good, passed: Vec::new() }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.runner.run_due().await.unwrap(), 2);
    let mut ended = vec![
        run_to_its_end(&world.runner, &world.base.clock, bad).await,
        run_to_its_end(&world.runner, &world.base.clock, neighbour).await,
    ];
    ended.dedup();
    assert_eq!(ended, [Status::Done]);
    let unknown = "SELECT count(*) FROM kernel.saga_steps WHERE outcome = 'unknown'";
    assert_eq!(world.base.count(unknown).await, 1, "the panic is in the record");
}

#[tokio::test]
async fn a_state_that_does_not_read_is_stuck_and_not_lost() {
    let world = World::new().await;
    let id = world.start().await;
    world.base.execute("UPDATE kernel.sagas SET data = '5'").await;
    assert_eq!(run_to_its_end(&world.runner, &world.base.clock, id).await, Status::Stuck);
    assert!(world.calls().is_empty());
}

#[tokio::test]
async fn an_aggregate_has_one_saga_of_a_name() {
    let world = World::new().await;
    world.start().await;
    let mut tx = world.base.db.begin(&world.cx).await.unwrap();
    let again = start::<BookTrip>(&mut tx, world.trip, &Trip { id: world.trip, passed: Vec::new() }).await;
    assert!(again.unwrap_err().is_constraint("sagas_name_aggregate_id_key"));
}

#[tokio::test]
async fn a_saga_starts_with_its_aggregate_or_not_at_all() {
    let world = World::new().await;
    let mut tx = world.base.db.begin(&Cx::anonymous()).await.unwrap();
    let id = start::<BookTrip>(&mut tx, world.trip, &Trip { id: world.trip, passed: Vec::new() }).await.unwrap();
    drop(tx);
    world.runner.drive(id).await.unwrap();
    assert_eq!(world.runner.status(id).await.unwrap(), None);
    assert!(world.calls().is_empty());
}

#[tokio::test]
async fn a_runner_leaves_sagas_it_does_not_know() {
    let world = World::new().await;
    let id = world.start().await;
    let stranger = Runner::new(world.base.db.clone(), Vec::new());
    assert_eq!(stranger.run_due().await.unwrap(), 0);
    stranger.drive(id).await.unwrap();
    assert_eq!(stranger.status(id).await.unwrap(), Some(Status::Running));
    assert!(world.calls().is_empty());
}
