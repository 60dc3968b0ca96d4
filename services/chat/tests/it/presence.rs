//! Who is there, and who types.

use plaza_chat_api::{Chat, Here, LiveFrom, Present, Signal};
use plaza_core::{Cx, UserId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::World;

async fn told(world: &World, from: &mut LiveFrom) -> Vec<(Vec<UserId>, Value)> {
    let live = world.chat().live(&Cx::service("gateway", None), from.clone()).await.unwrap();
    *from = LiveFrom { position: Some(live.position), signals: Some(live.heard) };
    let read = |signal: Signal| (signal.to, serde_json::from_str(&signal.text).unwrap());
    live.signals.into_iter().map(read).collect()
}

#[tokio::test]
async fn coming_and_leaving_is_told_to_whom_one_talks_with() {
    let world = World::new().await;
    world.open(&world.ana, &world.lucia).await;
    let gateway = Cx::service("gateway", None);
    let here = async |online: &[&Cx], gone: &[&Cx]| {
        let who = |list: &[&Cx]| list.iter().map(|cx| Present { org: world.org, user: cx.user().unwrap() }).collect();
        let here = Here { gateway: Uuid::nil(), online: who(online), gone: who(gone), all: false };
        world.chat().here(&gateway, here).await.unwrap();
    };
    let (ana, lucia) = (world.ana.user().unwrap(), world.lucia.user().unwrap());
    let mut from = LiveFrom::default();
    told(&world, &mut from).await;
    here(&[&world.ana, &world.boss], &[]).await;
    here(&[&world.lucia], &[]).await;
    let signals = told(&world, &mut from).await;
    assert_eq!(signals.len(), 1, "nobody was there to be told of the first");
    assert_eq!(signals[0].0, [ana]);
    assert_eq!(
        (&signals[0].1["type"], &signals[0].1["userId"], &signals[0].1["online"]),
        (&json!("presence"), &json!(lucia), &json!(true))
    );
    let list = world.stage.get(&world.ana, "/chat/presence").await.expect(200);
    assert_eq!((&list["items"][0]["userId"], &list["items"][0]["online"]), (&json!(lucia), &json!(true)));
    world.stage.advance(chrono::Duration::minutes(5));
    here(&[], &[&world.lucia]).await;
    assert_eq!(told(&world, &mut from).await[0].1["online"], false);
    let list = world.stage.get(&world.ana, "/chat/presence").await.expect(200);
    assert_eq!(list["items"][0], json!({"userId": lucia, "online": false, "lastSeen": "2026-03-02T09:05:00Z"}));
    let refused =
        world.chat().here(&world.ana, Here { gateway: Uuid::nil(), online: vec![], gone: vec![], all: true }).await;
    assert_eq!(refused.unwrap_err().code, "chat.services_only");
}

#[tokio::test]
async fn typing_is_told_to_the_other_unless_there_is_a_block() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let mut from = LiveFrom::default();
    told(&world, &mut from).await;
    world.chat().typing(&world.ana, talk.0).await.unwrap();
    let signals = told(&world, &mut from).await;
    let wanted = json!({"type": "chat_typing", "conversationId": talk.0, "userId": world.ana.user().unwrap()});
    assert_eq!(signals, [(vec![world.lucia.user().unwrap()], wanted)]);
    world.stage.post(&world.lucia, &talk.path("/block"), json!({})).await;
    world.chat().typing(&world.ana, talk.0).await.unwrap();
    world.say(&world.boss, world.open(&world.boss, &world.ana).await, "wakes the poll").await.expect(201);
    assert_eq!(told(&world, &mut from).await, []);
    let list = world.stage.get(&world.ana, "/chat/presence").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "who blocks is not seen");
}
