//! What operators set and see: settings, features, stuck sagas, dead letters, failed jobs, health.

use hyper::Method;
use plaza_journeys::{Deployment, Venue, booking, until};
use serde_json::{Value, json};
use uuid::Uuid;

pub async fn settings_features_and_the_desk(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    settings(&venue).await;
    features(&venue).await;
    stuck_saga(deployment, &venue).await;
    dead_letters_and_jobs(deployment, &venue).await;
    health(deployment).await;
}

async fn settings(venue: &Venue) {
    let now = venue.admin.api.get("/config/settings").await.expect(200);
    assert_eq!(now["holdMinutes"], 10);
    venue.admin.api.put("/config/settings", json!({ "holdMinutes": 61 })).await.expect(400);
    venue.admin.api.put("/config/settings", json!({ "surprise": 1 })).await.expect(400);
    let set = venue.admin.api.put("/config/settings", json!({ "holdMinutes": 2 })).await.expect(200);
    assert_eq!(set["holdMinutes"], 2);
    let mut hour = 50;
    until("a hold of two minutes", async || {
        hour += 1;
        let held = venue.member.api.post("/bookings", booking(&venue.priced, hour)).await.expect(201);
        let end: chrono::DateTime<chrono::Utc> = held["holdExpiresAt"].as_str()?.parse().ok()?;
        (end < plaza_journeys::now() + chrono::Duration::minutes(3)).then_some(())
    })
    .await;
    venue.admin.api.put("/config/settings/holdMinutes", json!({ "value": 10 })).await.expect(200);
}

async fn features(venue: &Venue) {
    let list = venue.admin.api.get("/config/features").await.expect(200);
    let known = list["items"].as_array().cloned().unwrap_or_default();
    assert!(!known.is_empty());
    let key = known[0]["key"].as_str().unwrap_or_default();
    let turned = !known[0]["enabled"].as_bool().unwrap_or_default();
    let one = venue.admin.api.put(&format!("/config/features/{key}"), json!({ "enabled": turned })).await.expect(200);
    assert_eq!(one["enabled"], json!(turned));
    venue
        .member
        .api
        .put(&format!("/config/features/{key}"), json!({ "enabled": true }))
        .await
        .refused(403, "auth.role");
}

/// Sagas that wait for their payer are made stuck as a fault in their code would; operators see them, send
/// one on and give the other up.
async fn stuck_saga(deployment: &Deployment, venue: &Venue) {
    let operations = &venue.admin.api;
    let asked = venue.pay(30, "tok_second_factor").await.expect(201);
    let saga = stick(deployment, &asked).await;
    let stuck = operations.get("/operations/bookings/sagas?state=stuck").await.expect(200);
    let card = &stuck["items"][0];
    assert_eq!((&card["id"], &card["lastError"]), (&json!(saga), &json!("as if by a fault")));
    venue.member.api.get("/operations/bookings/sagas").await.refused(403, "auth.role");
    // Several desks in one call, each with the roles it asks for.
    let desks = json!({ "get": ["/api/v1/operations/bookings/sagas?state=stuck", "/api/v1/operations/payments/jobs"] });
    let batch = operations.post("/batch", desks.clone()).await.expect(200);
    assert_eq!(batch["answers"][0]["body"], stuck);
    assert_eq!(batch["answers"][1]["status"], 200);
    assert_eq!(venue.member.api.post("/batch", desks).await.expect(200)["answers"][0]["status"], 403);
    assert!(deployment.audit().await.iter().any(|finding| finding["check"] == "bookings.saga_stuck"));
    operations.post("/operations/bookings/sagas/retry", json!({ "id": saga })).await.expect(200);
    let url = asked["payment"]["nextAction"]["url"].as_str().unwrap_or_default().trim_start_matches("/api/v1");
    venue.member.api.post(url, json!({ "code": "123456" })).await.expect(200);
    let path = format!("/bookings/{}", asked["id"].as_str().unwrap_or_default());
    until("the saga to end", async || (venue.member.api.get(&path).await.body["status"] == "confirmed").then_some(()))
        .await;
    operations
        .post("/operations/bookings/sagas/retry", json!({ "id": saga }))
        .await
        .refused(404, "operations.not_found");

    let asked = venue.pay(32, "tok_second_factor").await.expect(201);
    let saga = stick(deployment, &asked).await;
    operations.post("/operations/bookings/sagas/abandon", json!({ "id": saga, "note": " " })).await.expect(400);
    let why = json!({ "id": saga, "note": "The payer called: no longer wanted" });
    operations.post("/operations/bookings/sagas/abandon", why).await.expect(200);
    // What it left behind is the operator's to put right; the audit says so until then.
    let cancel = format!("/bookings/{}/cancel", asked["id"].as_str().unwrap_or_default());
    operations.post(&cancel, json!({})).await.expect(200);
}

async fn stick(deployment: &Deployment, asked: &Value) -> Uuid {
    let bookings = deployment.sql("bookings");
    let sql = "UPDATE kernel.sagas SET state = 'stuck', last_error = 'as if by a fault'
               WHERE aggregate_id = $1::uuid AND state = 'running' RETURNING id";
    until("the saga to rest", async || {
        sqlx::query_scalar(sql).bind(asked["id"].as_str()).fetch_optional(&bookings).await.unwrap()
    })
    .await
}

async fn dead_letters_and_jobs(deployment: &Deployment, venue: &Venue) {
    let (payments, operations) = (deployment.sql("payments"), &venue.admin.api);
    let (org, job, event) = (venue.org["id"].as_str().unwrap_or_default(), Uuid::now_v7(), Uuid::now_v7());
    sqlx::query(
        "INSERT INTO kernel.jobs (id, org_id, kind, payload, state, run_at, last_error, correlation_id, created_at)
         VALUES ($1, $2::uuid, 'gone', '{}', 'dead', now(), 'nobody does this', $1, now())",
    )
    .bind(job)
    .bind(org)
    .execute(&payments)
    .await
    .unwrap();
    let jobs = operations.get("/operations/payments/jobs").await.expect(200);
    assert_eq!(jobs["items"][0]["id"], json!(job));
    operations.post("/operations/payments/jobs/discard", json!({ "id": job })).await.expect(200);
    operations
        .post("/operations/payments/jobs/discard", json!({ "id": job }))
        .await
        .refused(404, "operations.not_found");
    let envelope = json!({
        "specversion": "1.0", "id": event, "source": "/plaza/bookings", "type": "bookings.booking.held.v1", "subject": event, "time": plaza_journeys::now(),
        "datacontenttype": "application/json", "orgid": org, "correlationid": event, "actor": "service:journeys", "version": 1, "data": {}
    });
    sqlx::query(
        "INSERT INTO kernel.inbox (handler, event_id, org_id, key, state, envelope, attempts, last_error, seen_at)
         VALUES ('gone', $1, $2::uuid, $1, 'dead', $3, 5, 'nobody reads this', now())",
    )
    .bind(event)
    .bind(org)
    .bind(envelope)
    .execute(&payments)
    .await
    .unwrap();
    let letters = operations.get("/operations/payments/dead-letters").await.expect(200);
    assert_eq!(letters["items"][0]["eventId"], json!(event));
    let which = json!({ "handler": "gone", "eventId": event });
    operations.post("/operations/payments/dead-letters/discard", which.clone()).await.expect(200);
    operations.post("/operations/payments/dead-letters/replay", which).await.refused(404, "operations.not_found");
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

async fn health(deployment: &Deployment) {
    let api = deployment.api();
    let report = api.send(Method::GET, "/health", None).await.unwrap();
    assert_eq!((report.status, &report.body["status"]), (200, &json!("up")), "{}", report.text());
    let metrics = api.send(Method::GET, "/metrics", None).await.unwrap();
    assert!(metrics.text().contains("plaza_http_requests_total"));
    let answer = api.get("/organisations/current").await;
    for header in ["x-request-id", "ratelimit-limit", "ratelimit-remaining", "x-content-type-options"] {
        assert!(!answer.header(header).is_empty(), "{header}");
    }
    let page = api.send(Method::GET, "/docs", None).await.unwrap();
    assert!(page.status == 200 && page.text().contains("openapi.json"));
}
