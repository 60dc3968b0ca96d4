//! What operators read of the conversation of a disputed order.

use axum::http::Method;
use chrono::Duration;
use plaza_chat_api::{Chat, PostCard};
use plaza_core::{Cx, Money, OrgId};
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

/// A file that Ana sends with words; answers its id.
async fn send_file(world: &World, talk: Talk, text: &str) -> String {
    let (upload, kind) = (talk.path("/files?name=a.pdf"), "application/octet-stream");
    let bytes = b"%PDF-1.7 one".to_vec();
    let file = world.stage.send_bytes(&world.ana, Method::POST, &upload, kind, bytes).await.expect(201);
    let body = json!({"clientId": Uuid::now_v7(), "text": text, "attachments": [file["fileId"]]});
    world.stage.post(&world.ana, &talk.path("/messages"), body).await.expect(201);
    file["fileId"].as_str().unwrap().to_owned()
}

/// A message is reported by Lucía, and an operator removes it.
async fn removed(world: &World, talk: Talk, seq: i64) {
    let body = json!({"seq": seq, "reason": "abuse"});
    let made = world.stage.post(&world.lucia, &talk.path("/report"), body).await.expect(201);
    let path = format!("/operations/chat/reports/{}/resolve", made["id"].as_str().unwrap());
    world.stage.post(&world.boss, &path, json!({"outcome": "removed"})).await.expect(200);
}

async fn files_kept(world: &World) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM files").fetch_one(world.stage.pool()).await.unwrap()
}

#[tokio::test]
async fn what_an_operator_removes_while_disputed_is_kept_for_the_decision_and_erased_with_it() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let file = send_file(&world, talk, "the work is broken, look").await;
    let (order, path) = dispute(&world, Some(talk));
    let org = Some(world.org);
    world.stage.deliver(org, &OrderDisputed(facts(&world, order, OrderStatus::Disputed))).await;
    let other = OrderId::new();
    world.stage.deliver(org, &OrderDisputed(facts(&world, other, OrderStatus::Disputed))).await;
    let start = world.now(&world.ana).await;
    removed(&world, talk, 1).await;

    // The two see it no more, at once.
    for who in [&world.ana, &world.lucia] {
        assert_eq!(world.said(who, talk).await, [(1, "-".to_owned())]);
        let read = world.stage.get(who, &talk.path(&format!("/files/{file}"))).await;
        assert_eq!(read.code(), "chat.file_not_found");
        let found = world.stage.get(who, "/messages/search?q=broken").await.expect(200);
        assert_eq!(found["items"], json!([]));
    }
    let (frames, _) = world.feed(&world.lucia, &start, 50).await;
    assert_eq!((&frames[0]["kind"], &frames[0]["message"]["text"]), (&json!("deleted"), &json!(null)));

    // Who decides does, after any sweep.
    world.stage.advance(Duration::days(40));
    world.stage.settle().await;
    let read = async || {
        let page = world.stage.get(&world.boss, &format!("{path}/messages")).await.expect(200);
        let one = page["items"][0].clone();
        (one["text"].clone(), one["removed"].clone(), one["attachments"].as_array().unwrap().len())
    };
    let evidence = (json!("the work is broken, look"), json!(true), 1);
    assert_eq!(read().await, evidence);
    let bytes = world.stage.get(&world.boss, &format!("{path}/files/{file}")).await;
    assert_eq!((bytes.status, bytes.bytes.as_slice()), (200, b"%PDF-1.7 one".as_slice()));
    world.sound().await;

    // Another order of the two still waits for its decision.
    world.stage.deliver(org, &OrderResolved(facts(&world, other, OrderStatus::Completed))).await;
    world.stage.settle().await;
    assert_eq!(read().await, evidence);
    world.stage.deliver(org, &OrderResolved(facts(&world, order, OrderStatus::Completed))).await;
    world.stage.settle().await;
    assert_eq!(read().await, (json!(null), json!(false), 0));
    assert_eq!(world.stage.get(&world.boss, &format!("{path}/files/{file}")).await.code(), "chat.file_not_found");
    world.stage.settle().await;
    let kept: i64 =
        sqlx::query_scalar("SELECT count(*) FROM withheld_messages").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!((kept, files_kept(&world).await), (0, 0));
    world.sound().await;
}

#[tokio::test]
async fn what_is_removed_after_the_decision_is_gone() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    send_file(&world, talk, "pay me outside").await;
    let (order, path) = dispute(&world, Some(talk));
    for event in [OrderStatus::Disputed, OrderStatus::Completed].map(|status| facts(&world, order, status)) {
        match event.status {
            OrderStatus::Disputed => world.stage.deliver(Some(world.org), &OrderDisputed(event)).await,
            _ => world.stage.deliver(Some(world.org), &OrderResolved(event)).await,
        }
    }
    removed(&world, talk, 1).await;
    let page = world.stage.get(&world.boss, &format!("{path}/messages")).await.expect(200);
    assert_eq!((&page["items"][0]["text"], &page["items"][0]["removed"]), (&json!(null), &json!(false)));
    world.stage.settle().await;
    world.stage.advance(Duration::days(1));
    world.stage.settle().await;
    assert_eq!(files_kept(&world).await, 0);
    world.sound().await;
}

#[tokio::test]
async fn a_removal_and_the_decision_at_once_leave_nothing_behind() {
    for _ in 0..5 {
        let world = World::new().await;
        let talk = world.open(&world.ana, &world.lucia).await;
        send_file(&world, talk, "look").await;
        let (order, _) = dispute(&world, Some(talk));
        let org = Some(world.org);
        world.stage.deliver(org, &OrderDisputed(facts(&world, order, OrderStatus::Disputed))).await;
        let resolved = OrderResolved(facts(&world, order, OrderStatus::Completed));
        tokio::join!(removed(&world, talk, 1), async {
            world.stage.deliver(org, &resolved).await;
            world.stage.settle().await;
        });
        world.sound().await;
        let kept: i64 =
            sqlx::query_scalar("SELECT count(*) FROM withheld_messages").fetch_one(world.stage.pool()).await.unwrap();
        assert_eq!(kept, 0);
    }
}

#[tokio::test]
async fn who_hears_of_a_decision_waits_for_no_turn() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "look").await.expect(201);
    let (order, _) = dispute(&world, Some(talk));
    let org = Some(world.org);
    world.stage.deliver(org, &OrderDisputed(facts(&world, order, OrderStatus::Disputed))).await;
    removed(&world, talk, 1).await;
    // While somebody has the turn of the conversation, what is told is noted: a batch of decisions that waited for it, with
    // another's turn in hand, could wait for who waits for that.
    let mut turn = world.stage.db().begin(&world.ana).await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(talk.0.uuid().as_u64_pair().1.cast_signed())
        .execute(&mut *turn)
        .await
        .unwrap();
    world.stage.deliver(org, &OrderResolved(facts(&world, order, OrderStatus::Completed))).await;
    let kept = async || -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM withheld_messages").fetch_one(world.stage.pool()).await.unwrap()
    };
    assert_eq!(kept().await, 1);
    world.sound().await;
    turn.commit().await.unwrap();
    world.stage.settle().await;
    assert_eq!(kept().await, 0);
    world.sound().await;
}

#[tokio::test]
async fn a_dispute_from_before_chat_listened_is_found_by_its_card() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "I promise").await.expect(201);
    let (order, _) = dispute(&world, Some(talk));
    let card = |subject: OrderId, status: &str| PostCard {
        key: format!("order:{subject}"),
        conversation: talk.0,
        author: world.ana.user().unwrap(),
        kind: "order".into(),
        subject: subject.uuid(),
        version: 1,
        data: json!({"orderId": subject, "status": status}),
    };
    let cx = Cx::service("orders", Some(world.org));
    // A card that says so of an order that orders knows no dispute of counts for nothing.
    world.chat().post_card(&cx, card(OrderId::new(), "disputed")).await.unwrap();
    world.chat().post_card(&cx, card(order, "disputed")).await.unwrap();
    world.stage.advance(Duration::hours(2));
    world.stage.settle().await;
    let known: Vec<OrderId> =
        sqlx::query_scalar("SELECT order_id FROM order_disputes").fetch_all(world.stage.pool()).await.unwrap();
    assert_eq!(known, [order]);
    world.say(&world.ana, talk, "and now").await.expect(201);
    let last = talk.path("/messages/4");
    assert_eq!(world.stage.delete(&world.ana, &last).await.code(), "chat.disputed");
    world.stage.deliver(Some(world.org), &OrderResolved(facts(&world, order, OrderStatus::Completed))).await;
    assert_eq!(world.stage.delete(&world.ana, &last).await.status, 204);
    world.sound().await;
}
