//! Gigs, bought as they are offered.

use plaza_gigs_api::{GigCard, GigStatus};
use serde_json::{Value, json};

use crate::world::{World, uuid};

fn bought(gig: &GigCard, token: &str) -> Value {
    json!({
        "gigId": gig.id, "packageId": gig.packages[0].id, "extras": [gig.extras[0].id],
        "answers": [{"questionId": gig.questions[0].id, "answer": "My aunt"}],
        "paymentInfo": {"method": "card", "token": token},
    })
}

#[tokio::test]
async fn a_gig_with_extras_and_answers_becomes_an_order_with_a_conversation() {
    let world = World::new().await;
    let gig = world.gig(|_| {});
    let order = world.stage.post(&world.client, "/orders", bought(&gig, "tok_approved")).await.expect(201);
    assert_eq!((order["status"].clone(), order["price"]["amount"].clone()), (json!("funded"), json!(7_000)));
    assert_eq!(order["milestones"][0]["dueInDays"], 5);
    world.stage.settle().await;
    let seen = world.seen(&order["id"]).await;
    assert_eq!((seen["answers"][0]["answer"].clone(), seen["lines"].as_array().unwrap().len()), (json!("My aunt"), 2));
    assert_eq!(seen["conversationId"], json!(world.talk), "the one the two have already");
    assert_eq!(world.chat.card(&order["id"]).data["status"], "funded");
    world.sound().await;
}

#[tokio::test]
async fn what_cannot_be_bought_so_is_refused() {
    let world = World::new().await;
    let gig = world.gig(|_| {});
    let buy = async |who: &plaza_core::Cx, body: Value| world.stage.post(who, "/orders", body).await;
    let ok = bought(&gig, "tok_approved");
    assert_eq!(buy(&world.pro, ok.clone()).await.code(), "orders.own_gig");
    let with = |name: &str, value: Value| {
        let mut body = ok.clone();
        body[name] = value;
        body
    };
    assert_eq!(buy(&world.client, with("answers", json!([]))).await.code(), "orders.question_unanswered");
    assert_eq!(buy(&world.client, with("packageId", json!(uuid::Uuid::now_v7()))).await.status, 400);
    assert_eq!(buy(&world.client, with("extras", json!([uuid::Uuid::now_v7()]))).await.status, 400);
    assert_eq!(buy(&world.client, with("gigId", json!(uuid::Uuid::now_v7()))).await.code(), "orders.gig_not_found");
    let paused = world.gig(|gig| gig.status = GigStatus::Paused);
    assert_eq!(buy(&world.client, bought(&paused, "tok_approved")).await.code(), "orders.gig_not_for_sale");
    let cash = with("paymentInfo", json!({"method": "cash", "token": "x"}));
    assert_eq!(buy(&world.client, cash).await.status, 400);
    assert_eq!(world.payments.count(), 0);
    let refused = buy(&world.client, bought(&gig, "tok_declined")).await.expect(402);
    assert_eq!(
        (refused["code"].clone(), world.payments.of_order(uuid(&refused["orderId"]))),
        (json!("payments.card_declined"), (0, 0, 0, 0))
    );
    world.stage.settle().await;
    world.sound().await;
}
