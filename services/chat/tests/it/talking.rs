//! Saying things.

use chrono::Duration;
use plaza_core::UserId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::World;

#[tokio::test]
async fn two_people_have_one_conversation_whoever_opens_it() {
    let world = World::new().await;
    let with = |cx: &plaza_core::Cx| json!({"with": cx.user().unwrap()});
    let made = world.stage.post(&world.ana, "/conversations", with(&world.lucia)).await.expect(201);
    assert_eq!((&made["kind"], &made["unread"], &made["lastSeq"]), (&json!("pair"), &json!(0), &json!(0)));
    let found = world.stage.post(&world.lucia, "/conversations", with(&world.ana)).await.expect(200);
    assert_eq!(found["id"], made["id"]);
    assert_eq!(world.events("chat.conversation.created.v1").await.len(), 1);
    let refused = world.stage.post(&world.ana, "/conversations", with(&world.ana)).await;
    assert_eq!((refused.status, refused.code()), (422, "chat.with_oneself"));
    for body in [json!({}), json!({"with": world.lucia.user().unwrap(), "title": "x"}), json!({"with": 7})] {
        assert_eq!(world.stage.post(&world.ana, "/conversations", body.clone()).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn what_is_said_is_numbered_and_read_from_both_ends() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    for n in 1..=7 {
        let who = if n % 2 == 0 { &world.lucia } else { &world.ana };
        let sent = world.say(who, talk, &format!("  message {n} ")).await.expect(201);
        assert_eq!((&sent["seq"], &sent["text"]), (&json!(n), &json!(format!("message {n}"))));
    }
    let seqs =
        |page: &Value| page["items"].as_array().unwrap().iter().map(|m| m["seq"].as_i64().unwrap()).collect::<Vec<_>>();
    let get = async |rest: &str| world.stage.get(&world.ana, &talk.path(rest)).await.expect(200);
    let last = get("/messages?limit=3").await;
    assert_eq!((seqs(&last), &last["next"]), (vec![5, 6, 7], &json!("5")));
    let older = get("/messages?limit=3&before=5").await;
    assert_eq!((seqs(&older), &older["next"]), (vec![2, 3, 4], &json!("2")));
    let first = get("/messages?limit=3&before=2").await;
    assert_eq!((seqs(&first), &first["next"]), (vec![1], &Value::Null));
    let newer = get("/messages?limit=3&after=2").await;
    assert_eq!((seqs(&newer), &newer["next"]), (vec![3, 4, 5], &json!("5")));
    assert_eq!(world.stage.get(&world.ana, &talk.path("/messages?after=1&before=3")).await.status, 400);
    world.sound().await;
}

#[tokio::test]
async fn a_repeat_is_the_same_message_and_no_other_conversation_s() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let id = Uuid::now_v7();
    let first = world.say_as(&world.ana, talk, id, "hola").await.expect(201);
    let again = world.say_as(&world.ana, talk, id, "hola").await.expect(201);
    assert_eq!(first, again);
    // Another author may use the same id.
    assert_eq!(world.say_as(&world.lucia, talk, id, "hi").await.expect(201)["seq"], 2);
    let other = world.open(&world.ana, &world.boss).await;
    let refused = world.say_as(&world.ana, other, id, "hola").await;
    assert_eq!((refused.status, refused.code()), (422, "chat.client_id_reused"));
    // Also when the pace, or a block, would refuse a new message.
    for n in 0..28 {
        world.say(&world.ana, talk, &format!("{n}")).await.expect(201);
    }
    assert_eq!(world.say(&world.ana, talk, "one more").await.expect(201)["seq"], 31);
    let refused = world.say(&world.ana, talk, "too many").await;
    assert_eq!((refused.status, refused.code()), (429, "chat.too_fast"));
    assert_eq!(refused.body["retryAfter"], 2);
    assert_eq!(world.say_as(&world.ana, talk, id, "hola").await.expect(201), first);
    assert_eq!(world.say(&world.lucia, talk, "others may").await.expect(201)["seq"], 32);
    world.stage.advance(Duration::seconds(2));
    assert_eq!(world.say(&world.ana, talk, "again").await.expect(201)["seq"], 33);
    assert_eq!(world.events("chat.message.sent.v1").await.len(), 33);
    world.sound().await;
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_by_its_field() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let id = Uuid::now_v7();
    let send = async |body: Value| world.stage.post(&world.ana, &talk.path("/messages"), body).await;
    for (body, field) in [
        (json!({"clientId": id, "text": "   "}), "text"),
        (json!({"clientId": id, "text": "a\u{0}b"}), "text"),
        (json!({"clientId": id, "text": "x".repeat(4_001)}), "text"),
        (json!({"text": "x"}), "clientId"),
        (json!({"clientId": id, "text": "x", "replyTo": 1}), "replyTo"),
        (json!({"clientId": id, "text": "x", "attachments": [Uuid::now_v7()]}), "attachments"),
        (json!({"clientId": id, "text": "x", "colour": "red"}), "colour"),
    ] {
        let refused = send(body.clone()).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!(field)), "{body}");
    }
    send(json!({"clientId": id, "text": "x".repeat(4_000)})).await.expect(201);
    let reply = send(json!({"clientId": Uuid::now_v7(), "text": "that", "replyTo": 1})).await.expect(201);
    assert_eq!(reply["replyTo"], 1);
}

#[tokio::test]
async fn what_one_came_for_goes_with_the_next_message_only() {
    let world = World::new().await;
    let gig = Uuid::now_v7();
    let body = json!({"with": world.lucia.user().unwrap(), "about": {"kind": "gig", "id": gig}});
    let opened = world.stage.post(&world.ana, "/conversations", body).await.expect(201);
    let talk = crate::world::Talk(opened["id"].as_str().unwrap().parse().unwrap());
    assert_eq!(world.say(&world.lucia, talk, "hola").await.expect(201)["about"], Value::Null);
    assert_eq!(world.say(&world.ana, talk, "your gig").await.expect(201)["about"], json!({"kind": "gig", "id": gig}));
    assert_eq!(world.say(&world.ana, talk, "and").await.expect(201)["about"], Value::Null);
}

#[tokio::test]
async fn the_first_answer_says_how_long_it_was_waited_for() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    for (who, after) in [(&world.ana, 0), (&world.ana, 60), (&world.lucia, 30), (&world.lucia, 5), (&world.ana, 10)] {
        world.stage.advance(Duration::seconds(after));
        world.say(who, talk, "...").await.expect(201);
    }
    let waited: Vec<Value> =
        world.events("chat.message.sent.v1").await.into_iter().map(|event| event["answeredAfter"].clone()).collect();
    assert_eq!(waited, [Value::Null, Value::Null, json!(90), Value::Null, json!(15)]);
}

#[tokio::test]
async fn operators_make_groups_and_everybody_there_talks() {
    let world = World::new().await;
    let people: Vec<UserId> = vec![world.ana.user().unwrap(), world.lucia.user().unwrap()];
    let body = json!({"people": people, "title": "Obra de la calle Mayor"});
    let refused = world.stage.post(&world.ana, "/conversations", body.clone()).await;
    assert_eq!((refused.status, refused.code()), (403, "auth.role"));
    let group = world.stage.post(&world.boss, "/conversations", body).await.expect(201);
    assert_eq!((&group["kind"], &group["peopleCount"]), (&json!("group"), &json!(3)));
    let talk = crate::world::Talk(group["id"].as_str().unwrap().parse().unwrap());
    world.say(&world.ana, talk, "hola a todos").await.expect(201);
    let seen = world.stage.get(&world.lucia, "/conversations").await.expect(200);
    assert_eq!(
        (&seen["items"][0]["unread"], &seen["items"][0]["title"]),
        (&json!(1), &json!("Obra de la calle Mayor"))
    );
    let refused = world.stage.post(&world.lucia, &talk.path("/block"), json!({})).await;
    assert_eq!((refused.status, refused.code()), (422, "chat.not_a_pair"));
    let many: Vec<UserId> = (0..200).map(|_| UserId::new()).collect();
    let body = json!({"people": many, "title": "Everybody"});
    assert_eq!(world.stage.post(&world.boss, "/conversations", body).await.status, 400);
    world.sound().await;
}
