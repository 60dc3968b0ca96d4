//! A service that is down takes only its own work with it.

use hyper::Method;
use plaza_journeys::{Deployment, Hire, Options, Shape, Venue, at_hour, booking, card, until, until_within};
use serde_json::json;

/// A breaker rests half a minute before it lets a call try.
const BREAKER: std::time::Duration = std::time::Duration::from_secs(90);

#[tokio::test]
async fn without_payments_the_rest_goes_on() {
    let variables = vec![("PLAZA_BOOKINGS_PAYMENT_WAIT_MS".to_owned(), "500".to_owned())];
    let mut deployment = Deployment::with(Shape::Each, Options { variables, ..Options::default() }).await;
    let venue = Venue::open(&deployment).await;
    deployment.kill("payments");

    let search = format!("/resources?from={}&to={}", at_hour(30), at_hour(31));
    assert_eq!(venue.visitor.get(&search).await.expect(200)["items"].as_array().map(Vec::len), Some(2));
    let availability = format!(
        "/resources/{}/availability?startDate={}&endDate={}",
        venue.priced["id"].as_str().unwrap(),
        at_hour(30),
        at_hour(33)
    );
    venue.visitor.get(&availability).await.expect(200);
    assert_eq!(venue.member.api.post("/bookings", booking(&venue.free, 30)).await.expect(201)["status"], "confirmed");
    assert_eq!(venue.member.api.post("/bookings", booking(&venue.priced, 30)).await.expect(201)["status"], "held");
    let pending = venue.pay(32, "tok_approved").await.expect(201);
    assert_eq!(pending["status"], "pending", "the payment is not lost: it waits");

    let gateway = deployment.api();
    until("the breaker to open", async || {
        assert_eq!(venue.member.api.get("/payments").await.status, 503);
        let health = gateway.send(Method::GET, "/health", None).await.ok()?;
        (health.body["checks"]["calls to payments"]["status"] == "degraded").then_some(())
    })
    .await;
    let health = gateway.send(Method::GET, "/health", None).await.unwrap();
    assert_eq!((health.status, &health.body["status"]), (200, &json!("degraded")));
    let metrics = gateway.send(Method::GET, "/metrics", None).await.unwrap();
    assert!(metrics.text().contains("plaza_breaker_open{service=\"payments\"} 1"), "{}", metrics.text());

    deployment.restart("payments").await;
    until_within(BREAKER, "the breaker to close", async || {
        (venue.member.api.get("/payments").await.status == 200).then_some(())
    })
    .await;
    let path = format!("/bookings/{}", pending["id"].as_str().unwrap());
    until_within(BREAKER, "the payment to be made", async || {
        (venue.member.api.get(&path).await.body["status"] == "confirmed").then_some(())
    })
    .await;
    assert_eq!(deployment.audit().await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn without_payments_people_find_and_talk_and_an_accepted_offer_is_paid_by_itself_later() {
    let mut deployment = Deployment::start(Shape::Each).await;
    let hire = Hire::open(&deployment).await;
    let offer = hire.offer(40_000).await;
    deployment.kill("payments");

    let client = &hire.client.api;
    until("the search to find her", async || {
        let found = client.get("/search/professionals?q=wedding").await.expect(200);
        (found["items"][0]["id"] == hire.profile["id"]).then_some(())
    })
    .await;
    let profile = format!("/professionals/{}", hire.profile["id"].as_str().unwrap());
    client.get(&profile).await.expect(200);
    let messages = format!("/conversations/{}/messages", hire.conversation["id"].as_str().unwrap());
    client.post(&messages, Hire::message("Still there?")).await.expect(201);

    let accept = format!("/offers/{}/accept", offer["id"].as_str().unwrap());
    let accepted = client.post(&accept, json!({ "paymentInfo": card("tok_approved") })).await.expect(202);
    let order = &accepted["order"];
    assert_eq!(order["status"], "awaiting_payment");
    let path = format!("/orders/{}", order["id"].as_str().unwrap());
    until("the order to say what it waits for", async || {
        let order = client.get(&path).await.expect(200);
        (order["payment"]["status"] == "unavailable" && order["payment"]["message"].is_string()).then_some(())
    })
    .await;
    deployment.restart("payments").await;
    until_within(BREAKER, "the order to be paid", async || {
        (client.get(&path).await.body["status"] == "funded").then_some(())
    })
    .await;
    assert_eq!(deployment.audit().await, Vec::<serde_json::Value>::new());
}
