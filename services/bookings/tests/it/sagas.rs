//! The saga of a booking: every step failed, crashed after and repeated, forwards and
//! backwards; each case says that its step was reached, and ends on a clean slate.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use plaza_core::{Fault, Kind};
use plaza_saga::{Injection, Probe, desk};
use serde_json::Value;

use crate::world::World;

struct At {
    step: &'static str,
    undoing: bool,
    injection: Injection,
    reached: AtomicUsize,
}

struct Script(Vec<At>);

impl Probe for Script {
    fn at(&self, step: &str, undoing: bool) -> Option<Injection> {
        let at = self.0.iter().find(|at| at.step == step && at.undoing == undoing)?;
        (at.reached.fetch_add(1, Ordering::SeqCst) == 0).then(|| at.injection.clone())
    }
}

fn at(step: &'static str, undoing: bool, injection: Injection) -> At {
    At { step, undoing, injection, reached: AtomicUsize::new(0) }
}

fn refused() -> Injection {
    Injection::Fail(Fault::refused("tests.refused", "The test refuses."))
}

fn unknown() -> Injection {
    Injection::Fail(Fault::new(Kind::Timeout, "tests.unknown", "The test does not know."))
}

/// Books with a payment that only the scripted runner drives; answers the booking as it ends.
async fn play(token: &str, script: Vec<At>) -> (World, Value) {
    let world = World::with(&[("PLAZA_BOOKINGS_PAYMENT_WAIT_MS", "0")]).await;
    let room = world.priced_room();
    let pending = world.book(&world.ana, world.paid(&room, 24, 26, token)).await.expect(201);
    assert_eq!(pending["status"], "pending");
    let script = Arc::new(Script(script));
    let runner = world.stage.assembly.runner.clone().with_probe(script.clone());
    for _ in 0..20 {
        runner.run_due().await.unwrap();
        runner.forget_leases().await.unwrap();
        world.stage.advance(Duration::seconds(10));
    }
    for at in &script.0 {
        assert!(at.reached.load(Ordering::SeqCst) > 0, "step {} (undoing: {}) was never reached", at.step, at.undoing);
    }
    world.stage.settle().await;
    (world, pending)
}

async fn stands(token: &str, script: Vec<At>) {
    let (world, booking) = play(token, script).await;
    assert_eq!(world.status(&booking["id"]).await, "confirmed");
    assert_eq!(world.claims().await, 1);
    assert_eq!(world.fakes.payments.count(), 1);
    assert_eq!(world.fakes.payments.balance(), 2_000);
    assert_eq!(world.fakes.notifications.0.lock().unwrap().len(), 1);
    assert_eq!(world.stage.published().await, ["bookings.booking.confirmed.v1"]);
    world.sound().await;
}

async fn leaves_nothing(token: &str, script: Vec<At>) {
    let (world, booking) = play(token, script).await;
    assert_eq!(world.status(&booking["id"]).await, "cancelled");
    assert_eq!(world.claims().await, 0);
    assert_eq!(world.fakes.payments.balance(), 0);
    assert!(world.fakes.notifications.0.lock().unwrap().is_empty());
    assert_eq!(world.stage.published().await, ["bookings.booking.cancelled.v1"]);
    world.sound().await;
}

#[tokio::test]
async fn a_refused_step_is_undone_with_those_before_it() {
    for step in ["hold", "pay", "confirm"] {
        leaves_nothing("tok_approved", vec![at(step, false, refused())]).await;
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_tried_again() {
    for step in ["hold", "pay", "confirm", "notify"] {
        stands("tok_approved", vec![at(step, false, unknown())]).await;
    }
}

#[tokio::test]
async fn a_crash_after_any_step_changes_nothing() {
    for step in ["hold", "pay", "confirm", "notify"] {
        stands("tok_approved", vec![at(step, false, Injection::CrashAfter)]).await;
    }
}

#[tokio::test]
async fn every_step_bears_repetition() {
    for step in ["hold", "pay", "confirm", "notify"] {
        stands("tok_approved", vec![at(step, false, Injection::Twice)]).await;
    }
}

#[tokio::test]
async fn undoing_bears_failure_crash_and_repetition() {
    for step in ["pay", "hold"] {
        for injection in [unknown(), Injection::CrashAfter, Injection::Twice] {
            leaves_nothing("tok_declined", vec![at(step, true, injection)]).await;
        }
    }
    for step in ["confirm", "pay", "hold"] {
        for injection in [unknown(), Injection::CrashAfter, Injection::Twice] {
            leaves_nothing("tok_approved", vec![at("confirm", false, refused()), at(step, true, injection)]).await;
        }
    }
}

#[tokio::test]
async fn a_charge_made_without_an_answer_is_given_back_when_the_booking_fails() {
    leaves_nothing("tok_timeout_charged", vec![at("confirm", false, refused())]).await;
    stands("tok_timeout_charged", vec![]).await;
}

#[tokio::test]
async fn after_the_pivot_it_is_stuck_in_the_open_until_it_is_retried() {
    let world = World::with(&[("PLAZA_BOOKINGS_PAYMENT_WAIT_MS", "0")]).await;
    let room = world.priced_room();
    let booking = world.book(&world.ana, world.paid(&room, 24, 26, "tok_approved")).await.expect(201);
    let script = Arc::new(Script(vec![at("notify", false, refused())]));
    world.stage.assembly.runner.clone().with_probe(script.clone()).run_due().await.unwrap();
    let id = booking["id"].as_str().unwrap().parse().unwrap();
    let stuck = desk::find(world.stage.db(), "create_booking", id).await.unwrap().unwrap();
    assert_eq!((stuck.state.as_str(), script.0[0].reached.load(Ordering::SeqCst)), ("stuck", 1));
    assert!(desk::retry(world.stage.db(), Some(world.org), stuck.id).await.unwrap());
    world.stage.settle().await;
    assert_eq!(world.status(&booking["id"]).await, "confirmed");
    assert_eq!(world.fakes.notifications.0.lock().unwrap().len(), 1);
    world.sound().await;
}
