//! Closures keep bookings out, and bookings keep closures out.

use plaza_bookings_api::ClosureId;
use plaza_resources_api::UnitId;
use serde_json::{Value, json};

use crate::world::World;

#[tokio::test]
async fn a_closure_refuses_bookings_with_its_reason_until_it_is_removed() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let mut body = world.wanted(&room, 24, 48);
    body["reason"] = json!("Painting");
    let closed = world.stage.post(&world.boss, "/bookings/closures", body).await.expect(201);
    let refused = world.book(&world.ana, world.wanted(&room, 47, 49)).await.expect(409);
    assert_eq!(refused["code"], "bookings.blackout");
    assert!(refused["detail"].as_str().unwrap().contains("Painting"));
    world.book(&world.ana, world.wanted(&room, 48, 49)).await.expect(201);
    world.sound().await;
    let path = format!("/bookings/closures/{}", closed["id"].as_str().unwrap());
    world.stage.delete(&world.boss, &path).await.expect(204);
    assert_eq!(world.stage.delete(&world.boss, &path).await.code(), "bookings.closure_not_found");
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    world.sound().await;
}

#[tokio::test]
async fn bookings_in_the_way_are_listed() {
    let world = World::new().await;
    let room = world.room(|card| card.units = vec![UnitId::new(), UnitId::new()]);
    let booked = world.book(&world.ana, world.wanted(&room, 30, 31)).await.expect(201);
    let refused = world.stage.post(&world.boss, "/bookings/closures", world.wanted(&room, 24, 48)).await.expect(409);
    assert_eq!(refused["code"], "bookings.closure_conflicts");
    assert_eq!(refused["bookings"][0]["id"], booked["id"]);
    assert_eq!(world.claims().await, 1, "nothing of the refused closure stays");
    let mut one = world.wanted(&room, 24, 48);
    let free: Vec<Value> = room.units.iter().map(|unit| json!(unit)).filter(|unit| *unit != booked["unitId"]).collect();
    one["unitIds"] = json!(free);
    world.stage.post(&world.boss, "/bookings/closures", one.clone()).await.expect(201);
    let twice = world.stage.post(&world.boss, "/bookings/closures", one).await.expect(409);
    assert_eq!(twice["bookings"][0]["kind"], "closure");
    world.sound().await;
}

#[tokio::test]
async fn a_closure_of_a_year_is_whole() {
    let world = World::new().await;
    let room = world.room(|_| {});
    world.stage.post(&world.boss, "/bookings/closures", world.wanted(&room, 0, 365 * 24)).await.expect(201);
    assert_eq!(world.claims().await, 12);
    for hour in [0, 31 * 24 - 1, 31 * 24, 80 * 24] {
        assert_eq!(world.book(&world.boss, world.wanted(&room, hour, hour + 2)).await.code(), "bookings.blackout");
    }
    let listed = world.stage.get(&world.boss, &format!("/bookings/closures?resourceId={}", room.id)).await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    world.sound().await;
}

#[tokio::test]
async fn closures_are_listed_page_by_page() {
    let world = World::new().await;
    let room = world.room(|_| {});
    for hour in 0..3 {
        world
            .stage
            .post(&world.boss, "/bookings/closures", world.wanted(&room, 24 + 2 * hour, 25 + 2 * hour))
            .await
            .expect(201);
    }
    let first = world.stage.get(&world.boss, "/bookings/closures?limit=2").await.expect(200);
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next = first["next"].as_str().unwrap();
    let rest = world.stage.get(&world.boss, &format!("/bookings/closures?limit=2&cursor={next}")).await.expect(200);
    assert_eq!((rest["items"].as_array().unwrap().len(), rest["next"].clone()), (1, Value::Null));
}

#[tokio::test]
async fn expired_holds_do_not_stop_a_closure_and_members_cannot_close() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    assert_eq!(world.stage.post(&world.boss, "/bookings/closures", world.wanted(&room, 24, 48)).await.status, 409);
    world.stage.advance(chrono::Duration::minutes(10));
    assert_eq!(world.stage.post(&world.ana, "/bookings/closures", world.wanted(&room, 24, 48)).await.status, 403);
    world.stage.post(&world.boss, "/bookings/closures", world.wanted(&room, 24, 48)).await.expect(201);
    assert_eq!(world.status(&held["id"]).await, "expired");
    let strange = json!({"resourceId": room.id, "unitIds": [UnitId::new()], "startDateTime": world.hour(90), "endDateTime": world.hour(91)});
    assert_eq!(world.stage.post(&world.boss, "/bookings/closures", strange).await.status, 400);
    assert_eq!(world.stage.delete(&world.boss, &format!("/bookings/closures/{}", ClosureId::new())).await.status, 404);
    world.sound().await;
}
