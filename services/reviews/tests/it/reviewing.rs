//! Writing: who may, once, and when it is shown.

use chrono::Duration;
use futures::future::join;
use plaza_core::{Money, OrgId};
use plaza_orders_api::{OrderCard, OrderId, OrderStatus};
use plaza_testkit::people;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn neither_side_sees_the_other_s_before_both_have_written() {
    let world = World::new().await;
    let order = world.completed().await;
    let open = world.stage.get(&world.client, "/reviews/open").await.expect(200);
    assert_eq!(
        (&open["items"][0]["reference"], &open["items"][0]["subjectKind"]),
        (&json!(order), &json!("professional"))
    );
    assert_eq!(world.write(&world.client, order, 5).await.expect(201)["status"], "hidden");
    assert_eq!(world.shown().await["items"], json!([]));
    assert_eq!(world.summary().await["count"], 0);
    assert_eq!(world.write(&world.client, order, 4).await.code(), "reviews.already_reviewed");
    assert_eq!(world.write(&world.worker, order, 4).await.expect(201)["status"], "published");
    let shown = world.shown().await;
    assert_eq!((&shown["items"][0]["rating"], &shown["items"][0]["authorName"]), (&json!(5), &json!("Íñigo M.")));
    assert_eq!(shown["items"][0]["reference"], json!(null), "which order it was is not everybody's business");
    let me = world.worker.user().unwrap();
    let of_me = format!("/reviews?subjectKind=professional&subject={me}&reference={order}");
    let read = world.stage.get(&world.worker, &of_me).await.expect(200);
    assert_eq!((&read["items"][0]["reference"], &read["items"][0]["rating"]), (&json!(order), &json!(5)));
    let other = world.stage.get(&world.worker, &of_me.replace(&order.to_string(), &OrderId::new().to_string())).await;
    assert_eq!(other.expect(200)["items"], json!([]));
    let refused = world.stage.get(&world.client, &of_me).await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("reference")));
    let summary = world.summary().await;
    assert_eq!((&summary["average"], &summary["distribution"]), (&json!(5.0), &json!([0, 0, 0, 0, 1])));
    assert_eq!(world.stage.get(&world.client, "/reviews/open").await.expect(200)["items"], json!([]));
    world.audit().await;
}

#[tokio::test]
async fn who_is_faster_than_the_event_can_review_too() {
    let world = World::new().await;
    let card = |status: OrderStatus| OrderCard {
        id: OrderId::new(),
        org_id: world.org,
        client: world.client.user().unwrap(),
        professional: world.worker.user().unwrap(),
        title: "Photographs".into(),
        status,
        total: Money::new(100, "EUR".parse().unwrap()),
        completed_at: (status == OrderStatus::Completed).then(|| world.stage.db().clock().now()),
    };
    let (done, under_way) = (card(OrderStatus::Completed), card(OrderStatus::InProgress));
    world.work.0.lock().unwrap().extend([done.clone(), under_way.clone()]);
    let stranger = people::member(world.org);
    assert_eq!(world.write(&stranger, done.id, 5).await.code(), "reviews.nothing_to_review");
    assert_eq!(world.write(&world.client, under_way.id, 5).await.code(), "reviews.nothing_to_review");
    world.write(&world.client, done.id, 5).await.expect(201);
    assert_eq!(world.write(&world.worker, done.id, 4).await.expect(201)["status"], "published");
    world.audit().await;
}

#[tokio::test]
async fn two_sides_that_write_at_once_are_shown_together() {
    for _ in 0..5 {
        let world = World::new().await;
        let order = world.completed().await;
        let (one, other) = join(world.write(&world.client, order, 5), world.write(&world.worker, order, 4)).await;
        let hidden = [one.expect(201), other.expect(201)].iter().filter(|review| review["status"] == "hidden").count();
        assert_eq!(hidden, 1, "who came first did not see the other's");
        assert_eq!(world.shown().await["items"].as_array().unwrap().len(), 1);
        world.audit().await;
    }
}

#[tokio::test]
async fn one_side_s_review_is_shown_when_the_time_is_over_and_the_other_comes_too_late() {
    let world = World::new().await;
    let order = world.completed().await;
    world.write(&world.client, order, 2).await.expect(201);
    world.stage.advance(Duration::days(13));
    world.stage.settle().await;
    assert_eq!(world.shown().await["items"], json!([]));
    world.stage.advance(Duration::days(2));
    world.stage.settle().await;
    assert_eq!(world.shown().await["items"][0]["rating"], 2);
    assert_eq!(world.write(&world.worker, order, 1).await.code(), "reviews.time_is_over");
    assert_eq!(world.stage.get(&world.worker, "/reviews/open").await.expect(200)["items"], json!([]));
    world.audit().await;
}

#[tokio::test]
async fn only_the_two_sides_write_and_only_of_completed_work() {
    let world = World::new().await;
    let order = world.completed().await;
    let stranger = people::member(world.org);
    assert_eq!(world.write(&stranger, order, 5).await.code(), "reviews.nothing_to_review");
    assert_eq!(world.write(&world.client, OrderId::new(), 5).await.code(), "reviews.nothing_to_review");
    let elsewhere = people::person(OrgId::new(), world.client.user().unwrap(), plaza_core::Role::Member);
    assert_eq!(world.write(&elsewhere, order, 5).await.status, 404);
    for (body, field) in
        [(json!({"rating": 6}), "rating"), (json!({"rating": 3, "aspects": {"cleanliness": 1}}), "aspects")]
    {
        let refused = world.stage.post(&world.client, &format!("/orders/{order}/reviews"), body).await;
        assert_eq!((refused.status, refused.code()), (400, "request.invalid"), "{field}");
    }
    let body = json!({"rating": 4, "aspects": {"quality": 5}});
    world.stage.post(&world.client, &format!("/orders/{order}/reviews"), body).await.expect(201);
}

#[tokio::test]
async fn who_stayed_reviews_the_place_and_operators_answer() {
    let world = World::new().await;
    let (booking, room) = world.stayed(&world.client, None).await;
    let body = json!({"reference": booking, "rating": 3, "aspects": {"cleanliness": 2}, "text": "Frío"});
    let written = world.stage.post_keyed(&world.client, "k", "/reviews", body.clone()).await.expect(201);
    assert_eq!(written["status"], "published");
    let again = world.stage.post_keyed(&world.client, "k", "/reviews", body).await.expect(201);
    assert_eq!(again["id"], written["id"]);
    let reply = format!("/reviews/{}/reply", written["id"].as_str().unwrap());
    assert_eq!(world.stage.post(&world.worker, &reply, json!({"text": "No"})).await.code(), "reviews.not_the_reviewed");
    let answered = world.stage.post(&world.manager, &reply, json!({"text": "Ya hay calefacción"})).await.expect(200);
    assert_eq!(answered["reply"], "Ya hay calefacción");
    assert_eq!(world.stage.post(&world.manager, &reply, json!({"text": "Sí"})).await.code(), "reviews.already_replied");
    let path = format!("/reviews/summary?subjectKind=resource&subject={room}");
    assert_eq!(world.stage.get(&world.client, &path).await.expect(200)["aspects"], json!({"cleanliness": 2.0}));
    let foreign = people::manager(OrgId::new());
    assert_eq!(world.stage.post(&foreign, &reply, json!({"text": "No"})).await.status, 404);
}
