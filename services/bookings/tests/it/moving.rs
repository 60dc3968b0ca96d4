//! Moving a booking under the constraint, and what that costs.

use chrono::Duration;
use plaza_resources_api::UnitId;
use serde_json::{Value, json};

use crate::world::{World, euros};

fn to(world: &World, from: i64, to: i64) -> Value {
    json!({"startDateTime": world.hour(from), "endDateTime": world.hour(to)})
}

fn path(booking: &Value) -> String {
    format!("/bookings/{}/reschedule", booking["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_booking_moves_onto_its_own_edge() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let moved = world.stage.post(&world.ana, &path(&booked), to(&world, 25, 27)).await.expect(200);
    assert_eq!(moved["startDateTime"], json!(world.hour(25)));
    assert_eq!(moved["version"], 2);
    assert_eq!(world.claims().await, 1);
    assert_eq!(world.stage.published().await.last().unwrap(), "bookings.booking.rescheduled.v1");
    world.book(&world.boss, world.wanted(&room, 24, 25)).await.expect(201);
    world.sound().await;
}

#[tokio::test]
async fn a_taken_time_refuses_and_leaves_the_booking_where_it_was() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world.book(&world.boss, world.wanted(&room, 30, 32)).await.expect(201);
    let refused = world.stage.post(&world.ana, &path(&booked), to(&world, 31, 33)).await.expect(409);
    assert_eq!(refused["code"], "bookings.slot_taken");
    assert!(!refused["alternatives"].as_array().unwrap().is_empty());
    assert_eq!(world.stage.post(&world.ana, &path(&booked), to(&world, -30, -28)).await.code(), "bookings.in_the_past");
    world.sound().await;
}

#[tokio::test]
async fn another_unit_is_taken_when_its_own_is_not_free() {
    let world = World::new().await;
    let room = world.room(|card| card.units = vec![UnitId::new(), UnitId::new()]);
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let beside = world.book(&world.boss, world.wanted(&room, 26, 28)).await.expect(201);
    assert_eq!(booked["unitId"], beside["unitId"]);
    let moved = world.stage.post(&world.ana, &path(&booked), to(&world, 26, 28)).await.expect(200);
    assert_ne!(moved["unitId"], beside["unitId"]);
    world.sound().await;
}

#[tokio::test]
async fn a_dearer_time_is_refused_and_a_cheaper_one_pays_back() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    let refused = world.stage.post(&world.ana, &path(&booked), to(&world, 48, 51)).await.expect(409);
    assert_eq!(
        (refused["code"].clone(), refused["difference"].clone()),
        (json!("bookings.price_differs"), json!(euros(1_000)))
    );
    let moved = world.stage.post(&world.ana, &path(&booked), to(&world, 50, 51)).await.expect(200);
    assert_eq!(moved["price"]["amount"], 1_000);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 1_000);
    let by_operator = world.stage.post(&world.boss, &path(&booked), to(&world, 50, 54)).await.expect(200);
    assert_eq!(by_operator["price"]["amount"], 1_000, "what is paid stands when the operator moves it");
    world.sound().await;
}

#[tokio::test]
async fn a_cheaper_time_gives_back_no_more_than_the_policy() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    let other = world.book(&world.ana, world.paid(&room, 52, 54, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(40));
    let moved = world.stage.post(&world.ana, &path(&booked), to(&world, 60, 61)).await.expect(200);
    assert_eq!(moved["price"]["amount"], 1_000);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 4_000 - 500, "half is given back eight hours before");
    world.stage.post(&world.boss, &path(&other), to(&world, 62, 63)).await.expect(200);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 3_500 - 1_000, "the operator gives all of it back");
    world.sound().await;
}

#[tokio::test]
async fn moving_again_and_again_gives_back_no_more_than_moving_once() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(40));
    for (from, to_hour) in [(60, 61), (60, 61), (62, 63), (60, 61)] {
        world.stage.post(&world.ana, &path(&booked), to(&world, from, to_hour)).await.expect(200);
        world.stage.settle().await;
        assert_eq!(world.fakes.payments.balance(), 1_500, "half of the second hour came back, once");
    }
    let back = world.stage.post(&world.ana, &path(&booked), to(&world, 60, 62)).await.expect(409);
    assert_eq!(back["code"], "bookings.price_differs", "the fee of the move is no credit");
    world.sound().await;
}

#[tokio::test]
async fn what_the_operator_gave_back_makes_no_move_dearer() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    world.fakes.payments.given_back_elsewhere(100);
    world.stage.post(&world.ana, &path(&booked), to(&world, 52, 54)).await.expect(200);
    let quote = format!("/bookings/{}/cancellation-quote", booked["id"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.ana, &quote).await.expect(200)["refund"]["amount"], 1_900);
    world.sound().await;
}

#[tokio::test]
async fn what_begins_earlier_is_not_cancelled_by_its_later_start() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(40));
    world.stage.post(&world.ana, &path(&booked), to(&world, 41, 43)).await.expect(200);
    let quote = format!("/bookings/{}/cancellation-quote", booked["id"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.ana, &quote).await.expect(200)["refund"]["amount"], 0, "one hour before");
    world.stage.advance(Duration::hours(2));
    let begun = world.stage.get(&world.ana, &quote).await.expect(200);
    assert_eq!((begun["refund"]["amount"].clone(), begun["reason"]["name"].clone()), (json!(0), json!("started")));
}

#[tokio::test]
async fn what_has_begun_is_moved_by_operators_only() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world.stage.advance(Duration::minutes(24 * 60 + 30));
    let refused = world.stage.post(&world.ana, &path(&booked), to(&world, 30, 32)).await;
    assert_eq!(refused.code(), "bookings.started");
    let moved = world.stage.post(&world.boss, &path(&booked), to(&world, 30, 32)).await.expect(200);
    assert_eq!(moved["startDateTime"], json!(world.hour(30)));
    world.sound().await;
}

#[tokio::test]
async fn a_hold_takes_the_price_of_its_new_time() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 48, 50)).await.expect(201);
    let moved = world.stage.post(&world.ana, &path(&held), to(&world, 48, 51)).await.expect(200);
    assert_eq!(moved["payment"]["due"]["amount"], 3_000);
    world.sound().await;
    world.stage.advance(Duration::minutes(10));
    assert_eq!(world.stage.post(&world.ana, &path(&held), to(&world, 48, 50)).await.code(), "bookings.hold_expired");
}

#[tokio::test]
async fn notice_already_lost_is_not_won_back_by_moving() {
    let world = World::new().await;
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(40));
    world.stage.post(&world.ana, &path(&booked), to(&world, 480, 482)).await.expect(200);
    let quote = format!("/bookings/{}/cancellation-quote", booked["id"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.ana, &quote).await.expect(200)["refund"]["amount"], 1_000);
    world.stage.post(&world.boss, &path(&booked), to(&world, 500, 502)).await.expect(200);
    assert_eq!(world.stage.get(&world.ana, &quote).await.expect(200)["refund"]["amount"], 2_000);
}

#[tokio::test]
async fn what_is_cancelled_does_not_move() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world
        .stage
        .post(&world.ana, &format!("/bookings/{}/cancel", booked["id"].as_str().unwrap()), json!({}))
        .await
        .expect(200);
    assert_eq!(world.stage.post(&world.ana, &path(&booked), to(&world, 30, 32)).await.code(), "bookings.wrong_state");
}
