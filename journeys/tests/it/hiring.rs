//! Hiring: find, agree, pay into escrow, work, review, be paid.

use plaza_journeys::{Deployment, Hire, Person, card, money, until, until_within};
use serde_json::{Value, json};

/// Longer than a breaker rests.
const A_REST: std::time::Duration = std::time::Duration::from_secs(90);

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub async fn find_agree_work_and_be_paid(deployment: &Deployment) {
    let hire = Hire::open(deployment).await;
    let (client, worker) = (&hire.client.api, &hire.worker.api);
    let near = "/search/professionals?q=fotografa&lat=40.42&lon=-3.70&radiusKm=30&facets=true";
    let found = until("the search to find her", async || {
        let found = client.get(near).await.expect(200);
        found["items"].as_array().is_some_and(|items| items.len() == 1).then_some(found)
    })
    .await;
    assert_eq!(found["items"][0]["id"], hire.profile["id"]);

    let messages = format!("/conversations/{}/messages", text(&hire.conversation["id"]));
    client.post(&messages, Hire::message("¿Está libre el 12 de junio?")).await.expect(201);
    let offer = hire.offer(100_000).await;
    let counter =
        client.post(&format!("/offers/{}/counter", text(&offer["id"])), Hire::terms(90_000)).await.expect(201);
    let agreed = worker.post(&format!("/offers/{}/accept", text(&counter["id"])), json!({})).await.expect(200);
    assert_eq!(
        (&agreed["offer"]["awaits"], &agreed["order"]),
        (&json!("client"), &Value::Null),
        "who pays has the last word"
    );
    let accept = format!("/offers/{}/accept", text(&counter["id"]));
    let accepted = client.post(&accept, json!({ "paymentInfo": card("tok_second_factor") })).await.expect(201);
    let order = &accepted["order"];
    assert_eq!(order["status"], "awaiting_payment", "{accepted}");
    let challenge = text(&order["payment"]["nextAction"]["url"]).trim_start_matches("/api/v1");
    client.post(challenge, json!({ "code": "123456" })).await.expect(200);
    let funded = hire.order_once(&order["id"], "funded").await;
    assert_eq!(funded["held"], money(90_000));
    // Cards are shown by jobs: one that met a chat that was resting comes a breaker's rest later.
    until_within(A_REST, "the offer's card to change", async || {
        let said = client.get(&messages).await.expect(200);
        let shown = said["items"].as_array()?.iter().find(|message| message["card"]["subject"] == counter["id"])?;
        (shown["card"]["data"]["status"] == "accepted").then_some(())
    })
    .await;

    hire.act(&hire.worker, order, "start", json!({})).await;
    hire.act(&hire.worker, order, "deliver", json!({ "message": "The first pictures." })).await;
    hire.act(&hire.client, order, "request-revision", json!({ "message": "Warmer, please." })).await;
    hire.act(&hire.worker, order, "deliver", json!({ "message": "Warmer." })).await;
    let again = format!("/orders/{}/request-revision", text(&order["id"]));
    client.post(&again, json!({ "message": "More." })).await.refused(422, "orders.no_revisions_left");
    hire.act(&hire.client, order, "complete", json!({})).await;
    hire.order_once(&order["id"], "completed").await;

    review_both_ways(&hire, &order["id"]).await;
    paid_out(&hire, &order["id"]).await;
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

async fn review_both_ways(hire: &Hire, order: &Value) {
    let path = format!("/orders/{}/reviews", text(order));
    let review = json!({ "rating": 5, "aspects": { "quality": 5 }, "text": "Preciosas." });
    until("the chance to review", async || {
        let written = hire.client.api.post(&path, review.clone()).await;
        (written.status == 201).then_some(())
    })
    .await;
    let of = format!("/reviews?subjectKind=professional&subject={}", hire.worker.id);
    assert_eq!(hire.venue.visitor.get(&of).await.expect(200)["items"], json!([]), "hidden until both have written");
    hire.worker.api.post(&path, json!({ "rating": 4, "text": "Amable." })).await.expect(201);
    assert_eq!(hire.venue.visitor.get(&of).await.expect(200)["items"][0]["rating"], 5);
    let profile = format!("/professionals/{}", text(&hire.profile["id"]));
    until("her rating on her page", async || {
        let page = hire.venue.visitor.get(&profile).await.expect(200);
        (page["rating"]["count"] == 1).then_some(())
    })
    .await;
}

async fn paid_out(hire: &Hire, order: &Value) {
    let worker = &hire.worker.api;
    let balance = until("the money to be hers", async || {
        let balance = worker.get("/payments/balance").await.expect(200);
        (balance["items"][0]["available"]["amount"] == 81_000).then_some(balance)
    })
    .await;
    assert_eq!(balance["items"][0]["held"], money(0));
    worker.put("/payments/payout-account", json!({ "token": "acct_ok" })).await.expect(200);
    let payout = worker.keyed("payout").post("/payments/payouts", json!({})).await.expect(201);
    assert_eq!((&payout["amount"], &payout["status"]), (&money(81_000), &json!("completed")));
    hire.order_once(order, "paid_out").await;
    let statement = worker.get("/payments/statement").await.expect(200);
    assert_eq!(statement["items"].as_array().map(Vec::len), Some(2));
    let strange = Person { api: hire.venue.member.api.clone(), ..hire.worker.clone() };
    assert_eq!(strange.api.get(&format!("/orders/{}", text(order))).await.status, 404, "nobody else's business");
}

pub async fn a_dispute_is_split_and_both_sides_get_theirs(deployment: &Deployment) {
    let hire = Hire::open(deployment).await;
    let order = hire.accepted(50_000, "tok_approved").await;
    hire.act(&hire.worker, &order, "start", json!({})).await;
    hire.act(&hire.worker, &order, "deliver", json!({ "message": "Done." })).await;
    hire.act(
        &hire.client,
        &order,
        "dispute",
        json!({ "reason": "not_as_agreed", "text": "Half of them are blurred." }),
    )
    .await;
    let manager = &hire.venue.admin;
    let waiting = manager.api.get("/operations/orders/disputes").await.expect(200);
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(1), "{waiting}");
    let split = json!({ "toProfessional": money(30_000), "toClient": money(20_000), "note": "Half is half." });
    hire.act(manager, &order, "resolve", split).await;
    until("both to have theirs", async || {
        let payments = hire.client.api.get("/payments").await.expect(200);
        let balance = hire.worker.api.get("/payments/balance").await.expect(200);
        let back = payments["items"][0]["refunded"]["amount"] == 20_000;
        (back && balance["items"][0]["available"]["amount"] == 27_000).then_some(())
    })
    .await;
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}
