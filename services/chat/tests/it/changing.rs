//! Changing and deleting.

use chrono::Duration;
use serde_json::{Value, json};

use crate::world::World;

#[tokio::test]
async fn one_changes_and_deletes_one_s_own_for_a_quarter_of_an_hour() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "at niine").await.expect(201);
    world.say(&world.ana, talk, "my number is 600").await.expect(201);
    let put = async |who, seq: i64, text: &str| {
        world.stage.put(who, &talk.path(&format!("/messages/{seq}")), json!({"text": text})).await
    };
    let edited = put(&world.ana, 1, "at nine").await.expect(200);
    assert_eq!((&edited["text"], edited["editedAt"].is_string()), (&json!("at nine"), true));
    let refused = put(&world.lucia, 1, "at ten").await;
    assert_eq!((refused.status, refused.code()), (403, "chat.not_yours"));
    assert_eq!(put(&world.ana, 9, "what?").await.code(), "chat.message_not_found");
    assert_eq!(put(&world.ana, 1, " ").await.status, 400);

    let delete = async |who, seq: i64| world.stage.delete(who, &talk.path(&format!("/messages/{seq}"))).await;
    assert_eq!(delete(&world.lucia, 2).await.code(), "chat.not_yours");
    for _ in 0..2 {
        assert_eq!(delete(&world.ana, 2).await.status, 204);
    }
    let refused = put(&world.ana, 2, "back").await;
    assert_eq!((refused.status, refused.code()), (409, "chat.deleted"));
    let page = world.stage.get(&world.lucia, &talk.path("/messages")).await.expect(200);
    assert_eq!((&page["items"][1]["deleted"], &page["items"][1]["text"]), (&json!(true), &Value::Null));
    let found = world.stage.get(&world.lucia, "/messages/search?q=number").await.expect(200);
    assert_eq!(found["items"], json!([]));

    world.stage.advance(Duration::minutes(15));
    put(&world.ana, 1, "at nine!").await.expect(200);
    world.stage.advance(Duration::seconds(1));
    for refused in [put(&world.ana, 1, "late").await, delete(&world.ana, 1).await] {
        assert_eq!((refused.status, refused.code()), (422, "chat.too_late"));
    }
    world.sound().await;
}

#[tokio::test]
async fn erasing_what_somebody_said_is_one_statement() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "calle Mayor 1").await.expect(201);
    world.say(&world.lucia, talk, "gracias").await.expect(201);
    sqlx::query("UPDATE messages SET text = NULL, attachments = '[]' WHERE author = $1")
        .bind(world.ana.user().unwrap())
        .execute(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(world.said(&world.lucia, talk).await, [(1, "-".to_owned()), (2, "gracias".to_owned())]);
    assert_eq!(world.stage.get(&world.lucia, "/messages/search?q=mayor").await.expect(200)["items"], json!([]));
    let (frames, _) = world.feed(&world.lucia, "3.0", 50).await;
    assert!(!serde_json::to_string(&frames).unwrap().contains("Mayor"));
    let kept: i64 =
        sqlx::query_scalar("SELECT count(*) FROM kernel.domain_events WHERE event_data::text ILIKE '%mayor%'")
            .fetch_one(world.stage.pool())
            .await
            .unwrap();
    assert_eq!(kept, 0);
}
