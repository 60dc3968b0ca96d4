//! Cards of other services.

use futures::future::join_all;
use plaza_chat_api::{Chat, PostCard, UpdateCard};
use plaza_core::{Cx, OrgId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Talk, World};

fn offer(world: &World, talk: Talk, key: &str, subject: Uuid) -> PostCard {
    PostCard {
        key: key.to_owned(),
        conversation: talk.0,
        author: world.lucia.user().unwrap(),
        kind: "offer".to_owned(),
        subject,
        version: 1,
        data: json!({"state": "open"}),
    }
}

fn changed(subject: Uuid, version: i64, state: &str) -> UpdateCard {
    UpdateCard { kind: "offer".to_owned(), subject, version, data: json!({"state": state}) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_posted_once_per_key_and_changes_in_place() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let (chat, orders) = (world.chat(), Cx::service("orders", Some(world.org)));
    let subject = Uuid::now_v7();
    world.say(&world.ana, talk, "how much?").await.expect(201);
    let posted = join_all((0..8).map(|_| chat.post_card(&orders, offer(&world, talk, "offer-1", subject)))).await;
    assert!(posted.iter().all(|posted| posted.as_ref().unwrap().seq == 2), "{posted:?}");
    let start = world.now(&world.ana).await;
    for (version, state) in [(3, "accepted"), (2, "countered"), (3, "again")] {
        chat.update_card(&orders, changed(subject, version, state)).await.unwrap();
    }
    let elsewhere = Cx::service("orders", Some(OrgId::new()));
    chat.update_card(&elsewhere, changed(subject, 9, "theirs")).await.unwrap();
    let (frames, _) = world.feed(&world.ana, &start, 50).await;
    assert_eq!(frames.len(), 1, "one change was later than what was known: {frames:?}");
    let card = json!({"kind": "offer", "subject": subject, "version": 3, "data": {"state": "accepted"}});
    assert_eq!((&frames[0]["kind"], &frames[0]["message"]["card"]), (&json!("card"), &card));
    let page = world.stage.get(&world.ana, &talk.path("/messages")).await.expect(200);
    assert_eq!((&page["items"][1]["kind"], &page["items"][1]["text"]), (&json!("card"), &Value::Null));
    let refused = world.stage.delete(&world.lucia, &talk.path("/messages/2")).await;
    assert_eq!((refused.status, refused.code()), (422, "chat.card"));
    assert_eq!(world.events("chat.message.sent.v1").await.len(), 2);
    world.sound().await;
}

#[tokio::test]
async fn other_services_see_who_writes_no_more() {
    let world = World::new().await;
    let (talk, beside) = (world.open(&world.ana, &world.lucia).await, world.open(&world.ana, &world.boss).await);
    let (chat, orders) = (world.chat(), Cx::service("orders", Some(world.org)));
    let seen = async |talk: Talk| {
        let card = chat.conversation(&orders, talk.0).await.unwrap().unwrap();
        (card.group, card.blocked, card.closed)
    };
    assert_eq!(seen(talk).await, (false, false, false));
    for one in [&world.ana, &world.lucia] {
        world.stage.post(one, &talk.path("/block"), json!({})).await;
        assert_eq!((seen(talk).await, seen(beside).await), ((false, true, false), (false, false, false)));
        world.stage.post(one, &talk.path("/unblock"), json!({})).await;
        assert_eq!(seen(talk).await, (false, false, false));
    }
    let report = world.stage.post(&world.ana, &talk.path("/report"), json!({"reason": "fraud"})).await.expect(201);
    let resolve = format!("/operations/chat/reports/{}/resolve", report["id"].as_str().unwrap());
    world.stage.post(&world.boss, &resolve, json!({"outcome": "closed"})).await.expect(200);
    assert_eq!((seen(talk).await, seen(beside).await), ((false, false, true), (false, false, false)));
    let elsewhere = Cx::service("orders", Some(OrgId::new()));
    assert!(chat.conversation(&elsewhere, talk.0).await.unwrap().is_none());
}

#[tokio::test]
async fn an_offer_does_not_pass_a_block_and_what_was_agreed_does() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let (chat, orders) = (world.chat(), Cx::service("orders", Some(world.org)));
    world.stage.post(&world.ana, &talk.path("/block"), json!({})).await;
    let refused = chat.post_card(&orders, offer(&world, talk, "o", Uuid::now_v7())).await.unwrap_err();
    assert_eq!(refused.code, "chat.blocked");
    let order = PostCard { kind: "order".to_owned(), ..offer(&world, talk, "p", Uuid::now_v7()) };
    assert_eq!(chat.post_card(&orders, order.clone()).await.unwrap().seq, 1);
    let stranger = PostCard { key: "q".to_owned(), author: world.boss.user().unwrap(), ..order };
    assert_eq!(chat.post_card(&orders, stranger).await.unwrap_err().code, "chat.not_found");
}
