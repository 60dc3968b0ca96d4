//! Lists, calendars, availability, files, and who sees what in them.

use chrono::{DateTime, Utc};
use plaza_bookings_api::{Bookings, BookingsClient, DemoBooking, DemoBookings, WhichFree};
use plaza_core::Slot;
use plaza_resources_api::{UnitId, UnitOf};
use plaza_testkit::people::{member, visitor};
use serde_json::{Value, json};

use crate::world::{World, office_hours};

fn zulu(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[tokio::test]
async fn people_list_their_own_and_operators_everybody_s() {
    let world = World::new().await;
    let (room, hall) = (world.room(|_| {}), world.priced_room());
    for hour in [24, 30, 36] {
        world.book(&world.ana, world.wanted(&room, hour, hour + 2)).await.expect(201);
    }
    world.book(&world.boss, world.wanted(&hall, 24, 26)).await.expect(201);
    let count = async |who, query: &str| {
        world.stage.get(who, &format!("/bookings{query}")).await.expect(200)["items"].as_array().unwrap().len()
    };
    assert_eq!(count(&world.ana, "").await, 3);
    assert_eq!(count(&world.boss, "").await, 4);
    assert_eq!(count(&world.boss, "?status=held,cancelled").await, 1);
    assert_eq!(count(&world.boss, &format!("?resourceId={}", room.id)).await, 3);
    assert_eq!(count(&world.boss, &format!("?userId={}", world.ana.user().unwrap())).await, 3);
    assert_eq!(count(&world.ana, &format!("?from={}&to={}", zulu(world.hour(31)), zulu(world.hour(36)))).await, 1);
    assert_eq!(world.stage.get(&world.ana, "/bookings?status=nope").await.status, 400);
    assert_eq!(
        world.stage.get(&world.ana, &format!("/bookings?userId={}", world.boss.user().unwrap())).await.code(),
        "bookings.not_yours"
    );
}

#[tokio::test]
async fn lists_go_on_where_the_last_page_ended() {
    let world = World::new().await;
    let room = world.room(|_| {});
    for hour in 0..5 {
        world.book(&world.ana, world.wanted(&room, 24 + hour, 25 + hour)).await.expect(201);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = world.stage.get(&world.ana, &format!("/bookings?limit=2&cursor={cursor}")).await.expect(200);
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|item| item["startDateTime"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    let mut newest_first: Vec<_> = (0..5).map(|hour| zulu(world.hour(24 + hour))).collect();
    newest_first.reverse();
    assert_eq!(seen, newest_first);
    assert_eq!(world.stage.get(&world.ana, "/bookings?cursor=x").await.status, 400);
}

#[tokio::test]
async fn others_bookings_are_busy_time_and_no_more() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let mut secret = world.wanted(&room, 24, 26);
    secret["purpose"] = json!("Merger");
    world.book(&world.ana, secret).await.expect(201);
    world.stage.post(&world.boss, "/bookings/closures", world.wanted(&room, 30, 31)).await.expect(201);
    let path = format!("/bookings/calendar?resourceId={}&view=week&date=2026-03-03", room.id);
    let other = world.stage.get(&member(world.org), &path).await;
    assert!(!String::from_utf8_lossy(&other.bytes).contains("Merger"));
    let kinds = |body: &Value| {
        body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&other.body), ["busy", "closure"]);
    assert_eq!(other.body["items"][0]["userId"], Value::Null);
    for who in [&world.ana, &world.boss] {
        let full = world.stage.get(who, &path).await.expect(200);
        assert_eq!(kinds(&full), ["booking", "closure"]);
        assert_eq!(full["items"][0]["title"], "Merger");
    }
    // A week in Madrid begins on Sunday evening in UTC.
    assert_eq!(other.body["startDate"], "2026-03-01T23:00:00Z");
}

#[tokio::test]
async fn calendars_are_windows_or_views() {
    let world = World::new().await;
    let room = world.room(|_| {});
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let get = async |query: &str| world.stage.get(&world.ana, &format!("/bookings/calendar?{query}")).await;
    let mine = get(&format!("startDate={}&endDate={}", zulu(world.hour(25)), zulu(world.hour(40)))).await.expect(200);
    assert_eq!(mine["items"].as_array().unwrap().len(), 1, "what reaches into the window is in it");
    let after = get(&format!("startDate={}&endDate={}", zulu(world.hour(26)), zulu(world.hour(40)))).await.expect(200);
    assert!(after["items"].as_array().unwrap().is_empty());
    assert_eq!(get("view=day&timeZone=America/Bogota").await.expect(200)["startDate"], "2026-03-02T05:00:00Z");
    for wrong in [
        "",
        "view=year",
        "view=day&timeZone=Mars",
        "startDate=2026-01-01T00:00:00Z&endDate=2027-01-01T00:00:00Z",
        "view=day&startDate=2026-01-01T00:00:00Z",
    ] {
        assert_eq!(get(wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn availability_is_what_is_open_and_not_taken() {
    let world = World::new().await;
    let room = world.room(|card| card.hours = office_hours());
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let path =
        format!("/resources/{}/availability?startDate=2026-03-03T00:00:00Z&endDate=2026-03-05T00:00:00Z", room.id);
    let found = world.stage.get(&visitor(world.org), &path).await.expect(200);
    let spans = |list: &Value| {
        list.as_array()
            .unwrap()
            .iter()
            .map(|span| {
                (span["startDateTime"].as_str().unwrap().to_owned(), span["endDateTime"].as_str().unwrap().to_owned())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(spans(&found["open"]), [("2026-03-03T08:00:00Z".to_owned(), "2026-03-03T17:00:00Z".to_owned())]);
    assert_eq!(
        spans(&found["free"]),
        [
            ("2026-03-03T08:00:00Z".to_owned(), "2026-03-03T09:00:00Z".to_owned()),
            ("2026-03-03T11:00:00Z".to_owned(), "2026-03-03T17:00:00Z".to_owned())
        ]
    );
    assert_eq!(found["nextFree"]["startDateTime"], "2026-03-03T08:00:00Z");
    let longer = world.stage.get(&world.ana, &format!("{path}&minutes=120")).await.expect(200);
    assert_eq!(longer["free"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_booking_is_a_calendar_file() {
    let world = World::new().await;
    let room = world.room(|_| {});
    let booked = world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let id = booked["id"].as_str().unwrap();
    let file = world.stage.get(&world.ana, &format!("/bookings/{id}/calendar.ics")).await;
    assert_eq!(file.status, 200);
    assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/calendar"));
    let text = String::from_utf8(file.bytes).unwrap();
    for line in [
        "BEGIN:VEVENT",
        "DTSTART:20260303T090000Z",
        "DTEND:20260303T110000Z",
        "SUMMARY:Sala Goya",
        "STATUS:CONFIRMED",
        &format!("UID:{id}@plaza"),
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[tokio::test]
async fn which_of_many_units_are_free() {
    let world = World::new().await;
    let room = world.room(|card| card.units = (0..50).map(|_| UnitId::new()).collect());
    for _ in 0..20 {
        world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    }
    let client = world.stage.client::<BookingsClient>();
    let free = async |from, to| {
        let slot = Slot::new(world.hour(from), world.hour(to)).unwrap();
        client.which_free(&world.ana, WhichFree { units: room.units.clone(), slot }).await.unwrap().len()
    };
    assert_eq!(free(25, 27).await, 30);
    assert_eq!(free(26, 27).await, 50);
    assert_eq!(free(0, 240).await, 30);
}

#[tokio::test]
async fn claims_of_every_length_are_found() {
    let world = World::new().await;
    let room = world.room(|card| {
        card.units = (0..40).map(|_| UnitId::new()).collect();
        card.rules.max_minutes = 31 * 24 * 60;
    });
    for hours in [1, 2, 3, 8, 9, 24, 25, 96, 97, 31 * 24] {
        world.book(&world.boss, world.wanted(&room, 800 - hours, 800)).await.expect(201);
    }
    let client = world.stage.client::<BookingsClient>();
    let slot = Slot::new(world.hour(799), world.hour(801)).unwrap();
    for units in [room.units.clone(), room.units[..20].to_vec()] {
        let mut free = Vec::new();
        for unit in &units {
            free.extend(client.which_free(&world.ana, WhichFree { units: vec![*unit], slot }).await.unwrap());
        }
        let together = client.which_free(&world.ana, WhichFree { units: units.clone(), slot }).await.unwrap();
        assert_eq!(together, free, "one by one and swept, the answer is the same");
        assert!(together.len() < units.len());
    }
    let after = Slot::new(world.hour(800), world.hour(801)).unwrap();
    assert_eq!(
        client.which_free(&world.ana, WhichFree { units: room.units.clone(), slot: after }).await.unwrap().len(),
        40
    );
}

#[tokio::test]
async fn an_expired_hold_is_free_before_it_is_swept() {
    let world = World::new().await;
    let room = world.priced_room();
    world.book(&world.ana, world.wanted(&room, 24, 26)).await.expect(201);
    let client = world.stage.client::<BookingsClient>();
    let slot = Slot::new(world.hour(24), world.hour(26)).unwrap();
    let asked = WhichFree { units: room.units.clone(), slot };
    assert!(client.which_free(&world.ana, asked.clone()).await.unwrap().is_empty());
    world.stage.advance(chrono::Duration::minutes(10));
    assert_eq!(client.which_free(&world.ana, asked).await.unwrap(), room.units);
    let path =
        format!("/resources/{}/availability?startDate=2026-03-03T00:00:00Z&endDate=2026-03-04T00:00:00Z", room.id);
    assert_eq!(world.stage.get(&world.ana, &path).await.expect(200)["free"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_demo_is_made_once_and_leaves_out_what_collides() {
    let world = World::new().await;
    let room = world.priced_room();
    let user = world.ana.user().unwrap();
    let at = |from, to| DemoBooking {
        unit: UnitOf { unit: room.units[0], resource: room.id },
        slot: Slot::new(world.hour(from), world.hour(to)).unwrap(),
        user,
        purpose: "Demo".to_owned(),
    };
    let client = world.stage.client::<BookingsClient>();
    let cx = plaza_core::Cx::service("plaza", Some(world.org));
    let made = client.seed_demo(&cx, DemoBookings { wanted: vec![at(1, 3), at(2, 4), at(3, 4)] }).await.unwrap();
    assert_eq!(made, 2);
    assert_eq!(client.seed_demo(&cx, DemoBookings { wanted: vec![at(9, 10)] }).await.unwrap(), 0);
    world.sound().await;
}
