//! Many at once: one wins, and money moves once.

use futures::future::join_all;
use plaza_orders::domain::offer::OPEN_AT_ONCE;
use serde_json::json;

use crate::world::{World, paid, path, uuid};

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_accepted_many_times_at_once_is_one_order() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let accept = path("offers", &offer["id"], "accept");
    let answers = join_all((0..8).map(|_| world.stage.post(&world.client, &accept, paid("tok_approved")))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.code() == "orders.offer_wrong_state").count(), 7);
    assert_eq!(world.payments.count(), 1);
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accepting_and_taking_back_at_once_ends_one_way() {
    let world = World::new().await;
    for _ in 0..6 {
        let offer = world.offer(world.terms()).await;
        let (accept, withdraw) = (path("offers", &offer["id"], "accept"), path("offers", &offer["id"], "withdraw"));
        let (yes, back) = futures::join!(
            world.stage.post(&world.client, &accept, paid("tok_approved")),
            world.stage.post(&world.pro, &withdraw, json!({}))
        );
        assert_eq!(u8::from(yes.status == 201) + u8::from(back.status == 200), 1, "{} {}", yes.body, back.body);
    }
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_made_at_once_are_no_more_than_one_client_may_have() {
    let world = World::new().await;
    for _ in 0..OPEN_AT_ONCE - 2 {
        world.offer(world.terms()).await;
    }
    let body = || world.offered(world.terms());
    let answers = join_all((0..6).map(|_| world.stage.post(&world.pro, "/offers", body()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 2);
    assert_eq!(answers.iter().filter(|answer| answer.code() == "orders.too_many_offers").count(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn completing_many_times_at_once_releases_once() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    let complete = path("orders", &order, "complete");
    let dispute = path("orders", &order, "dispute");
    let why = json!({"reason": "other", "text": "We do not agree at all"});
    let mut asked: Vec<_> = (0..6).map(|_| world.stage.post(&world.client, &complete, json!({}))).collect();
    asked.push(world.stage.post(&world.pro, &dispute, why));
    let answers = join_all(asked).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    world.stage.settle().await;
    world.stage.settle().await;
    let (released, refunded, _, _) = world.payments.of_order(uuid(&order));
    assert!((released, refunded) == (10_000, 0) || (released, refunded) == (0, 0));
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_sent_many_times_at_once_orders_once() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let accept = path("offers", &offer["id"], "accept");
    let answers =
        join_all((0..6).map(|_| world.stage.post_keyed(&world.client, "once", &accept, paid("tok_approved")))).await;
    let mut orders: Vec<_> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.body["order"]["id"].to_string())
        .collect();
    orders.dedup();
    assert_eq!(orders.len(), 1);
    assert_eq!(world.payments.count(), 1);
    world.sound().await;
}
