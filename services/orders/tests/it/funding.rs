//! Paying into escrow: payments of every temper, away, and back.

use std::sync::atomic::Ordering;

use chrono::Duration;
use plaza_professionals_api::ProfileStatus;
use serde_json::json;

use crate::ledger::Account;
use crate::world::{World, paid, path, uuid};

#[tokio::test]
async fn an_accepted_offer_is_an_order_with_its_money_held() {
    let world = World::new().await;
    let offer = world.offer(world.two_parts()).await;
    let accepted = world.accept(&offer, "tok_approved").await.expect(201);
    let order = &accepted["order"];
    assert_eq!((order["status"].clone(), order["held"]["amount"].clone()), (json!("funded"), json!(10_000)));
    assert_eq!((order["role"].clone(), order["actions"].clone()), (json!("client"), json!(["cancel"])));
    assert_eq!(accepted["offer"]["status"], "accepted");
    assert_eq!(world.payments.commission(uuid(&order["id"])), 1_000, "of the moment it was agreed");
    world.stage.settle().await;
    assert_eq!(
        world.stage.published().await,
        ["orders.offer.created.v1", "orders.order.created.v1", "orders.offer.accepted.v1", "orders.order.funded.v1"]
    );
    assert_eq!(world.chat.card(&order["id"]).data["status"], "funded");
    let seen = world.seen(&order["id"]).await;
    assert_eq!(seen["timeline"].as_array().unwrap().len(), 2);
    assert_eq!(seen["commissionBasisPoints"], json!(null), "the client pays no commission");
    let theirs = world.stage.get(&world.pro, &path("orders", &order["id"], "")).await.expect(200);
    assert_eq!(
        (theirs["commissionBasisPoints"].clone(), theirs["actions"].clone()),
        (json!(1_000), json!(["start", "extend", "cancel"]))
    );
    world.sound().await;
}

#[tokio::test]
async fn a_declined_card_opens_the_offer_again() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let accept = path("offers", &offer["id"], "accept");
    let refused = world.stage.post_keyed(&world.client, "k", &accept, paid("tok_declined")).await.expect(402);
    assert_eq!(
        (refused["code"].clone(), refused["orderStatus"].clone()),
        (json!("payments.card_declined"), json!("cancelled"))
    );
    // A repeat of the request learns how it ended, not that it was under way.
    let again = world.stage.post_keyed(&world.client, "k", &accept, paid("tok_declined")).await;
    assert_eq!((again.status, again.code()), (402, "payments.card_declined"));
    let open = world.offer_seen(&offer).await;
    assert_eq!((open["status"].clone(), open["refusal"].clone()), (json!("open"), json!("payments.card_declined")));
    world.stage.settle().await;
    world.sound().await;
    let accepted = world.accept(&offer, "tok_approved").await.expect(201);
    assert_eq!(
        (accepted["order"]["status"].clone(), accepted["offer"]["refusal"].clone()),
        (json!("funded"), json!(null))
    );
    world.stage.settle().await;
    assert_eq!(world.chat.card(&offer["id"]).data["status"], "accepted");
    world.sound().await;
}

#[tokio::test]
async fn a_second_factor_waits_for_the_payer() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let accepted = world.accept(&offer, "tok_second_factor").await.expect(201);
    let order = accepted["order"]["id"].clone();
    assert_eq!(accepted["order"]["status"], "awaiting_payment");
    assert_eq!(accepted["order"]["payment"]["nextAction"]["kind"], "second_factor");
    let theirs = world.stage.get(&world.pro, &path("orders", &order, "")).await.expect(200);
    assert_eq!(theirs["payment"]["nextAction"], json!(null), "only the payer acts");
    assert_eq!(world.act(&world.pro, &order, "start", json!({})).await.code(), "orders.wrong_state");
    world.decide(&order, true).await;
    assert_eq!(world.status(&order).await, "funded");
    world.sound().await;
}

#[tokio::test]
async fn a_late_payment_may_also_fail_or_never_come() {
    let world = World::new().await;
    for never in [false, true] {
        let offer = world.offer(world.terms()).await;
        let order = world.accept(&offer, "tok_late").await.expect(201)["order"]["id"].clone();
        if never {
            world.stage.advance(Duration::minutes(61));
            world.stage.settle().await;
        } else {
            world.decide(&order, false).await;
        }
        let seen = world.seen(&order).await;
        let reason = if never { "orders.payment_timeout" } else { "payments.card_declined" };
        assert_eq!((seen["status"].clone(), seen["reason"].clone()), (json!("cancelled"), json!(reason)));
        assert_eq!(world.offer_seen(&offer).await["status"], "open");
        assert_eq!(world.payments.of_order(uuid(&order)), (0, 0, 0, 0));
        world.sound().await;
    }
}

#[tokio::test]
async fn without_payments_an_order_waits_says_so_and_goes_on_by_itself() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    world.payments.down.store(true, Ordering::SeqCst);
    let accept = path("offers", &offer["id"], "accept");
    let accepted = world.stage.post_keyed(&world.client, "k", &accept, paid("tok_approved")).await.expect(202);
    let order = accepted["order"]["id"].clone();
    assert_eq!(accepted["order"]["status"], "awaiting_payment");
    assert_eq!(accepted["order"]["payment"]["problem"], "orders.payment_unavailable");
    assert!(accepted["order"]["payment"]["message"].as_str().unwrap().contains("paid by itself"));
    let again = world.stage.post_keyed(&world.client, "k", &accept, paid("tok_approved")).await;
    assert_eq!((again.status, again.body["order"]["id"].clone()), (202, order.clone()));
    // Everything else goes on.
    world.offer(world.terms()).await;
    // Hours without payments leave the saga neither stuck nor turned back.
    for _ in 0..40 {
        world.stage.advance(Duration::minutes(10));
        world.work_off().await;
    }
    assert_eq!(world.status(&order).await, "awaiting_payment");
    world.payments.down.store(false, Ordering::SeqCst);
    world.stage.advance(Duration::seconds(30));
    world.work_off().await;
    let seen = world.seen(&order).await;
    assert_eq!((seen["status"].clone(), seen["payment"]["problem"].clone()), (json!("funded"), json!(null)));
    assert_eq!(world.payments.charged.load(Ordering::SeqCst), 1);
    world.sound().await;
}

#[tokio::test]
async fn an_outage_of_a_day_gives_the_order_up_and_charges_nothing_later() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    world.payments.down.store(true, Ordering::SeqCst);
    let order = world.accept(&offer, "tok_approved").await.expect(202)["order"]["id"].clone();
    world.stage.advance(Duration::hours(25));
    world.work_off().await;
    assert_eq!(world.status(&order).await, "cancelled");
    assert_eq!(world.offer_seen(&offer).await["refusal"], "orders.payment_unavailable");
    world.payments.down.store(false, Ordering::SeqCst);
    world.stage.advance(Duration::hours(3));
    world.work_off().await;
    assert_eq!(world.payments.balance(Account::Provider), 0);
    world.sound().await;
}

#[tokio::test]
async fn the_client_calls_an_unpaid_order_off() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let order = world.accept(&offer, "tok_second_factor").await.expect(201)["order"]["id"].clone();
    let body = json!({"reason": "Changed my mind"});
    assert_eq!(world.act(&world.pro, &order, "cancel-request", body.clone()).await.code(), "orders.not_for_you");
    world.act(&world.client, &order, "cancel-request", body).await.expect(200);
    world.stage.settle().await;
    assert_eq!(world.status(&order).await, "cancelled");
    assert_eq!(world.offer_seen(&offer).await["status"], "open");
    // The payer acts all the same: nothing is charged any more.
    world.decide(&order, true).await;
    assert_eq!(world.payments.balance(Account::Provider), 0);
    world.sound().await;
}

#[tokio::test]
async fn a_lost_answer_charges_once() {
    let world = World::new().await;
    world.payments.loses_every.store(2, Ordering::SeqCst);
    for _ in 0..3 {
        let offer = world.offer(world.terms()).await;
        let accepted = world.accept(&offer, "tok_approved").await;
        assert!([201, 202].contains(&accepted.status), "{}", accepted.body);
        world.stage.advance(Duration::minutes(1));
        world.stage.settle().await;
        assert_eq!(world.status(&accepted.body["order"]["id"]).await, "funded");
    }
    assert_eq!(world.payments.balance(Account::Provider), 30_000);
    world.sound().await;
}

#[tokio::test]
async fn who_no_longer_takes_work_is_not_hired() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    world.professionals.0.lock().unwrap().insert(world.pro.user().unwrap(), ProfileStatus::Suspended);
    assert_eq!(world.accept(&offer, "tok_approved").await.code(), "orders.professional_unavailable");
    assert_eq!(world.payments.count(), 0);
}
