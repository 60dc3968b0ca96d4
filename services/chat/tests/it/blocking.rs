//! Receiving no more messages.

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
