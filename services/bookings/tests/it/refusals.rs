//! Each refusal with its code, its rule and alternatives that can really be booked.

use plaza_resources_api::Audience;
use plaza_testkit::people::guest;
use serde_json::{Value, json};

use crate::world::{World, office_hours};

#[tokio::test]
async fn each_rule_refuses_by_its_code_and_offers_something_bookable() {
    let world = World::new().await;
    let room = world.room(|card| {
        card.hours = office_hours();
        card.rules.max_minutes = 240;
        card.rules.lead_minutes = 60;
        card.rules.granularity_minutes = 30;
    });
    // Monday 09:00 UTC is 10:00 in Madrid; the office is open from 8 to 17 UTC.
    let at = |text: &str| json!(text);
    let cases = [
        ("2026-03-03T09:00:00Z", "2026-03-03T09:15:00Z", "bookings.too_short", 422),
        ("2026-03-03T09:00:00Z", "2026-03-03T14:00:00Z", "bookings.too_long", 422),
        ("2026-03-03T09:10:00Z", "2026-03-03T10:10:00Z", "bookings.off_grid", 422),
        ("2026-03-02T09:30:00Z", "2026-03-02T10:30:00Z", "bookings.too_soon", 422),
        ("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", "bookings.in_the_past", 422),
        ("2026-08-03T09:00:00Z", "2026-08-03T10:00:00Z", "bookings.too_far", 422),
        ("2026-03-03T16:30:00Z", "2026-03-03T17:30:00Z", "bookings.closed", 422),
        ("2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z", "bookings.closed", 422),
    ];
    for (start, end, code, status) in cases {
        let refused = world
            .book(&world.ana, json!({"resourceId": room.id, "startDateTime": at(start), "endDateTime": at(end)}))
            .await;
        assert_eq!(refused.code(), code, "{start} {end}");
        let body = refused.expect(status);
        assert!(body["rule"]["name"].is_string(), "{body}");
        let offered = body["alternatives"].as_array().unwrap().clone();
        assert!((1..=3).contains(&offered.len()), "{code}: {body}");
    }
    let holiday = world.book(&world.ana, json!({"resourceId": room.id, "startDateTime": "2026-03-04T09:00:00Z", "endDateTime": "2026-03-04T10:00:00Z"})).await.body;
    assert!(holiday["detail"].as_str().unwrap().contains("Fiesta local"));
    book_what_is_offered(&world, &holiday).await;
}

#[tokio::test]
async fn a_taken_slot_offers_three_that_can_be_booked() {
    let world = World::new().await;
    let room = world.room(|card| card.hours = office_hours());
    let other = world.room(|card| card.hours = office_hours());
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let refused = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(409);
    assert_eq!(refused["code"], "bookings.slot_taken");
    assert_eq!(refused["rule"], json!({"name": "slotTaken"}));
    let kinds: Vec<_> = refused["alternatives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["resourceId"].clone()))
        .collect();
    assert_eq!(
        kinds,
        [("other_time", json!(room.id)), ("other_time", json!(room.id)), ("other_resource", json!(other.id))]
    );
    book_what_is_offered(&world, &refused).await;
    world.sound().await;
}

#[tokio::test]
async fn too_many_people_are_sent_to_something_larger() {
    let world = World::new().await;
    let room = world.room(|card| card.capacity = 2);
    let hall = world.room(|card| card.capacity = 20);
    let mut many = world.wanted(&room, 24, 26);
    many["attendeeIds"] = json!([plaza_core::UserId::new(), plaza_core::UserId::new()]);
    let refused = world.book(&world.ana, many).await.expect(422);
    assert_eq!(refused["code"], "bookings.over_capacity");
    assert_eq!(refused["rule"], json!({"name": "overCapacity", "people": 3, "capacity": 2}));
    assert_eq!(refused["alternatives"][0]["resourceId"], json!(hall.id));
}

#[tokio::test]
async fn guests_book_only_what_is_open_to_everyone() {
    let world = World::new().await;
    let private = world.room(|_| {});
    let open = world.room(|card| card.audience = Audience::Everyone);
    let visitor = guest(world.org);
    let refused = world.book(&visitor, world.wanted(&private, 24, 26)).await.expect(403);
    assert_eq!(refused["code"], "bookings.members_only");
    assert_eq!(refused["alternatives"][0]["resourceId"], json!(open.id));
    world.book(&visitor, world.wanted(&open, 24, 26)).await.expect(201);
}

#[tokio::test]
async fn what_is_closed_down_or_unknown_is_not_bookable() {
    let world = World::new().await;
    let room = world.room(|card| card.active = false);
    assert_eq!(world.book(&world.ana, world.wanted(&room, 24, 26)).await.code(), "bookings.not_bookable");
    let body = json!({"resourceId": plaza_resources_api::ResourceId::new(), "startDateTime": world.hour(24), "endDateTime": world.hour(26)});
    assert_eq!(world.book(&world.ana, body).await.expect(404)["code"], "resources.not_found");
}

#[tokio::test]
async fn a_quote_says_what_booking_would_answer() {
    let world = World::new().await;
    let room = world.priced_room();
    let quoted = world.stage.post(&world.ana, "/bookings/quote", world.wanted(&room, 24, 26)).await.expect(200);
    assert_eq!((quoted["bookable"].clone(), quoted["price"]["amount"].clone()), (json!(true), json!(2_000)));
    assert_eq!(quoted["net"]["amount"].as_i64().unwrap() + quoted["taxAmount"]["amount"].as_i64().unwrap(), 2_000);
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let quoted = world.stage.post(&world.ana, "/bookings/quote", world.wanted(&room, 24, 26)).await.expect(200);
    assert_eq!(quoted["refusal"]["code"], "bookings.slot_taken");
    let quoted = world.stage.post(&world.ana, "/bookings/quote", world.wanted(&room, -24, -22)).await.expect(200);
    assert_eq!(quoted["refusal"]["code"], "bookings.in_the_past");
}

async fn book_what_is_offered(world: &World, refused: &Value) {
    for offered in refused["alternatives"].as_array().unwrap() {
        let body = json!({"resourceId": offered["resourceId"], "startDateTime": offered["startDateTime"], "endDateTime": offered["endDateTime"]});
        let booked = world.book(&world.ana, body).await.expect(201);
        let id = booked["id"].as_str().unwrap();
        world.stage.post(&world.ana, &format!("/bookings/{id}/cancel"), json!({})).await.expect(200);
    }
}

#[tokio::test]
async fn strangers_are_neither_booked_for_nor_invited() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let stranger = plaza_core::UserId::new();
    world.fakes.identity.strangers.lock().unwrap().push(stranger);
    let mut wanted = world.wanted(&room, 24, 25);
    wanted["userId"] = json!(stranger);
    let refused = world.book(&world.boss, wanted).await.expect(404);
    assert_eq!(
        (refused["code"].as_str(), refused["field"].as_str()),
        (Some("bookings.person_not_found"), Some("userId"))
    );
    let mut wanted = world.wanted(&room, 24, 25);
    wanted["attendeeIds"] = json!([plaza_core::UserId::new(), stranger]);
    let refused = world.book(&world.ana, wanted.clone()).await.expect(404);
    assert_eq!(refused["field"], "attendeeIds");
    world.fakes.identity.strangers.lock().unwrap().clear();
    world.book(&world.ana, wanted).await.expect(201);
}

#[tokio::test]
async fn nobody_has_come_or_stayed_away_before_the_start() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let path = format!("/bookings/{}/status", booked["id"].as_str().unwrap());
    for status in ["completed", "no_show"] {
        let refused = world.stage.patch(&world.boss, &path, json!({ "status": status })).await;
        assert_eq!(refused.code(), "bookings.not_started");
    }
    world.stage.advance(chrono::Duration::hours(25));
    world.stage.patch(&world.boss, &path, json!({ "status": "no_show" })).await.expect(200);
}

#[tokio::test]
async fn years_beyond_the_calendar_are_refused_and_not_reckoned_with() {
    let world = World::new().await;
    let room = world.room(|_| {});
    for (start, end) in [
        ("+262142-12-31T00:00:00Z", "+262142-12-31T01:00:00Z"),
        ("-262143-01-01T00:00:00Z", "-262143-01-01T01:00:00Z"),
        ("2026-03-03T09:00:00Z", "+10000-01-01T00:00:00Z"),
    ] {
        let body = json!({"resourceId": room.id, "startDateTime": start, "endDateTime": end});
        assert_eq!(world.book(&world.ana, body.clone()).await.status, 400, "{start}");
        assert_eq!(world.stage.post(&world.boss, "/bookings/closures", body).await.status, 400, "{start}");
        let window = format!("startDate={}&endDate={}", start.replace('+', "%2B"), end.replace('+', "%2B"));
        for path in [
            format!("/bookings/calendar?resourceId={}&{window}", room.id),
            format!("/resources/{}/availability?{window}", room.id),
        ] {
            assert_eq!(world.stage.get(&world.ana, &path).await.status, 400, "{path}");
        }
    }
    assert_eq!(world.stage.get(&world.ana, "/bookings?from=-262143-01-01T00:00:00Z").await.status, 400);
}
