//! Roles count, and one organisation's things are not there for another.

use plaza_journeys::{Deployment, Venue, at_hour, booking, until};
use serde_json::{Value, json};

pub async fn roles_and_organisations_are_apart(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let other = Venue::open(deployment).await;
    let room = json!({ "locationId": venue.location["id"], "kind": "room", "name": "Sala Sorolla" });
    venue.member.api.post("/resources", room.clone()).await.refused(403, "auth.role");
    venue.visitor.post("/bookings", booking(&venue.free, 30)).await.expect(401);
    let manager = venue.member.with_roles(&venue.admin, &venue.visitor, &["manager"]).await;
    manager.api.post("/resources", room).await.expect(201);
    manager
        .api
        .put(&format!("/users/{}/roles", venue.admin.id), json!({ "roles": ["guest"] }))
        .await
        .refused(403, "auth.role");

    let booked = other.pay(30, "tok_approved").await.expect(201);
    let invoices = other.member.api.get("/payments/invoices").await.expect(200);
    let payment = &booked["payment"]["paymentId"];
    for (path, id) in [
        ("/bookings/{}", &booked["id"]),
        ("/bookings/{}/history", &booked["id"]),
        ("/payments/{}", payment),
        ("/payments/invoices/{}", &invoices["items"][0]["id"]),
        ("/payments/invoices/{}/pdf", &invoices["items"][0]["id"]),
        ("/resources/{}", &other.priced["id"]),
        ("/locations/{}", &other.location["id"]),
        ("/users/{}", &json!(other.member.id)),
    ] {
        let path = path.replace("{}", id.as_str().unwrap_or_default());
        assert_eq!(other.admin.api.get(&path).await.status, 200, "{path} is there for its own");
        assert_eq!(venue.admin.api.get(&path).await.status, 404, "{path} is not there for another");
    }
    let cancel = format!("/bookings/{}/cancel", booked["id"].as_str().unwrap_or_default());
    venue.admin.api.post(&cancel, json!({})).await.expect(404);
    venue.admin.api.post("/bookings", booking(&other.free, 40)).await.refused(404, "resources.not_found");
    // In another organisation than the token's, its holder is a visitor.
    let abroad = venue.admin.api.in_organisation(other.org["id"].as_str().unwrap_or_default());
    assert_eq!(
        abroad.get(&format!("/resources/{}", other.priced["id"].as_str().unwrap_or_default())).await.status,
        200
    );
    abroad.get("/users").await.refused(403, "auth.role");
    not_listed(&venue, &other, &booked).await;
}

async fn not_listed(venue: &Venue, other: &Venue, booked: &Value) {
    until("the other organisation's own log", async || {
        let path = format!("/audit/logs?entityId={}", booked["id"].as_str().unwrap_or_default());
        let log = other.admin.api.get(&path).await.expect(200);
        (!log["items"].as_array()?.is_empty()).then_some(())
    })
    .await;
    let window = format!("/bookings/calendar?startDate={}&endDate={}", at_hour(20), at_hour(50));
    for path in [
        "/bookings",
        &window,
        "/payments",
        "/payments/invoices",
        "/payments/ledger",
        "/audit/logs",
        "/users",
        "/locations",
        "/resources",
    ] {
        let listed = venue.admin.api.get(path).await;
        assert_eq!(listed.status, 200, "{path}: {}", listed.text());
        for theirs in [&booked["id"], &other.priced["id"], &other.location["id"], &json!(other.member.id)] {
            assert!(
                !listed.text().contains(theirs.as_str().unwrap_or("?")),
                "{path} shows another organisation's {theirs}"
            );
        }
    }
}
