//! Every step and every undo under every failure.

use plaza_saga::{Saga, Status};
use plaza_testkit::KernelDatabase;
use plaza_testkit::saga::{Case, Script, cases, refused, run_to_its_end};

use crate::trip::{ALL, BookTrip, World};

#[tokio::test]
async fn whatever_goes_wrong_all_is_there_or_nothing() {
    let mut base = KernelDatabase::of("trips").await;
    for case in cases(BookTrip::STEPS) {
        let world = World::over(base);
        let id = world.start().await;
        let runner = world.runner.clone().with_probe(case.probe());
        let ended = run_to_its_end(&runner, &world.base.clock, id).await;
        case.check(ended);
        match ended {
            Status::Done => assert_eq!(world.effects(), ALL, "{}", case.name),
            Status::Undone => assert!(world.effects().is_empty(), "{}: {:?}", case.name, world.effects()),
            _ => assert!(!world.effects().is_empty(), "{}: what is stuck is half done", case.name),
        }
        base = world.base;
    }
}

#[tokio::test]
async fn the_harness_knows_every_case() {
    let all = cases(BookTrip::STEPS);
    assert_eq!(all.len(), 1 + 4 * 4 + 3 * 4);
    assert_eq!(all.iter().filter(|case| case.ends == Status::Stuck).count(), 1 + 3);
}

#[tokio::test]
async fn steps_run_in_order_and_are_undone_in_reverse_with_the_refused_one() {
    let world = World::new().await;
    let id = world.start().await;
    let case = Case::new("no confirmation", Script::new().doing("confirm", refused()), Status::Undone);
    let runner = world.runner.clone().with_probe(case.probe());
    case.check(run_to_its_end(&runner, &world.base.clock, id).await);
    assert_eq!(world.calls(), ["reserve", "charge", "-confirm", "-charge", "-reserve"]);
    let reasons = world.outside.reasons.lock().unwrap().clone();
    assert!(reasons.iter().all(|reason| reason.code == "tests.refused"), "{reasons:?}");
    let history =
        ["reserve done", "charge done", "confirm refused", "confirm undone", "charge undone", "reserve undone"];
    assert_eq!(world.history().await, history);
}

#[tokio::test]
async fn a_refusal_of_a_step_itself_turns_back_too() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", Err(crate::trip::no()));
    assert_eq!(run_to_its_end(&world.runner, &world.base.clock, id).await, Status::Undone);
    assert_eq!(world.calls(), ["reserve", "charge", "-charge", "-reserve"]);
    assert!(world.effects().is_empty());
}

#[test]
#[should_panic(expected = "never reached")]
fn a_case_that_does_not_reach_its_step_fails() {
    let case = Case::new("elsewhere", Script::new().doing("elsewhere", refused()), Status::Done);
    case.check(Status::Done);
}

#[test]
#[should_panic(expected = "never reached")]
fn a_script_knows_what_never_happened() {
    Script::new().undoing("elsewhere", refused()).assert_reached();
}
