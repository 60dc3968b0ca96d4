//! Payments of every temper, within the request and after it.

use chrono::Duration;
use plaza_bookings_api::{BookingId, Bookings, BookingsClient, PayBooking};
use plaza_payments_api::events::{PaymentCompleted, PaymentFacts, PaymentFailed, PaymentRefunded};
use plaza_payments_api::{PaymentCard, PaymentMethod, PaymentStatus};
use serde_json::{Value, json};

use crate::world::World;

fn facts(world: &World, card: &PaymentCard) -> PaymentFacts {
    PaymentFacts {
        payment_id: card.id,
        booking_id: card.reference,
        user_id: card.payer,
        held_for: None,
        amount: card.amount,
        status: card.status,
        timestamp: world.now(),
    }
}

async fn decide(world: &World, booking: &Value, status: PaymentStatus) {
    let card = world.fakes.payments.decide(booking["id"].as_str().unwrap(), status);
    if status == PaymentStatus::Completed {
        world.stage.deliver(Some(world.org), &PaymentCompleted(facts(world, &card))).await;
    } else {
        world.stage.deliver(Some(world.org), &PaymentFailed(facts(world, &card))).await;
    }
    world.stage.settle().await;
}

#[tokio::test]
async fn an_approved_payment_confirms_within_the_request() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 24, 26, "tok_approved")).await.expect(201);
    assert_eq!(booked["status"], "confirmed");
    assert_eq!(booked["payment"]["paid"]["amount"], 2_000);
    world.stage.settle().await;
    assert_eq!(world.stage.published().await, ["bookings.booking.confirmed.v1"]);
    let progress = world
        .stage
        .get(&world.ana, &format!("/bookings/{}/progress", booked["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!((progress["state"].clone(), progress["step"].clone()), (json!("done"), json!("NOTIFICATIONS_SENT")));
    assert_eq!(progress["steps"][0]["step"], "BOOKING_CREATED");
    let told = world.fakes.notifications.0.lock().unwrap().len();
    assert_eq!(told, 1);
    assert_eq!(world.fakes.payments.charges.lock().unwrap().values().next().unwrap().lines, 1);
    world.sound().await;
}

#[tokio::test]
async fn a_declined_payment_gives_the_slot_back() {
    let world = World::new().await;
    let room = world.priced_room();
    let body = world.paid(&room, 24, 26, "tok_declined");
    let refused = world.stage.post_keyed(&world.ana, "k", "/bookings", body.clone()).await.expect(402);
    assert_eq!(refused["code"], "payments.card_declined");
    assert_eq!(world.status(&refused["bookingId"]).await, "cancelled");
    assert_eq!(world.claims().await, 0);
    // A repeat of the request learns how it ended, not that it was under way.
    let again = world.stage.post_keyed(&world.ana, "k", "/bookings", body).await;
    assert_eq!((again.status, again.code()), (402, "payments.card_declined"));
    assert_eq!(world.fakes.payments.count(), 1);
    world.sound().await;
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_confirms_later() {
    let world = World::new().await;
    let room = world.priced_room();
    let pending = world.book(&world.ana, world.paid(&room, 24, 26, "tok_second_factor")).await.expect(201);
    assert_eq!(pending["status"], "pending");
    assert_eq!(pending["payment"]["nextAction"]["kind"], "second_factor");
    assert_eq!(world.book(&world.ana, world.wanted(&room, 24, 26)).await.code(), "bookings.slot_taken");
    decide(&world, &pending, PaymentStatus::Completed).await;
    assert_eq!(world.status(&pending["id"]).await, "confirmed");
    world.sound().await;
}

#[tokio::test]
async fn a_late_payment_may_also_fail() {
    let world = World::new().await;
    let room = world.priced_room();
    let pending = world.book(&world.ana, world.paid(&room, 24, 26, "tok_late")).await.expect(201);
    assert_eq!(pending["payment"]["status"], "pending");
    decide(&world, &pending, PaymentStatus::Failed).await;
    assert_eq!(world.status(&pending["id"]).await, "cancelled");
    assert_eq!(world.claims().await, 0);
    assert_eq!(world.stage.published().await, ["bookings.booking.cancelled.v1"]);
    world.sound().await;
}

#[tokio::test]
async fn a_payment_that_never_comes_is_called_off() {
    let world = World::new().await;
    let room = world.priced_room();
    let pending = world.book(&world.ana, world.paid(&room, 24, 26, "tok_late")).await.expect(201);
    world.stage.advance(Duration::minutes(21));
    world.stage.settle().await;
    assert_eq!(world.status(&pending["id"]).await, "cancelled");
    assert_eq!(world.fakes.payments.called_off.lock().unwrap().len(), 1);
    assert_eq!(world.fakes.payments.balance(), 0);
    world.sound().await;
}

#[tokio::test]
async fn an_unknown_outcome_is_asked_for_again_and_charged_once() {
    let world = World::with(&[("PLAZA_BOOKINGS_PAYMENT_WAIT_MS", "50")]).await;
    let room = world.priced_room();
    let pending = world.book(&world.ana, world.paid(&room, 24, 26, "tok_timeout_charged")).await.expect(201);
    assert_eq!(pending["status"], "pending");
    world.stage.advance(Duration::seconds(5));
    world.stage.settle().await;
    assert_eq!(world.status(&pending["id"]).await, "confirmed");
    assert_eq!(world.fakes.payments.count(), 1);
    assert_eq!(world.fakes.payments.balance(), 2_000);
    world.sound().await;
}

#[tokio::test]
async fn a_hold_is_paid_at_the_second_try() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let path = format!("/bookings/{}/confirm", held["id"].as_str().unwrap());
    let pay = |token: &str| json!({"paymentInfo": {"method": "card", "token": token}});
    let refused = world.stage.post(&world.ana, &path, pay("tok_declined")).await.expect(402);
    assert_eq!(refused["status"], json!(402));
    assert_eq!(world.status(&held["id"]).await, "held");
    world.sound().await;
    let confirmed = world.stage.post(&world.ana, &path, pay("tok_approved")).await.expect(200);
    assert_eq!(confirmed["status"], "confirmed");
    assert_eq!(world.stage.post(&world.ana, &path, pay("tok_approved")).await.code(), "bookings.wrong_state");
    assert_eq!(world.fakes.payments.balance(), 2_000);
    world.sound().await;
}

#[tokio::test]
async fn a_hold_whose_time_is_over_cannot_be_paid() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world.stage.advance(Duration::minutes(10));
    let path = format!("/bookings/{}/confirm", held["id"].as_str().unwrap());
    let refused =
        world.stage.post(&world.ana, &path, json!({"paymentInfo": {"method": "card", "token": "tok_approved"}})).await;
    assert_eq!(refused.code(), "bookings.hold_expired");
    assert_eq!(world.fakes.payments.count(), 0);
}

#[tokio::test]
async fn cancelling_while_payment_is_under_way_calls_it_off() {
    let world = World::new().await;
    let room = world.priced_room();
    let pending = world.book(&world.ana, world.paid(&room, 24, 26, "tok_second_factor")).await.expect(201);
    let id = pending["id"].as_str().unwrap();
    let confirm = json!({"paymentInfo": {"method": "card", "token": "tok_approved"}});
    assert_eq!(
        world.stage.post(&world.ana, &format!("/bookings/{id}/confirm"), confirm).await.code(),
        "bookings.payment_under_way"
    );
    assert_eq!(
        world.stage.patch(&world.boss, &format!("/bookings/{id}/status"), json!({"status": "confirmed"})).await.code(),
        "bookings.payment_under_way"
    );
    world.stage.post(&world.ana, &format!("/bookings/{id}/cancel"), json!({})).await.expect(200);
    assert_eq!(world.claims().await, 0);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.called_off.lock().unwrap().len(), 1);
    assert_eq!(world.status(&pending["id"]).await, "cancelled");
    world.sound().await;
}

#[tokio::test]
async fn another_service_pays_for_its_user() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let id: BookingId = held["id"].as_str().unwrap().parse().unwrap();
    let client = world.stage.client::<BookingsClient>();
    let method = PaymentMethod { method: "card".to_owned(), token: "tok_approved".to_owned() };
    let card = client.pay(&world.ana, PayBooking { booking: id, method }).await.unwrap();
    assert_eq!(card.payment_status, Some(PaymentStatus::Completed));
    assert_eq!(client.booking(&world.ana, id).await.unwrap().unwrap(), card);
    assert_eq!(client.booking(&world.ana, BookingId::new()).await.unwrap(), None);
}

#[tokio::test]
async fn a_refund_made_in_payments_is_not_asked_for_again() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 72, 74, "tok_approved")).await.expect(201);
    let mut card = world.fakes.payments.decide(booked["id"].as_str().unwrap(), PaymentStatus::PartiallyRefunded);
    card.refunded.amount = 500;
    world.fakes.payments.refunded(&card);
    let event = world.stage.envelope(Some(world.org), &PaymentRefunded(facts(&world, &card)));
    world.stage.deliver_envelopes(vec![event.clone(), event]).await;
    world.stage.settle().await;
    let id = booked["id"].as_str().unwrap();
    let quote = world.stage.get(&world.ana, &format!("/bookings/{id}/cancellation-quote")).await.expect(200);
    assert_eq!(quote["refund"]["amount"], 1_500, "{quote}");
}
