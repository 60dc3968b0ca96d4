//! The README's main job: from an empty installation to a refund, with every mail.

use plaza_journeys::{Deployment, Venue, at_hour, money, until};
use serde_json::{Value, json};

/// Hours until the slot: within the tier that gives half back.
const HOUR: i64 = 12;

pub async fn book_and_pay(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    find(&venue).await;
    let booked = venue.pay(HOUR, "tok_approved").await.expect(201);
    assert_eq!((&booked["status"], &booked["price"]), (&json!("confirmed"), &money(1_200)));
    told_of_the_booking(deployment, &venue, &booked).await;
    in_the_calendar(&venue, &booked).await;
    invoiced(&venue, &booked).await;
    on_record(&venue, &booked).await;
    cancel(deployment, &venue, &booked).await;
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

/// Search finds the room free, availability shows the slot.
async fn find(venue: &Venue) {
    let query = format!("/resources?q=retiro&from={}&to={}", at_hour(HOUR), at_hour(HOUR + 1));
    let found = venue.visitor.get(&query).await.expect(200);
    assert_eq!(
        (&found["items"][0]["id"], &found["items"][0]["available"]),
        (&venue.priced["id"], &json!(true)),
        "{found}"
    );
    let near =
        venue.visitor.get("/resources?near=40.43,-3.70&radiusKm=5&amenities=projector&capacity=4").await.expect(200);
    assert_eq!(near["items"].as_array().map(Vec::len), Some(2));
    let day = format!(
        "/resources/{}/availability?startDate={}&endDate={}",
        id(&venue.priced),
        at_hour(HOUR - 2),
        at_hour(HOUR + 3)
    );
    let shown = venue.visitor.get(&day).await.expect(200);
    assert_eq!((&shown["bookable"], &shown["timeZone"]), (&json!(true), &json!("Europe/Madrid")));
    assert_eq!(shown["free"][0]["startDateTime"], json!(at_hour(HOUR - 2)), "{shown}");
}

async fn told_of_the_booking(deployment: &Deployment, venue: &Venue, booked: &Value) {
    let mail = deployment.mailbox.wait(&venue.member.email, "the confirmation", |mail| mail.calendar.is_some()).await;
    assert!(mail.subject.contains("Sala Retiro") && mail.html.contains("Sala Retiro"), "{}", mail.subject);
    let calendar = mail.calendar.unwrap_or_default();
    assert!(calendar.contains("BEGIN:VEVENT") && calendar.contains(id(booked)), "{calendar}");
    // All that is on its way: what comes between marking and counting would be unread.
    let wanted = ["welcome", "booking_confirmed", "invoice_issued"];
    let listed = until("the confirmation and the rest in the app", async || {
        let list = venue.member.api.get("/notifications").await.expect(200);
        let kinds: Vec<&str> = list["items"].as_array()?.iter().filter_map(|item| item["kind"].as_str()).collect();
        wanted.iter().all(|kind| kinds.contains(kind)).then_some(list)
    })
    .await;
    assert!(listed["unreadCount"].as_i64() > Some(0));
    let left = venue.member.api.post("/notifications/mark-read", json!({ "all": true })).await.expect(200);
    assert_eq!(left["unreadCount"], 0);
}

async fn in_the_calendar(venue: &Venue, booked: &Value) {
    let window = format!(
        "/bookings/calendar?resourceId={}&startDate={}&endDate={}",
        id(&venue.priced),
        at_hour(HOUR - 2),
        at_hour(HOUR + 3)
    );
    let own = venue.member.api.get(&window).await.expect(200);
    assert_eq!((own["items"].as_array().map(Vec::len), &own["items"][0]["bookingId"]), (Some(1), &booked["id"]));
    let query = format!("/resources?q=retiro&from={}&to={}", at_hour(HOUR), at_hour(HOUR + 1));
    assert_eq!(venue.visitor.get(&query).await.expect(200)["items"], json!([]));
    let file = venue.member.api.get(&format!("/bookings/{}/calendar.ics", id(booked))).await;
    assert!(file.status == 200 && file.text().contains("BEGIN:VCALENDAR"));
}

async fn invoiced(venue: &Venue, booked: &Value) {
    let list = venue.member.api.get("/payments/invoices").await.expect(200);
    let invoice = &list["items"][0];
    assert_eq!((&invoice["bookingId"], &invoice["total"]), (&booked["id"], &money(1_200)), "{list}");
    let net_and_tax = [&invoice["net"], &invoice["tax"]].iter().filter_map(|part| part["amount"].as_i64()).sum::<i64>();
    assert_eq!(net_and_tax, 1_200);
    let page = venue.member.api.get(&format!("/payments/invoices/{}/html", id(invoice))).await;
    assert!(page.status == 200 && page.text().contains("Sala Retiro"), "{}", page.text());
    let document = venue.member.api.get(&format!("/payments/invoices/{}/pdf", id(invoice))).await;
    assert!(document.status == 200 && document.bytes.starts_with(b"%PDF-"));
}

async fn on_record(venue: &Venue, booked: &Value) {
    let wanted = [
        "resources.location.created.v1",
        "resources.resource.created.v1",
        "bookings.booking.confirmed.v1",
        "payments.payment.created.v1",
        "payments.payment.completed.v1",
        "payments.invoice.issued.v1",
    ];
    until("every event in the audit log", async || {
        let log = venue.admin.api.get("/audit/logs?limit=200").await.expect(200);
        let kinds: Vec<&str> = log["items"].as_array()?.iter().filter_map(|entry| entry["kind"].as_str()).collect();
        wanted.iter().all(|kind| kinds.contains(kind)).then_some(())
    })
    .await;
    let of_it = venue.admin.api.get(&format!("/audit/logs?entityId={}", id(booked))).await.expect(200);
    assert_eq!(of_it["items"][0]["entityType"], "booking");
}

async fn cancel(deployment: &Deployment, venue: &Venue, booked: &Value) {
    let path = format!("/bookings/{}", id(booked));
    let quote = venue.member.api.get(&format!("{path}/cancellation-quote")).await.expect(200);
    assert_eq!((&quote["refund"], &quote["fee"]), (&money(600), &money(600)));
    let more = json!({ "expectedRefund": money(1_200) });
    venue.member.api.post(&format!("{path}/cancel"), more).await.refused(409, "bookings.quote_changed");
    let asked = json!({ "expectedRefund": quote["refund"], "reason": "Plans changed" });
    let cancelled = venue.member.api.post(&format!("{path}/cancel"), asked).await.expect(200);
    assert_eq!((&cancelled["status"], &cancelled["cancellation"]["refund"]), (&json!("cancelled"), &money(600)));
    let payment = until("the refund", async || {
        let list = venue.member.api.get(&format!("/payments?bookingId={}", id(booked))).await.expect(200);
        (list["items"][0]["status"] == "partially_refunded").then(|| list["items"][0].clone())
    })
    .await;
    assert_eq!(payment["refunded"], money(600));
    let books = venue.admin.api.get("/payments/ledger").await.expect(200);
    let balances: Vec<i64> = books["balances"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|account| account["balance"]["amount"].as_i64())
        .collect();
    assert_eq!((balances.iter().sum::<i64>(), balances.contains(&600)), (0, true), "{books}");
    let gone =
        |mail: &plaza_journeys::Mail| mail.calendar.as_ref().is_some_and(|calendar| calendar.contains("METHOD:CANCEL"));
    let mail = deployment.mailbox.wait(&venue.member.email, "the cancellation", gone).await;
    assert!(mail.text.contains('6') && mail.subject.contains("Sala Retiro"), "{}", mail.text);
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap_or_default()
}
