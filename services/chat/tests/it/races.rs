//! Many at once: turns number, and everybody is told in that order.

use std::collections::HashMap;

use futures::future::join_all;
use plaza_core::Cx;
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

const PACE: [(&str, &str); 1] = [("PLAZA_CHAT_MESSAGES_PER_MINUTE", "100000")];

#[tokio::test(flavor = "multi_thread")]
async fn two_who_talk_at_once_leave_no_gap_and_are_told_in_order() {
    let world = World::with(&PACE).await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let start = world.now(&world.ana).await;
    let say = async |who: &Cx| {
        for n in 0..60 {
            world.say(who, talk, &format!("{n}")).await.expect(201);
        }
    };
    // Four senders: two devices each.
    tokio::join!(say(&world.ana), say(&world.lucia), say(&world.ana), say(&world.lucia));
    let said = world.said(&world.ana, talk).await;
    assert_eq!(said.len(), 200);
    let (frames, _) = world.feed(&world.lucia, &start, 7).await;
    let told: Vec<i64> = frames.iter().map(|frame| frame["seq"].as_i64().unwrap()).collect();
    assert_eq!(told, (1..=240).collect::<Vec<_>>());
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_message_sent_many_times_at_once_is_one() {
    let world = World::with(&PACE).await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let id = Uuid::now_v7();
    let answers = join_all((0..20).map(|_| world.say_as(&world.ana, talk, id, "once"))).await;
    for answer in answers {
        assert_eq!(answer.expect(201)["seq"], 1);
    }
    assert_eq!(world.said(&world.lucia, talk).await, [(1, "once".to_owned())]);
    assert_eq!(world.events("chat.message.sent.v1").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_that_meets_twice_at_once_has_one_conversation() {
    let world = World::new().await;
    let open = async |one: &Cx, other: &Cx| {
        let body = json!({"with": other.user().unwrap()});
        world.stage.post(one, "/conversations", body).await.body["id"].as_str().unwrap().to_owned()
    };
    let ids = join_all(
        (0..20).map(|n| if n % 2 == 0 { open(&world.ana, &world.lucia) } else { open(&world.lucia, &world.ana) }),
    )
    .await;
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_beside_each_other_are_told_whole_to_who_is_in_both() {
    let world = World::with(&PACE).await;
    let one = world.open(&world.ana, &world.lucia).await;
    let other = world.open(&world.ana, &world.boss).await;
    let start = world.now(&world.ana).await;
    let talk = async |who: &Cx, where_: crate::world::Talk| {
        for n in 0..40 {
            world.say(who, where_, &format!("{n}")).await.expect(201);
        }
    };
    tokio::join!(talk(&world.ana, one), talk(&world.lucia, one), talk(&world.ana, other), talk(&world.boss, other));
    let (frames, _) = world.feed(&world.ana, &start, 9).await;
    let mut by_talk: HashMap<String, Vec<i64>> = HashMap::new();
    for frame in &frames {
        let seqs = by_talk.entry(frame["conversationId"].as_str().unwrap().to_owned()).or_default();
        seqs.push(frame["seq"].as_i64().unwrap());
    }
    for seqs in by_talk.values() {
        assert_eq!(*seqs, (1..=80).collect::<Vec<_>>());
    }
    let (boss, _) = world.feed(&world.boss, &start, 200).await;
    assert_eq!(boss.len(), 80, "only one's own");
}
