//! A service that is down takes only its own work with it.

use hyper::Method;
use plaza_journeys::{Deployment, Options, Shape, Venue, at_hour, booking, until, until_within};
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
