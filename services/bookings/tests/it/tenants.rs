//! Another organisation's ids answer as if they were not there, and so do another person's.

use plaza_core::OrgId;
use plaza_testkit::people::{manager, member, visitor};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn another_organisation_s_ids_are_not_found() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let closed = world.stage.post(&world.boss, "/bookings/closures", world.wanted(&room, 30, 31)).await.expect(201);
    let id = held["id"].as_str().unwrap();
    let stranger = manager(OrgId::new());
    for path in ["", "/history", "/progress", "/cancellation-quote", "/calendar.ics"] {
        assert_eq!(world.stage.get(&stranger, &format!("/bookings/{id}{path}")).await.status, 404, "{path}");
    }
    let body = json!({"startDateTime": world.hour(40), "endDateTime": world.hour(42)});
    assert_eq!(world.stage.post(&stranger, &format!("/bookings/{id}/reschedule"), body).await.status, 404);
    assert_eq!(world.stage.post(&stranger, &format!("/bookings/{id}/cancel"), json!({})).await.status, 404);
    let pay = json!({"paymentInfo": {"method": "card", "token": "tok_approved"}});
    assert_eq!(world.stage.post(&stranger, &format!("/bookings/{id}/confirm"), pay).await.status, 404);
    assert_eq!(
        world.stage.patch(&stranger, &format!("/bookings/{id}/status"), json!({"status": "cancelled"})).await.status,
        404
    );
    assert_eq!(
        world.stage.delete(&stranger, &format!("/bookings/closures/{}", closed["id"].as_str().unwrap())).await.status,
        404
    );
    for body in [world.wanted(&room, 40, 42), world.paid(&room, 40, 42, "tok_approved")] {
        assert_eq!(world.book(&stranger, body).await.status, 404);
    }
    assert_eq!(world.stage.post(&stranger, "/bookings/quote", world.wanted(&room, 40, 42)).await.status, 404);
    assert_eq!(world.stage.post(&stranger, "/bookings/closures", world.wanted(&room, 40, 42)).await.status, 404);
    assert_eq!(
        world.stage.get(&stranger, &format!("/bookings/calendar?view=day&resourceId={}", room.id)).await.status,
        404
    );
    assert!(world.stage.get(&stranger, "/bookings").await.expect(200)["items"].as_array().unwrap().is_empty());
    assert!(world.stage.get(&stranger, "/bookings/closures").await.expect(200)["items"].as_array().unwrap().is_empty());
    assert!(
        world.stage.get(&stranger, "/bookings/calendar?view=week").await.expect(200)["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(world.status(&held["id"]).await, "held");
}

#[tokio::test]
async fn another_member_s_booking_is_not_found_and_nobody_signs_in_first() {
    let world = World::new().await;
    let room = world.priced_room();
    let held = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let id = held["id"].as_str().unwrap();
    let other = member(world.org);
    for path in ["", "/history", "/progress", "/cancellation-quote", "/calendar.ics"] {
        assert_eq!(world.stage.get(&other, &format!("/bookings/{id}{path}")).await.status, 404, "{path}");
        assert_eq!(world.stage.get(&visitor(world.org), &format!("/bookings/{id}{path}")).await.status, 401, "{path}");
    }
    assert_eq!(world.stage.post(&other, &format!("/bookings/{id}/cancel"), json!({})).await.status, 404);
    let pay = json!({"paymentInfo": {"method": "card", "token": "tok_approved"}});
    assert_eq!(world.stage.post(&other, &format!("/bookings/{id}/confirm"), pay).await.status, 404);
    assert_eq!(world.stage.get(&other, "/bookings/closures").await.status, 403);
    assert_eq!(world.stage.get(&world.ana, "/bookings/not-an-id").await.status, 404);
}
