//! A client that was away misses nothing and sees nothing twice.

use chrono::Duration;
use plaza_chat_api::{Chat, LiveFrom, Position};
use plaza_core::Cx;
use serde_json::{Value, json};

use crate::world::World;

fn kinds(frames: &[Value]) -> Vec<(String, i64)> {
    frames.iter().map(|f| (f["kind"].as_str().unwrap().to_owned(), f["seq"].as_i64().unwrap())).collect()
}

#[tokio::test]
async fn everything_that_happened_is_told_once_and_in_order() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let start = world.now(&world.lucia).await;
    world.say(&world.ana, talk, "hola").await.expect(201);
    world.stage.post(&world.lucia, &talk.path("/delivered"), json!({"seq": 1})).await.expect(200);
    world.stage.post(&world.lucia, &talk.path("/read"), json!({"seq": 99})).await.expect(200);
    world.stage.post(&world.lucia, &talk.path("/read"), json!({"seq": 1})).await.expect(200);
    world.say(&world.ana, talk, "adios").await.expect(201);
    world.stage.put(&world.ana, &talk.path("/messages/1"), json!({"text": "buenas"})).await.expect(200);
    assert_eq!(world.stage.delete(&world.ana, &talk.path("/messages/2")).await.status, 204);
    let wanted = [("message", 1), ("delivered", 1), ("read", 1), ("message", 2), ("edited", 1), ("deleted", 2)];
    let wanted: Vec<(String, i64)> = wanted.map(|(kind, seq)| (kind.to_owned(), seq)).to_vec();
    for limit in [1, 2, 50] {
        let (frames, _) = world.feed(&world.lucia, &start, limit).await;
        assert_eq!(kinds(&frames), wanted, "by {limit}");
        assert_eq!(frames[0]["message"]["text"], "buenas", "texts are read as they are now");
        assert_eq!(frames[2]["userId"], json!(world.lucia.user().unwrap()));
        assert_eq!((&frames[3]["message"]["deleted"], &frames[3]["message"]["text"]), (&json!(true), &Value::Null));
    }
    // Any frame's cursor is a place to read on from.
    let (frames, end) = world.feed(&world.ana, &start, 50).await;
    let (rest, _) = world.feed(&world.ana, frames[2]["cursor"].as_str().unwrap(), 50).await;
    assert_eq!(rest, frames[3..]);
    assert_eq!(world.feed(&world.ana, &end, 50).await.0, Vec::<Value>::new());
    let refused = world.stage.get(&world.ana, "/chat/feed?after=yesterday").await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("after")));
}

#[tokio::test]
async fn a_transaction_that_commits_late_is_not_skipped() {
    let world = World::new().await;
    let one = world.open(&world.ana, &world.lucia).await;
    let other = world.open(&world.ana, &world.boss).await;
    let start = world.now(&world.ana).await;
    // A writer that has its number and hangs before its commit.
    let mut slow = world.stage.pool().acquire().await.unwrap();
    for sql in ["BEGIN", "SELECT pg_current_xact_id()"] {
        sqlx::query(sql).execute(&mut *slow).await.unwrap();
    }
    sqlx::query(
        "INSERT INTO frames (org_id, conversation_id, kind, seq, user_id, at) VALUES ($1, $2, 'read', 7, $3, now())",
    )
    .bind(world.org)
    .bind(other.0)
    .bind(world.boss.user().unwrap())
    .execute(&mut *slow)
    .await
    .unwrap();
    world.say(&world.lucia, one, "quick").await.expect(201);
    let (frames, waiting) = world.feed_so_far(&world.ana, &start, 50).await;
    assert_eq!(frames, Vec::<Value>::new(), "nothing is told past an open transaction");
    sqlx::query("COMMIT").execute(&mut *slow).await.unwrap();
    let (frames, _) = world.feed(&world.ana, &waiting, 50).await;
    assert_eq!(kinds(&frames), [("read".to_owned(), 7), ("message".to_owned(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gateways_poll_wakes_with_a_message_and_names_who_is_told() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let gateway = Cx::service("gateway", None);
    let chat = world.chat();
    let start = chat.live(&gateway, LiveFrom::default()).await.unwrap();
    // An empty answer is no end: another test's transaction may be open for longer than a poll waits.
    let told = async {
        let mut from = LiveFrom { position: Some(start.position), signals: Some(start.heard) };
        loop {
            let live = chat.live(&gateway, from).await.unwrap();
            if !live.frames.is_empty() {
                return live;
            }
            from = LiveFrom { position: Some(live.position), signals: Some(live.heard) };
        }
    };
    let (live, _) = tokio::join!(told, world.say(&world.ana, talk, "hola"));
    assert_eq!((live.frames.len(), live.rooms.len()), (1, 1));
    let told: Value = serde_json::from_str(&live.frames[0].text).unwrap();
    assert_eq!((&told["type"], &told["message"]["text"]), (&json!("chat"), &json!("hola")));
    assert_eq!(told["cursor"].as_str().unwrap().parse::<Position>().unwrap(), live.position);
    assert!(live.rooms[0].people.contains(&world.lucia.user().unwrap()) && live.rooms[0].org == world.org);
    // What the poll says and what the feed says is one text.
    let (frames, _) = world.feed(&world.lucia, &start.position.to_string(), 50).await;
    assert_eq!(frames, [told]);
    assert_eq!(chat.live(&world.ana, LiveFrom::default()).await.unwrap_err().code, "chat.services_only");
}

#[tokio::test]
async fn who_was_away_for_longer_than_it_is_kept_is_told_so() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let start = world.now(&world.ana).await;
    world.say(&world.lucia, talk, "old").await.expect(201);
    let (_, seen) = world.feed(&world.ana, &start, 50).await;
    world.stage.advance(Duration::days(31));
    world.say(&world.lucia, talk, "new").await.expect(201);
    world.stage.settle().await;
    for (after, expired) in [(&start, true), (&seen, true)] {
        let answer = world.stage.get(&world.ana, &format!("/chat/feed?after={after}")).await;
        assert_eq!((answer.status, answer.code()), (409, "chat.feed_expired"), "{expired}");
    }
    assert_eq!(world.said(&world.ana, talk).await.len(), 2, "the messages stay");
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM frames").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(kept, 1);
    world.sound().await;
}
