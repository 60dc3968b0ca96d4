//! Disputes: a manager decides who gets what of what is held.

use plaza_core::Actor;
use plaza_core::Cx;
use plaza_orders_api::{OrderId, Orders, OrdersClient};
use plaza_testkit::people::manager;
use serde_json::{Value, json};

use crate::world::{World, euros, path, uuid};

fn why() -> Value {
    json!({"reason": "not_as_agreed", "text": "It is blue and was to be red"})
}

fn split(professional: i64, client: i64) -> Value {
    json!({"toProfessional": euros(professional), "toClient": euros(client), "note": "Half of it is usable"})
}

#[tokio::test]
async fn a_manager_splits_what_is_held() {
    let world = World::new().await;
    let order = world.delivered(world.two_parts()).await;
    world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    world.deliver(&order).await;
    let disputed = world.act(&world.client, &order, "dispute", why()).await.expect(200);
    assert_eq!((disputed["status"].clone(), disputed["actions"].clone()), (json!("disputed"), json!([])));
    let queue = world.stage.get(&world.boss, "/operations/orders/disputes").await.expect(200);
    assert_eq!(queue["items"][0]["order"]["id"], order);
    assert_eq!(queue["items"][0]["order"]["actions"], json!(["resolve"]));
    assert_eq!(queue["items"][0]["dispute"]["reason"], "not_as_agreed");
    assert_eq!(world.stage.get(&world.client, "/operations/orders/disputes").await.status, 403);
    assert_eq!(world.act(&world.client, &order, "resolve", split(0, 7_000)).await.status, 403);
    let wrong = world.act(&world.boss, &order, "resolve", split(7_000, 3_000)).await.expect(422);
    assert_eq!((wrong["code"].clone(), wrong["held"]["amount"].clone()), (json!("orders.split_differs"), json!(7_000)));
    let mut dollars = split(0, 7_000);
    dollars["toClient"]["currency"] = json!("USD");
    assert_eq!(world.act(&world.boss, &order, "resolve", dollars).await.status, 400);
    let done = world.act(&world.boss, &order, "resolve", split(2_500, 4_500)).await.expect(200);
    assert_eq!((done["status"].clone(), done["released"]["amount"].clone()), (json!("completed"), json!(5_500)));
    world.stage.settle().await;
    assert_eq!(world.payments.of_order(uuid(&order)), (5_500, 4_500, 0, 10_000));
    let seen = world.seen(&order).await;
    assert_eq!(seen["dispute"]["note"], "Half of it is usable");
    assert_eq!(world.act(&world.boss, &order, "resolve", split(0, 0)).await.code(), "orders.wrong_state");
    let queue = world.stage.get(&world.boss, "/operations/orders/disputes").await.expect(200);
    assert!(queue["items"].as_array().unwrap().is_empty());
    world.sound().await;
}

#[tokio::test]
async fn all_back_cancels_and_nothing_is_disputed_before_it_starts() {
    let world = World::new().await;
    let order = world.funded(world.terms()).await;
    assert_eq!(world.act(&world.client, &order, "dispute", why()).await.code(), "orders.wrong_state");
    world.act(&world.pro, &order, "start", json!({})).await.expect(200);
    world.act(&world.pro, &order, "dispute", why()).await.expect(200);
    let done = world.act(&world.boss, &order, "resolve", split(0, 10_000)).await.expect(200);
    assert_eq!(done["status"], "cancelled");
    world.stage.settle().await;
    assert_eq!(world.payments.of_order(uuid(&order)), (0, 10_000, 0, 10_000));
    world.sound().await;
}

#[tokio::test]
async fn nobody_decides_their_own_dispute() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    world.act(&world.client, &order, "dispute", why()).await.expect(200);
    let Actor::User { id, .. } = world.pro.actor.clone() else { panic!("a person") };
    let promoted = Cx { actor: Actor::User { id, session: uuid::Uuid::now_v7() }, ..world.boss.clone() };
    assert_eq!(world.act(&promoted, &order, "resolve", split(10_000, 0)).await.code(), "orders.own_dispute");
    let read = world.stage.get(&world.boss, &path("orders", &order, "")).await.expect(200);
    assert_eq!(
        (read["role"].clone(), read["dispute"]["text"].clone()),
        (json!(null), json!("It is blue and was to be red"))
    );
    assert_eq!(world.act(&world.boss, &order, "complete", json!({})).await.code(), "orders.not_for_you");
}

#[tokio::test]
async fn others_learn_of_a_dispute_where_the_two_talk_and_until_when() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    let (orders, id): (OrdersClient, _) = (world.stage.client(), OrderId(uuid(&order)));
    assert_eq!(orders.dispute(&world.boss, id).await.unwrap(), None, "nothing is disputed");
    world.act(&world.client, &order, "dispute", why()).await.expect(200);
    let open = orders.dispute(&world.boss, id).await.unwrap().unwrap();
    assert_eq!((open.conversation, open.opened_at, open.resolved_at), (Some(world.talk), world.now(), None));
    let elsewhere = manager(plaza_core::OrgId::new());
    assert_eq!(orders.dispute(&elsewhere, id).await.unwrap(), None);
    world.act(&world.boss, &order, "resolve", split(10_000, 0)).await.expect(200);
    assert_eq!(orders.dispute(&world.boss, id).await.unwrap().unwrap().resolved_at, Some(world.now()));
}
