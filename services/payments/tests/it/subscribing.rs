//! Subscriptions: the first period at once, the others as they come.

use chrono::Duration;
use plaza_payments_api::events::{PaymentCompleted, PaymentFacts};
use plaza_payments_api::{PaymentId, PaymentStatus, Payments};
use plaza_testkit::people;
use serde_json::{Value, json};

use crate::world::{World, eur};

async fn plan(world: &World) -> Value {
    let admin = people::admin(world.org);
    let body = json!({"name": "Flex desk", "price": eur(12_100), "period": "month", "taxBasisPoints": 2_100});
    let plan = world.stage.post(&admin, "/payments/plans", body.clone()).await.expect(201);
    assert_eq!(world.stage.post(&admin, "/payments/plans", body.clone()).await.code(), "payments.plan_name_taken");
    assert_eq!(world.stage.post(&world.manager, "/payments/plans", body).await.code(), "auth.role");
    assert_eq!(
        world
            .stage
            .post(&admin, "/payments/plans", json!({"name": "x", "price": eur(0), "period": "month"}))
            .await
            .status,
        400
    );
    plan
}

fn with(plan: &Value, token: &str) -> Value {
    json!({"planId": plan["id"], "paymentInfo": {"method": "card", "token": token}})
}

async fn only(world: &World) -> Value {
    world.stage.get(&world.member, "/payments/subscriptions").await.expect(200)["items"][0].clone()
}

#[tokio::test]
async fn a_subscription_is_paid_now_and_every_month_until_it_is_cancelled() {
    let world = World::new().await;
    let plan = plan(&world).await;
    let subscription =
        world.stage.post(&world.member, "/payments/subscribe", with(&plan, "tok_approved")).await.expect(201);
    assert_eq!(
        (subscription["status"].as_str(), subscription["renewsAt"].as_str()),
        (Some("active"), Some("2026-04-02T09:00:00Z"))
    );
    assert_eq!(
        world.stage.post(&world.member, "/payments/subscribe", with(&plan, "tok_approved")).await.code(),
        "payments.already_subscribed"
    );
    world.stage.advance(Duration::days(30));
    world.stage.settle().await;
    assert_eq!(world.count("SELECT count(*) FROM payments").await, 1);
    world.stage.advance(Duration::days(1));
    world.stage.settle().await;
    assert_eq!(only(&world).await["paidUntil"], "2026-05-02T09:00:00Z");
    assert_eq!(world.count("SELECT count(*) FROM invoices").await, 2);
    let path = format!("/payments/subscriptions/{}", subscription["id"].as_str().unwrap());
    world.stage.delete(&people::member(world.org), &path).await.expect(404);
    assert_eq!(world.stage.delete(&world.member, &path).await.status, 204);
    assert_eq!(world.stage.delete(&world.member, &path).await.status, 204);
    world.stage.advance(Duration::days(90));
    world.stage.settle().await;
    assert_eq!(world.count("SELECT count(*) FROM payments").await, 2);
    assert_eq!(
        (only(&world).await["status"].as_str(), only(&world).await["renewsAt"].as_str()),
        (Some("cancelled"), None)
    );
    world.audit().await;
}

#[tokio::test]
async fn a_declined_first_payment_leaves_no_subscription() {
    let world = World::new().await;
    let plan = plan(&world).await;
    let answer = world.stage.post(&world.member, "/payments/subscribe", with(&plan, "tok_insufficient_funds")).await;
    assert_eq!((answer.status, answer.code()), (402, "payments.insufficient_funds"));
    world.stage.post(&world.member, "/payments/subscribe", with(&plan, "tok_approved")).await.expect(201);
    let unknown = json!({"planId": uuid::Uuid::now_v7(), "paymentInfo": {"method": "card", "token": "tok_approved"}});
    assert_eq!(world.stage.post(&world.member, "/payments/subscribe", unknown).await.code(), "payments.no_such_plan");
    let elsewhere = people::member(plaza_core::OrgId::new());
    assert_eq!(
        world.stage.post(&elsewhere, "/payments/subscribe", with(&plan, "tok_approved")).await.code(),
        "payments.no_such_plan"
    );
}

#[tokio::test]
async fn a_declined_renewal_is_tried_again_and_then_ends() {
    let world = World::new().await;
    let plan = plan(&world).await;
    world.stage.post(&world.member, "/payments/subscribe", with(&plan, "tok_approved")).await.expect(201);
    sqlx::query("UPDATE subscriptions SET token = 'tok_declined'").execute(world.stage.pool()).await.unwrap();
    world.stage.advance(Duration::days(31));
    for status in ["past_due", "past_due", "ended"] {
        world.stage.settle().await;
        assert_eq!(only(&world).await["status"], status);
        world.stage.advance(Duration::days(1));
    }
    world.stage.settle().await;
    assert_eq!(world.count("SELECT count(*) FROM payments WHERE status = 'failed'").await, 3);
    world.audit().await;
}

#[tokio::test]
async fn a_second_factor_starts_it_by_the_event_and_money_for_a_cancelled_one_goes_back() {
    let world = World::new().await;
    let plan = plan(&world).await;
    for cancelled in [false, true] {
        let begun =
            world.stage.post(&world.member, "/payments/subscribe", with(&plan, "tok_second_factor")).await.expect(201);
        assert_eq!(begun["status"], "incomplete");
        let path = format!("/payments/subscriptions/{}", begun["id"].as_str().unwrap());
        if cancelled {
            world.stage.delete(&world.member, &path).await;
        }
        let challenge = begun["nextAction"]["url"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
        world.stage.post(&world.member, challenge, json!({"code": "123456"})).await.expect(200);
        let payment = PaymentId(begun["paymentId"].as_str().unwrap().parse().unwrap());
        // As the relay delivers it, twice.
        let facts = PaymentFacts {
            payment_id: payment,
            booking_id: begun["id"].as_str().unwrap().parse().unwrap(),
            user_id: world.member.user().unwrap(),
            held_for: None,
            amount: eur(12_100),
            status: PaymentStatus::Completed,
            timestamp: world.stage.clock.now(),
        };
        for _ in 0..2 {
            world.stage.deliver(Some(world.org), &PaymentCompleted(facts.clone())).await;
        }
        world.stage.settle().await;
        let card = world.payments.payment(&world.service(), payment).await.unwrap().unwrap();
        if cancelled {
            assert_eq!(card.status, PaymentStatus::Refunded);
        } else {
            assert_eq!(
                (card.status, only(&world).await["status"].as_str()),
                (PaymentStatus::Completed, Some("active"))
            );
            world.stage.delete(&world.member, &path).await;
        }
    }
    world.audit().await;
}
