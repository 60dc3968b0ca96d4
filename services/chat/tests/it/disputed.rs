//! What operators read of the conversation of a disputed order.

use axum::http::Method;
use chrono::Duration;
use plaza_core::{Money, OrgId};
use plaza_orders_api::events::{OrderDisputed, OrderFacts, OrderResolved};
use plaza_orders_api::{DisputeCard, OrderId, OrderStatus};
use plaza_testkit::people::manager;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Talk, World};

/// The two disagree on an order; answers the path that an operator reads under.
fn dispute(world: &World, talk: Option<Talk>) -> (OrderId, String) {
    let order = OrderId::new();
    world.orders.0.lock().unwrap().push(DisputeCard {
        order,
        org_id: world.org,
        conversation: talk.map(|talk| talk.0),
        opened_at: world.stage.clock.now(),
        resolved_at: None,
    });
    (order, format!("/operations/chat/disputes/{order}"))
}

fn seqs(page: &Value) -> Vec<i64> {
    page["items"].as_array().unwrap().iter().map(|message| message["seq"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn an_operator_reads_page_by_page_what_the_two_said_and_every_page_is_on_record() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    for n in 1..=5 {
        world.say(&world.ana, talk, &format!("secret {n}")).await.expect(201);
    }
    let (order, path) = dispute(&world, Some(talk));
    let last = world.stage.get(&world.boss, &format!("{path}/messages?limit=2")).await.expect(200);
    assert_eq!((seqs(&last), &last["next"], &last["items"][1]["text"]), (vec![4, 5], &json!("4"), &json!("secret 5")));
    assert_eq!((last["people"].as_array().unwrap().len(), last["people"][0]["name"].is_string()), (2, true));
    let earlier = world.stage.get(&world.boss, &format!("{path}/messages?limit=3&before=4")).await.expect(200);
    assert_eq!((seqs(&earlier), &earlier["next"]), (vec![1, 2, 3], &json!(null)));
    let looked = world.events("chat.conversation.opened.v1").await;
    assert_eq!(looked.len(), 2);
    let wanted = json!({"conversationId": talk.0, "orderId": order, "fileId": null, "operator": world.boss.user().unwrap(),
        "timestamp": world.stage.clock.now()});
    assert_eq!(looked[0], wanted, "ids and facts only");
    // Nobody of the two is told, and nothing counts as read.
    let list = world.stage.get(&world.lucia, "/conversations").await.expect(200);
    assert_eq!(list["items"][0]["unread"], 5, "{list}");
    world.sound().await;
}

#[tokio::test]
async fn only_operators_read_it_only_of_their_organisation_and_only_once_it_is_disputed() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "hola").await.expect(201);
    let (_, path) = dispute(&world, Some(talk));
    let messages = format!("{path}/messages");
    for party in [&world.ana, &world.lucia] {
        assert_eq!(world.stage.get(party, &messages).await.status, 403, "they have it in their own messages");
    }
    let elsewhere = manager(OrgId::new());
    assert_eq!(world.stage.get(&elsewhere, &messages).await.code(), "chat.dispute_not_found");
    let agreed = format!("/operations/chat/disputes/{}/messages", OrderId::new());
    assert_eq!(world.stage.get(&world.boss, &agreed).await.code(), "chat.dispute_not_found");
    assert_eq!(world.stage.get(&world.boss, &format!("{messages}?after=1")).await.status, 400);
    assert_eq!(world.stage.get(&world.boss, &talk.path("/messages")).await.status, 404, "but not as one of the two");
    assert!(world.events("chat.conversation.opened.v1").await.is_empty());
    let (_, silent) = dispute(&world, None);
    let nothing = world.stage.get(&world.boss, &format!("{silent}/messages")).await.expect(200);
    assert_eq!((&nothing["items"], &nothing["people"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn what_is_said_and_sent_after_the_decision_stays_theirs() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let send = async |bytes: &[u8]| {
        let upload = talk.path("/files?name=a.pdf");
        let kind = "application/octet-stream";
        let file = world.stage.send_bytes(&world.ana, Method::POST, &upload, kind, bytes.to_vec()).await.expect(201);
        let file = file["fileId"].clone();
        let body = json!({"clientId": Uuid::now_v7(), "attachments": [file]});
        world.stage.post(&world.ana, &talk.path("/messages"), body).await.expect(201);
        file.as_str().unwrap().to_owned()
    };
    let before = send(b"%PDF-1.7 one").await;
    let (order, path) = dispute(&world, Some(talk));
    world.stage.advance(Duration::minutes(5));
    world.orders.0.lock().unwrap()[0].resolved_at = Some(world.stage.clock.now());
    world.stage.advance(Duration::minutes(5));
    let later = send(b"%PDF-1.7 two").await;
    let unsent = world
        .stage
        .send_bytes(
            &world.ana,
            Method::POST,
            &talk.path("/files?name=b.pdf"),
            "application/octet-stream",
            b"%PDF-1.7 3".to_vec(),
        )
        .await
        .expect(201);
    let page = world.stage.get(&world.boss, &format!("{path}/messages")).await.expect(200);
    assert_eq!((seqs(&page), &page["items"][0]["attachments"][0]["fileId"]), (vec![1], &json!(before)));
    let read = world.stage.get(&world.boss, &format!("{path}/files/{before}")).await;
    assert_eq!((read.status, read.bytes.as_slice()), (200, b"%PDF-1.7 one".as_slice()));
    assert_eq!(read.headers["cache-control"], "private, no-store");
    for file in [later.as_str(), unsent["fileId"].as_str().unwrap(), &Uuid::now_v7().to_string()] {
        assert_eq!(world.stage.get(&world.boss, &format!("{path}/files/{file}")).await.code(), "chat.file_not_found");
    }
    assert_eq!(world.stage.get(&world.lucia, &format!("{path}/files/{before}")).await.status, 403);
    let elsewhere = manager(OrgId::new());
    assert_eq!(world.stage.get(&elsewhere, &format!("{path}/files/{before}")).await.code(), "chat.dispute_not_found");
    let looked = world.events("chat.conversation.opened.v1").await;
    assert_eq!((looked.len(), &looked[1]["fileId"], &looked[1]["orderId"]), (2, &json!(before), &json!(order)));
    // A deleted message takes its files with it.
    world.stage.delete(&world.ana, &talk.path("/messages/1")).await;
    world.sound().await;
}

#[tokio::test]
async fn what_was_changed_after_the_decision_shows_that_and_not_what_it_says_now() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let upload = talk.path("/files?name=a.pdf");
    let kind = "application/octet-stream";
    let file = world.stage.send_bytes(&world.ana, Method::POST, &upload, kind, b"%PDF-1.7 one".to_vec()).await;
    let file = file.expect(201)["fileId"].as_str().unwrap().to_owned();
    let body = json!({"clientId": Uuid::now_v7(), "text": "take this", "attachments": [file]});
    world.stage.post(&world.ana, &talk.path("/messages"), body).await.expect(201);
    for text in ["I will pay", "as agreed", "corrected befor"] {
        world.say(&world.ana, talk, text).await.expect(201);
    }
    let put = async |seq: i64, text: &str| {
        let path = talk.path(&format!("/messages/{seq}"));
        world.stage.put(&world.ana, &path, json!({"text": text})).await.expect(200);
    };
    world.stage.advance(Duration::minutes(1));
    put(4, "corrected before").await;
    let (_, path) = dispute(&world, Some(talk));
    world.orders.0.lock().unwrap()[0].resolved_at = Some(world.stage.clock.now());
    world.stage.advance(Duration::minutes(1));
    for seq in [1, 2] {
        put(seq, "nothing of that sort").await;
    }
    world.stage.delete(&world.ana, &talk.path("/messages/3")).await;
    let page = world.stage.get(&world.boss, &format!("{path}/messages")).await.expect(200);
    let seen: Vec<_> =
        page["items"].as_array().unwrap().iter().map(|one| (&one["text"], &one["changedLater"])).collect();
    let (none, yes) = (&json!(null), &json!(true));
    assert_eq!(seen, [(none, yes), (none, yes), (none, yes), (&json!("corrected before"), &json!(false))]);
    assert_eq!((&page["items"][0]["attachments"], page["items"][0]["editedAt"].is_string()), (&json!([]), true));
    assert_eq!((&page["items"][1]["deleted"], &page["items"][2]["deleted"]), (&json!(false), yes));
    assert_eq!(world.stage.get(&world.boss, &format!("{path}/files/{file}")).await.code(), "chat.file_not_found");
    assert_eq!(world.said(&world.lucia, talk).await[0].1, "nothing of that sort", "the two read it as it is");
    world.sound().await;
}

/// The facts of an order that Ana bought of Lucía.
fn facts(world: &World, order: OrderId, status: OrderStatus) -> OrderFacts {
    OrderFacts {
        order_id: order,
        client: world.ana.user().unwrap(),
        professional: world.lucia.user().unwrap(),
        by: world.ana.user().ok(),
        status,
        total: Money::new(10_000, "EUR".parse().unwrap()),
        due_at: None,
        timestamp: world.stage.clock.now(),
    }
}

#[tokio::test]
async fn while_the_two_have_a_disputed_order_what_was_said_stays_as_it_is() {
    let world = World::new().await;
    let (one, other) = (OrderId::new(), OrderId::new());
    let org = Some(world.org);
    // Heard of before the two ever talked.
    world.stage.deliver(org, &OrderDisputed(facts(&world, one, OrderStatus::Disputed))).await;
    let talk = world.open(&world.lucia, &world.ana).await;
    let elsewhere = world.open(&world.ana, &world.boss).await;
    for talk in [talk, elsewhere] {
        world.say(&world.ana, talk, "I promise").await.expect(201);
    }
    let message = talk.path("/messages/1");
    let edit = async || world.stage.put(&world.ana, &message, json!({"text": "I never did"})).await;
    let frozen = async || {
        for refused in [edit().await, world.stage.delete(&world.ana, &message).await] {
            assert_eq!((refused.status, refused.code()), (409, "chat.disputed"));
        }
    };
    frozen().await;
    world.stage.put(&world.ana, &elsewhere.path("/messages/1"), json!({"text": "Or not"})).await.expect(200);
    world.say(&world.ana, talk, "but look").await.expect(201);
    // Of the second one the decision is heard first; the first one still waits.
    world.stage.deliver(org, &OrderResolved(facts(&world, other, OrderStatus::Completed))).await;
    world.stage.deliver(org, &OrderDisputed(facts(&world, other, OrderStatus::Disputed))).await;
    frozen().await;
    // Of another organisation, the same people.
    world.stage.deliver(Some(OrgId::new()), &OrderResolved(facts(&world, one, OrderStatus::Completed))).await;
    frozen().await;
    world.stage.deliver(org, &OrderResolved(facts(&world, one, OrderStatus::Cancelled))).await;
    edit().await.expect(200);
    assert_eq!(world.stage.delete(&world.ana, &message).await.status, 204);
    world.sound().await;
}
