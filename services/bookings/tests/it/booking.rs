//! Booking what is free and what is priced.

use chrono::Duration;
use plaza_core::{Locale, UserId};
use plaza_resources_api::UnitId;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_free_room_is_confirmed_at_once() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let mut wanted = world.wanted(&room, 24, 26);
    wanted["purpose"] = json!("  Retro  ");
    wanted["attendeeIds"] = json!([UserId::new()]);
    let booked = world.book(&world.ana, wanted).await.expect(201);
    assert_eq!(booked["status"], "confirmed");
    assert_eq!(booked["price"], json!({"amount": 0, "currency": "EUR"}));
    assert_eq!(booked["purpose"], "Retro");
    assert_eq!(booked["timeZone"], "Europe/Madrid");
    assert_eq!(booked["payment"]["status"], "none");
    assert_eq!(world.stage.published().await, ["bookings.booking.confirmed.v1"]);
    let read = world.stage.get(&world.ana, &format!("/bookings/{}", booked["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(read, booked);
    world.sound().await;
}

#[tokio::test]
async fn a_priced_room_is_held_and_says_what_to_pay() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    assert_eq!(held["status"], "held");
    assert_eq!(
        held["payment"],
        json!({"due": {"amount": 2000, "currency": "EUR"}, "paid": {"amount": 0, "currency": "EUR"}, "refunded": {"amount": 0, "currency": "EUR"}, "status": "due", "nextAction": null, "paymentId": null})
    );
    assert_eq!(held["priceLines"][0]["quantity"], 120);
    assert_eq!(held["taxAmount"]["amount"], 347);
    assert_eq!(held["holdExpiresAt"], json!(world.now() + Duration::minutes(10)));
    assert_eq!(world.stage.published().await, ["bookings.booking.held.v1"]);
    world.sound().await;
}

#[tokio::test]
async fn a_hold_that_runs_out_gives_its_slot_back() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world.stage.advance(Duration::minutes(10));
    world.stage.settle().await;
    assert_eq!(world.status(&held["id"]).await, "expired");
    assert_eq!(world.claims().await, 0);
    assert!(world.stage.published().await.contains(&"bookings.booking.expired.v1".to_owned()));
    let history =
        world.stage.get(&world.ana, &format!("/bookings/{}/history", held["id"].as_str().unwrap())).await.expect(200);
    let states: Vec<_> =
        history["items"].as_array().unwrap().iter().map(|change| change["to"].as_str().unwrap().to_owned()).collect();
    assert_eq!(states, ["held", "expired"]);
    assert_eq!(history["items"][1]["actor"], "service:bookings");
    world.sound().await;
}

#[tokio::test]
async fn an_expired_hold_does_not_block_before_it_is_swept() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world.stage.advance(Duration::minutes(11));
    world.book(&world.boss, world.wanted(&room, 25, 27)).await.expect(201);
    assert_eq!(world.status(&held["id"]).await, "expired");
    assert_eq!(world.claims().await, 1);
    world.sound().await;
}

#[tokio::test]
async fn several_units_fill_up_before_the_slot_is_taken() {
    let world = World::new().await;
    let room = world.room(|card| card.units = vec![UnitId::new(), UnitId::new(), UnitId::new()]);
    let mut units = Vec::new();
    for _ in 0..3 {
        units.push(world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201)["unitId"].clone());
    }
    units.dedup();
    assert_eq!(units.len(), 3);
    assert_eq!(world.book(&world.ana, world.wanted(&room, 25, 27)).await.code(), "bookings.slot_taken");
    world.sound().await;
}

#[tokio::test]
async fn the_unit_that_the_slot_fits_tightly_is_taken_first() {
    let world = World::new().await;
    let room = world.room(|card| card.units = vec![UnitId::new(), UnitId::new()]);
    let first = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let next = world.book(&world.ana, world.wanted(&room, 26, 28)).await.expect(201);
    assert_eq!(first["unitId"], next["unitId"], "touching bookings share a unit and leave the other whole");
}

#[tokio::test]
async fn buffers_keep_bookings_apart() {
    let world = World::new().await;
    let room = world.room(|card| card.rules.buffer_after_minutes = 30);
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    assert_eq!(world.book(&world.ana, world.wanted(&room, 26, 27)).await.code(), "bookings.slot_taken");
    let mut later = world.wanted(&room, 26, 27);
    later["startDateTime"] = json!(world.hour(26) + Duration::minutes(30));
    world.book(&world.ana, later).await.expect(201);
    world.sound().await;
}

#[tokio::test]
async fn an_operator_books_for_a_member_and_waives_payment() {
    let world = World::new().await;
    let room = world.priced_room();
    let ana = world.ana.user().unwrap();
    let mut walk_in = world.wanted(&room, 0, 2);
    walk_in["userId"] = json!(ana);
    world.stage.advance(Duration::minutes(20));
    let held = world.book(&world.boss, walk_in.clone()).await.expect(201);
    assert_eq!(held["userId"], json!(ana));
    let path = format!("/bookings/{}/status", held["id"].as_str().unwrap());
    assert_eq!(world.stage.patch(&world.ana, &path, json!({"status": "confirmed"})).await.status, 403);
    world
        .stage
        .patch(&world.boss, &path, json!({"status": "confirmed", "reason": "paid at the desk"}))
        .await
        .expect(200);
    walk_in["userId"] = json!(UserId::new());
    assert_eq!(world.book(&world.ana, walk_in).await.code(), "bookings.not_for_others");
    world.sound().await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer() {
    let world = World::new().await;
    let room = world.room(|card| card.units = vec![UnitId::new(), UnitId::new()]);
    let body = world.wanted(&room, 24, 26);
    let first = world.stage.post_keyed(&world.ana, "k-1", "/bookings", body.clone()).await.expect(201);
    let again = world.stage.post_keyed(&world.ana, "k-1", "/bookings", body).await.expect(201);
    assert_eq!(first, again);
    assert_eq!(world.claims().await, 1);
    let other = world.stage.post_keyed(&world.ana, "k-1", "/bookings", world.wanted(&room, 30, 32)).await;
    assert_eq!(other.code(), "idempotency.key_reused");
}

#[tokio::test]
async fn what_is_over_is_completed_and_can_become_a_no_show() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 1, 2)).await.expect(201);
    world.stage.advance(Duration::hours(2));
    world.stage.settle().await;
    assert_eq!(world.status(&booked["id"]).await, "completed");
    let path = format!("/bookings/{}/status", booked["id"].as_str().unwrap());
    world.stage.patch(&world.boss, &path, json!({"status": "no_show"})).await.expect(200);
    assert_eq!(
        world.stage.patch(&world.boss, &path, json!({"status": "cancelled"})).await.code(),
        "bookings.wrong_state"
    );
    assert_eq!(world.stage.patch(&world.boss, &path, json!({"status": "held"})).await.status, 400);
    world.sound().await;
}

#[tokio::test]
async fn unknown_and_ill_formed_fields_are_named() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let mut unknown = world.wanted(&room, 24, 26);
    unknown["colour"] = json!("red");
    assert!(world.book(&world.ana, unknown).await.expect(400)["detail"].as_str().unwrap().contains("colour"));
    let backwards = world.wanted(&room, 26, 24);
    assert!(world.book(&world.ana, backwards).await.expect(400)["detail"].as_str().unwrap().contains("endDateTime"));
    let mut long = world.wanted(&room, 24, 26);
    long["purpose"] = json!("x".repeat(501));
    assert_eq!(world.book(&world.ana, long).await.status, 400);
}

#[tokio::test]
async fn refusals_are_in_the_reader_s_language() {
    let world = World::new().await;
    let room = world.room(|_| {});
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let mut ana = world.ana.clone();
    ana.locale = Locale::Es;
    let refused = world.book(&ana, world.wanted(&room, 24, 26)).await.expect(409);
    assert!(refused["detail"].as_str().unwrap().contains("ocupado"));
}
