//! The saga of an order's payment: every step and every undo refused, lost, crashed after and repeated.

use std::sync::atomic::Ordering;

use plaza_orders::fund::saga::FundOrder;
use plaza_saga::{Saga, SagaId, Status};
use plaza_testkit::saga::{Case, cases, run_to_its_end};

use crate::ledger::Account;
use crate::world::{World, path, uuid};

async fn play(case: &Case) {
    let world = World::with(&[("PLAZA_ORDERS_PAYMENT_WAIT_MS", "0")]).await;
    let offer = world.offer(world.terms()).await;
    let order = world.accept(&offer, "tok_approved").await.expect(201)["order"]["id"].clone();
    let runner = world.stage.assembly.runner.clone().with_probe(case.probe());
    let saga: uuid::Uuid = sqlx::query_scalar("SELECT id FROM kernel.sagas WHERE aggregate_id = $1")
        .bind(uuid(&order))
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    let ended = run_to_its_end(&runner, &world.stage.clock, SagaId(saga)).await;
    case.check(ended);
    world.stage.settle().await;
    let status = world.status(&order).await;
    match ended {
        Status::Done => {
            assert_eq!(
                (status.as_str(), world.payments.balance(Account::Provider)),
                ("funded", 10_000),
                "{}",
                case.name
            );
        }
        Status::Undone => {
            assert_eq!((status.as_str(), world.payments.balance(Account::Provider)), ("cancelled", 0), "{}", case.name);
            let seen = world.stage.get(&world.client, &path("offers", &offer["id"], "")).await.expect(200);
            // Hours went by; the offer's own time did not end.
            assert_eq!(seen["status"], "open", "{}", case.name);
        }
        // An undo that was refused waits for an operator, in the open.
        _ => assert_eq!(ended, Status::Stuck, "{}", case.name),
    }
    assert!(world.payments.charged.load(Ordering::SeqCst) <= 1, "{}", case.name);
    world.sound().await;
}

#[tokio::test]
async fn every_step_bears_everything() {
    for case in cases(FundOrder::STEPS) {
        play(&case).await;
    }
}
