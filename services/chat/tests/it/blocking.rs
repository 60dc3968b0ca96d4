//! Receiving no more messages.

use plaza_chat_api::{Chat, LiveFrom};
use plaza_core::Cx;
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

#[tokio::test]
async fn a_blocked_person_s_messages_are_refused_and_history_stays() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let id = Uuid::now_v7();
    world.say_as(&world.ana, talk, id, "buy!").await.expect(201);
    for _ in 0..2 {
        assert_eq!(world.stage.post(&world.lucia, &talk.path("/block"), json!({})).await.status, 204);
    }
    let refused = world.say(&world.ana, talk, "buy now!").await;
    assert_eq!((refused.status, refused.code()), (422, "chat.blocked"));
    assert_eq!(world.say_as(&world.ana, talk, id, "buy!").await.expect(201)["seq"], 1, "a repeat is what it was");
    let refused = world.say(&world.lucia, talk, "no").await;
    assert_eq!((refused.status, refused.code()), (422, "chat.blocked_by_you"));
    let edit = world.stage.put(&world.ana, &talk.path("/messages/1"), json!({"text": "buy!!!"})).await;
    assert_eq!(edit.code(), "chat.blocked");
    let (hers, his) = (
        world.stage.get(&world.lucia, &talk.path("")).await.expect(200),
        world.stage.get(&world.ana, &talk.path("")).await.expect(200),
    );
    assert_eq!((&hers["blocked"], &hers["blockedByOther"]), (&json!(true), &json!(false)));
    assert_eq!((&his["blocked"], &his["blockedByOther"]), (&json!(false), &json!(true)));
    assert_eq!(world.said(&world.ana, talk).await.len(), 1);
    assert_eq!(world.stage.post(&world.lucia, &talk.path("/unblock"), json!({})).await.status, 204);
    assert_eq!(world.say(&world.ana, talk, "sorry").await.expect(201)["seq"], 2);
}

#[tokio::test]
async fn who_is_blocked_or_blocks_tells_their_own_pages_only_how_far_they_read() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    for (who, text) in [(&world.ana, "one"), (&world.lucia, "two"), (&world.ana, "three")] {
        world.say(who, talk, text).await.expect(201);
    }
    let gateway = Cx::service("gateway", None);
    let (start, asked) = (world.now(&world.ana).await, LiveFrom::default());
    let from = world.chat().live(&gateway, asked).await.unwrap();
    world.stage.post(&world.lucia, &talk.path("/block"), json!({})).await;
    world.stage.post(&world.ana, &talk.path("/read"), json!({"seq": 2})).await.expect(200);
    world.stage.post(&world.lucia, &talk.path("/delivered"), json!({"seq": 3})).await.expect(200);
    let live = LiveFrom { position: Some(from.position), signals: Some(from.heard) };
    world.readable().await;
    let live = world.chat().live(&gateway, live).await.unwrap();
    let only: Vec<_> = live.frames.iter().map(|frame| frame.only).collect();
    assert_eq!(only, [world.ana.user().ok(), world.lucia.user().ok()]);
    let kinds = async |who| {
        let (frames, _) = world.feed(who, &start, 50).await;
        frames.iter().map(|frame| frame["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (kinds(&world.ana).await, kinds(&world.lucia).await),
        (vec!["read".to_owned()], vec!["delivered".to_owned()])
    );
    let hers = world.stage.get(&world.lucia, &talk.path("")).await.expect(200);
    let of = |who: &Cx| {
        let people = hers["people"].as_array().unwrap();
        people.iter().find(|one| one["userId"] == json!(who.user().unwrap())).unwrap()["deliveredSeq"].clone()
    };
    assert_eq!((of(&world.ana), of(&world.lucia)), (json!(null), json!(3)), "neither by looking");
    world.stage.post(&world.lucia, &talk.path("/unblock"), json!({})).await;
    world.stage.post(&world.ana, &talk.path("/read"), json!({"seq": 3})).await.expect(200);
    assert_eq!(kinds(&world.lucia).await, ["delivered", "read"], "what was read meanwhile is told with the next");
    world.sound().await;
}
