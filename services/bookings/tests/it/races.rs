//! Many at once: the constraint decides, and everybody is told.

use futures::future::join_all;
use plaza_core::Cx;
use plaza_resources_api::UnitId;
use plaza_testkit::people::member;
use serde_json::json;

use crate::world::World;

fn people(world: &World, count: usize) -> Vec<Cx> {
    (0..count).map(|_| member(world.org)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_five_hundred_for_one_slot_one_gets_it() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let racers = people(&world, 500);
    let answers = join_all(racers.iter().map(|racer| world.book(racer, world.wanted(&room, 24, 26)))).await;
    let won = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(won, 1);
    for lost in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!((lost.status, lost.code()), (409, "bookings.slot_taken"));
        assert_eq!(lost.body["alternatives"].as_array().unwrap().len(), 3);
    }
    assert_eq!(world.claims().await, 1);
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn units_are_all_given_out_and_none_twice() {
    let world = World::new().await;
    let room = world.room(|card| card.units = (0..20).map(|_| UnitId::new()).collect());
    let racers = people(&world, 60);
    let answers = join_all(racers.iter().map(|racer| world.book(racer, world.wanted(&room, 24, 26)))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 20);
    assert_eq!(answers.iter().filter(|answer| answer.code() == "bookings.slot_taken").count(), 40);
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_that_move_to_one_slot_one_gets_there() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let racers = people(&world, 12);
    let mut paths = Vec::new();
    for (index, racer) in racers.iter().enumerate() {
        let hour = 30 + 2 * i64::try_from(index).unwrap();
        let booked = world.book(racer, world.wanted(&room, hour, hour + 2)).await.expect(201);
        paths.push(format!("/bookings/{}/reschedule", booked["id"].as_str().unwrap()));
    }
    let to = json!({"startDateTime": world.hour(24), "endDateTime": world.hour(26)});
    let answers =
        join_all(racers.iter().zip(&paths).map(|(racer, path)| world.stage.post(racer, path, to.clone()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.code() == "bookings.slot_taken").count(), 11);
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_sent_many_times_at_once_books_once() {
    let world = World::new().await;
    let room = world.room(|card| card.units = (0..10).map(|_| UnitId::new()).collect());
    let body = world.wanted(&room, 24, 26);
    let answers =
        join_all((0..10).map(|_| world.stage.post_keyed(&world.ana, "once", "/bookings", body.clone()))).await;
    let mut ids: Vec<_> =
        answers.iter().filter(|answer| answer.status == 201).map(|answer| answer.body["id"].to_string()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.claims().await, 1);
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_begun_twice_at_once_is_charged_once() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let path = format!("/bookings/{}/confirm", held["id"].as_str().unwrap());
    let body = json!({"paymentInfo": {"method": "card", "token": "tok_approved"}});
    let answers = join_all((0..8).map(|_| world.stage.post(&world.ana, &path, body.clone()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(world.fakes.payments.count(), 1);
    assert_eq!(world.fakes.payments.balance(), 2_000);
    world.sound().await;
}
