//! Refusals: a stable code, the rule, and alternatives that can really be booked.

use chrono::Duration;
use plaza_journeys::{Deployment, Venue, at_hour, booking, date_at_venue, in_hours};
use serde_json::{Value, json};

pub async fn taken_slots_offer_what_can_be_booked(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    venue.room("Sala Velázquez", json!({})).await;
    venue.member.api.post("/bookings", booking(&venue.free, 30)).await.expect(201);
    let refused = venue.admin.api.post("/bookings", booking(&venue.free, 30)).await.refused(409, "bookings.slot_taken");
    assert_eq!(refused["rule"], json!({ "name": "slotTaken" }));
    let offered = refused["alternatives"].as_array().cloned().unwrap_or_default();
    assert!((1..=3).contains(&offered.len()), "{refused}");
    assert!(
        offered.iter().any(|one| one["resourceId"] != venue.free["id"]),
        "another room at the same time: {refused}"
    );
    for one in offered {
        let body = json!({ "resourceId": one["resourceId"], "startDateTime": one["startDateTime"], "endDateTime": one["endDateTime"] });
        let booked = venue.member.api.post("/bookings", body).await.expect(201);
        let cancel = format!("/bookings/{}/cancel", booked["id"].as_str().unwrap_or_default());
        venue.member.api.post(&cancel, json!({})).await.expect(200);
    }
}

pub async fn every_rule_has_its_code(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let hour = in_hours(30);
    let text = |minutes: i64| (hour + Duration::minutes(minutes)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let days = |days: i64| days * 24 * 60;
    let cases = [
        (0, 15, 422, "bookings.too_short"),
        (0, 9 * 60, 422, "bookings.too_long"),
        (5, 65, 422, "bookings.off_grid"),
        (-days(3), -days(3) + 60, 422, "bookings.in_the_past"),
        (days(100), days(100) + 60, 422, "bookings.too_far"),
    ];
    for (start, end, status, code) in cases {
        let body = json!({ "resourceId": venue.free["id"], "startDateTime": text(start), "endDateTime": text(end) });
        let refused = venue.member.api.post("/bookings", body).await.refused(status, code);
        assert!(refused["rule"]["name"].is_string() && refused["alternatives"].is_array(), "{refused}");
        assert!(refused["requestId"].is_string(), "{refused}");
    }
    crowded(&venue).await;
    closed(&venue).await;
    let guest = venue.member.with_roles(&venue.admin, &venue.visitor, &["guest"]).await;
    guest.api.post("/bookings", booking(&venue.free, 30)).await.refused(403, "bookings.members_only");
    let spanish = guest
        .api
        .in_language("es")
        .post("/bookings", booking(&venue.free, 30))
        .await
        .refused(403, "bookings.members_only");
    assert!(spanish["detail"].as_str().unwrap_or_default().contains("miembros"), "{spanish}");
}

async fn crowded(venue: &Venue) {
    let mut body = booking(&venue.free, 30);
    body["attendeeIds"] = (0..7).map(|_| json!(uuid::Uuid::now_v7())).collect::<Vec<Value>>().into();
    venue.member.api.post("/bookings", body).await.refused(422, "bookings.over_capacity");
}

async fn closed(venue: &Venue) {
    let closure = json!({ "resourceId": venue.free["id"], "startDateTime": at_hour(40), "endDateTime": at_hour(44), "reason": "Painting" });
    venue.admin.api.post("/bookings/closures", closure).await.expect(201);
    let refused = venue.member.api.post("/bookings", booking(&venue.free, 41)).await.refused(409, "bookings.blackout");
    assert!(refused["detail"].as_str().unwrap_or_default().contains("Painting"));
    let never = json!({ "weekly": [], "exceptions": [{ "date": date_at_venue(30), "reason": "Fiesta local" }] });
    let shut = venue.room("Sala Zurbarán", json!({ "hours": never })).await;
    let refused = venue.member.api.post("/bookings", booking(&shut, 30)).await.refused(422, "bookings.closed");
    assert!(refused["detail"].as_str().unwrap_or_default().contains("Fiesta local"), "{refused}");
    let resting = venue.room("Sala Murillo", json!({ "status": "inactive" })).await;
    venue.member.api.post("/bookings", booking(&resting, 30)).await.refused(422, "bookings.not_bookable");
    let hasty = venue.room("Sala Ribera", json!({ "rules": { "granularityMinutes": 15, "minMinutes": 30, "maxMinutes": 480, "leadMinutes": 2_880, "horizonDays": 90 } })).await;
    venue.member.api.post("/bookings", booking(&hasty, 30)).await.refused(422, "bookings.too_soon");
}
