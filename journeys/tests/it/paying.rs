//! Payments of every temper: each ends in the right state, charged exactly once.

use plaza_journeys::{Deployment, Venue, booking, card, money, until};
use serde_json::{Value, json};

pub async fn held_then_paid_or_expired(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let held = venue.member.api.post("/bookings", booking(&venue.priced, 30)).await.expect(201);
    assert_eq!((&held["status"], &held["payment"]["due"]), (&json!("held"), &money(1_200)));
    venue.admin.api.post("/bookings", booking(&venue.priced, 30)).await.refused(409, "bookings.slot_taken");
    let pay = |token: &str| json!({ "bookingId": held["id"], "paymentInfo": card(token) });
    venue.member.api.post("/payments/process", pay("tok_declined")).await.refused(402, "payments.card_declined");
    assert_eq!(status(&venue, &held).await, "held", "another card can be tried");
    let paid = venue.member.api.post("/payments/process", pay("tok_approved")).await.expect(200);
    assert_eq!((&paid["bookingStatus"], &paid["status"]), (&json!("confirmed"), &json!("completed")));
    charged(deployment, &venue, &held, 1_200).await;

    let left = venue.member.api.post("/bookings", booking(&venue.priced, 32)).await.expect(201);
    // The shortest hold is a minute: the test makes this one old instead of waiting.
    let bookings = deployment.sql("bookings");
    for sql in [
        "UPDATE bookings SET hold_expires_at = now() - interval '1 second' WHERE id = $1::uuid",
        "UPDATE claims SET expires_at = now() - interval '1 second' WHERE booking_id = $1::uuid",
    ] {
        sqlx::query(sql).bind(left["id"].as_str()).execute(&bookings).await.unwrap();
    }
    until("the hold to expire", async || (status(&venue, &left).await == "expired").then_some(())).await;
    let late = json!({ "bookingId": left["id"], "paymentInfo": card("tok_approved") });
    venue.member.api.post("/payments/process", late).await.refused(409, "bookings.hold_expired");
    venue.admin.api.post("/bookings", booking(&venue.priced, 32)).await.expect(201);
    charged(deployment, &venue, &left, 0).await;
}

pub async fn every_card_ends_well(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    for (hour, token, code) in
        [(30, "tok_declined", "payments.card_declined"), (30, "tok_insufficient_funds", "payments.insufficient_funds")]
    {
        let refused = venue.pay(hour, token).await.refused(402, code);
        let refused = json!({ "id": refused["bookingId"] });
        assert_eq!(status(&venue, &refused).await, "cancelled");
        charged(deployment, &venue, &refused, 0).await;
    }
    for (hour, token) in [
        (30, "tok_approved"),
        (31, "tok_twice"),
        (32, "tok_webhook_first"),
        (33, "tok_timeout_charged"),
        (34, "tok_late"),
    ] {
        let booked = venue.pay(hour, token).await.expect(201);
        until(&format!("{token} to be confirmed"), async || {
            (status(&venue, &booked).await == "confirmed").then_some(())
        })
        .await;
        charged(deployment, &venue, &booked, 1_200).await;
    }
    second_factor(deployment, &venue).await;
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

async fn second_factor(deployment: &Deployment, venue: &Venue) {
    let asked = venue.pay(36, "tok_second_factor").await.expect(201);
    assert_eq!(
        (&asked["status"], &asked["payment"]["nextAction"]["kind"]),
        (&json!("pending"), &json!("second_factor"))
    );
    answer(venue, &asked, "000000").await;
    until("the booking to be given up", async || (status(venue, &asked).await == "cancelled").then_some(())).await;
    charged(deployment, venue, &asked, 0).await;
    let again = venue.pay(36, "tok_second_factor").await.expect(201);
    let url = again["payment"]["nextAction"]["url"].as_str().unwrap_or_default().trim_start_matches("/api/v1");
    venue.admin.api.post(url, json!({ "code": "123456" })).await.refused(404, "payments.no_such_challenge");
    answer(venue, &again, "123456").await;
    until("the booking to be confirmed", async || (status(venue, &again).await == "confirmed").then_some(())).await;
    charged(deployment, venue, &again, 1_200).await;
}

async fn answer(venue: &Venue, asked: &Value, code: &str) {
    let url = asked["payment"]["nextAction"]["url"].as_str().unwrap_or_default().trim_start_matches("/api/v1");
    venue.member.api.post(url, json!({ "code": code })).await.expect(200);
}

async fn status(venue: &Venue, booked: &Value) -> String {
    let path = format!("/bookings/{}", booked["id"].as_str().unwrap_or_default());
    venue.member.api.get(&path).await.expect(200)["status"].as_str().unwrap_or_default().to_owned()
}

/// What was collected for a booking, by the provider's books and by ours: once and no more.
async fn charged(deployment: &Deployment, venue: &Venue, booked: &Value, amount: i64) {
    let id = booked["id"].as_str().unwrap_or_default();
    let (times, collected): (i64, i64) = sqlx::query_as(
        "SELECT count(*), coalesce(sum(c.amount), 0)::bigint FROM sandbox_charges c JOIN payments p ON p.id::text = c.key
         WHERE p.reference = $1::uuid AND c.state = 'approved'",
    )
    .bind(id)
    .fetch_one(&deployment.sql("payments"))
    .await
    .unwrap();
    assert_eq!((times, collected), (i64::from(amount > 0), amount), "the provider's books for {id}");
    let list = venue.member.api.get(&format!("/payments?bookingId={id}&status=completed")).await.expect(200);
    let ours: i64 =
        list["items"].as_array().into_iter().flatten().filter_map(|payment| payment["amount"]["amount"].as_i64()).sum();
    assert_eq!(ours, amount, "our books for {id}");
}
