//! Levels and badges follow from what happened.

use chrono::Duration;
use plaza_chat_api::ConversationId;
use plaza_chat_api::events::MessageSent;
use plaza_orders_api::events::OrderDelivered;
use plaza_orders_api::{OrderId, OrderStatus};
use plaza_testkit::people;
use serde_json::{Value, json};

use crate::world::World;

async fn standing(world: &World) -> Value {
    let path = format!("/reviews/standing?userId={}", world.worker.user().unwrap());
    world.stage.get(&people::visitor(world.org), &path).await.expect(200)
}

#[tokio::test]
async fn three_good_orders_make_the_first_level_and_a_late_one_takes_it_away() {
    let world = World::new().await;
    assert_eq!(standing(&world).await["level"], 0);
    for _ in 0..3 {
        let order = world.completed().await;
        world.write(&world.client, order, 4).await.expect(201);
        world.write(&world.worker, order, 5).await.expect(201);
    }
    let now = standing(&world).await;
    assert_eq!((&now["level"], &now["completed"], &now["average"]), (&json!(1), &json!(3), &json!(4.0)));
    assert_eq!(now["rules"].as_array().unwrap().len(), 3, "the rule is shown");
    let late = OrderId::new();
    for _ in 0..2 {
        let mut facts = world.facts(late, OrderStatus::Delivered);
        facts.due_at = Some(facts.timestamp - Duration::hours(1));
        world.stage.deliver(Some(world.org), &OrderDelivered(facts)).await;
    }
    let now = standing(&world).await;
    assert_eq!(
        (&now["level"], &now["inTimePercent"]),
        (&json!(0), &json!(66)),
        "one late order of three, however often it was delivered"
    );
    let told = world.stage.published().await.iter().filter(|kind| *kind == "reviews.level.changed.v1").count();
    assert!(told >= 4, "{told}");
    world.audit().await;
}

#[tokio::test]
async fn answers_within_the_hour_make_a_badge() {
    let world = World::new().await;
    for seconds in [60, 7_200, 600, 1_800, 30] {
        let sent = MessageSent {
            conversation_id: ConversationId::new(),
            seq: 2,
            author: world.worker.user().unwrap(),
            recipients: vec![world.client.user().unwrap()],
            kind: "text".into(),
            answered_after: Some(seconds),
            timestamp: world.stage.db().clock().now(),
        };
        world.stage.deliver(Some(world.org), &sent).await;
    }
    let now = standing(&world).await;
    assert_eq!((&now["responseMinutes"], &now["badges"]), (&json!(10), &json!(["fast_answers"])));
    for _ in 0..60 {
        let sent = MessageSent {
            conversation_id: ConversationId::new(),
            seq: 2,
            author: world.worker.user().unwrap(),
            recipients: Vec::new(),
            kind: "text".into(),
            answered_after: Some(90_000),
            timestamp: world.stage.db().clock().now(),
        };
        world.stage.deliver(Some(world.org), &sent).await;
    }
    assert_eq!(standing(&world).await["responseMinutes"], 1_500, "only the last fifty count");
}
