//! Repeats: an idempotency key has one effect, a refresh token one use.

use futures::future::join_all;
use plaza_journeys::{Deployment, PASSWORD, Venue, booking, paid, until};
use serde_json::{Value, json};

pub async fn keys_and_tokens_are_good_once(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    keyed(deployment, &venue).await;
    refreshed(deployment, &venue).await;
}

async fn keyed(deployment: &Deployment, venue: &Venue) {
    let keyed = venue.member.api.keyed("booking-1");
    let body = paid(&venue.priced, 30, "tok_approved");
    // The same request many times at once, as an impatient client sends it.
    let answers = join_all((0..8).map(|_| keyed.post("/bookings", body.clone()))).await;
    let mut ids: Vec<String> = Vec::new();
    for answer in answers {
        match answer.status {
            201 => ids.push(answer.body["id"].as_str().unwrap_or_default().to_owned()),
            _ => assert!([409, 503].contains(&answer.status), "{}", answer.text()),
        }
    }
    let settled = keyed.post("/bookings", body.clone()).await;
    assert_eq!(settled.header("idempotent-replayed"), "true", "{}", settled.text());
    let settled = settled.expect(201);
    ids.push(settled["id"].as_str().unwrap_or_default().to_owned());
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert_eq!(settled["status"], "confirmed");
    keyed.post("/bookings", paid(&venue.priced, 31, "tok_approved")).await.refused(422, "idempotency.key_reused");
    // A key belongs to who used it.
    venue.admin.api.keyed("booking-1").post("/bookings", booking(&venue.free, 31)).await.expect(201);
    let made: i64 = sqlx::query_scalar("SELECT count(*) FROM bookings WHERE user_id = $1::uuid")
        .bind(&venue.member.id)
        .fetch_one(&deployment.sql("bookings"))
        .await
        .unwrap();
    assert_eq!(made, 1);
    let charges: i64 = sqlx::query_scalar("SELECT count(*) FROM sandbox_charges")
        .fetch_one(&deployment.sql("payments"))
        .await
        .unwrap();
    assert_eq!(charges, 1);
}

async fn refreshed(deployment: &Deployment, venue: &Venue) {
    let visitor = &venue.visitor;
    let refresh = async |token: &Value| visitor.post("/auth/refresh", json!({ "refreshToken": token })).await;
    let login = json!({ "email": venue.member.email, "password": PASSWORD });
    let first = visitor.post("/auth/login", login.clone()).await.expect(200);
    let second = refresh(&first["refreshToken"]).await.expect(200);
    let renewed = visitor.with_token(second["accessToken"].as_str().unwrap_or_default());
    renewed.get("/users/profile").await.expect(200);
    // A copy of the spent token: the whole family is over, at every gateway.
    refresh(&first["refreshToken"]).await.expect(401);
    refresh(&second["refreshToken"]).await.expect(401);
    until("the session to end at the gateway", async || {
        (renewed.get("/users/profile").await.status == 401).then_some(())
    })
    .await;
    venue.member.api.get("/users/profile").await.expect(200);

    let other = visitor.post("/auth/login", login).await.expect(200);
    let signed_in = visitor.with_token(other["accessToken"].as_str().unwrap_or_default());
    signed_in.post("/auth/logout", json!({})).await.expect(204);
    until("the log-out at the gateway", async || (signed_in.get("/users/profile").await.status == 401).then_some(()))
        .await;
    let wrong = json!({ "email": venue.member.email, "password": "not the password" });
    let nobody = json!({ "email": "nobody@example.org", "password": "not the password" });
    let (known, unknown) =
        (visitor.post("/auth/login", wrong).await.expect(401), visitor.post("/auth/login", nobody).await.expect(401));
    assert_eq!((&known["code"], &known["detail"]), (&unknown["code"], &unknown["detail"]));
    assert_eq!(
        deployment
            .api()
            .post("/auth/register", json!({ "email": venue.member.email, "password": PASSWORD, "name": "Ana" }))
            .await
            .status,
        202
    );
}
