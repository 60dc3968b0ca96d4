//! Many at once: turns number, and everybody is told in that order.

use std::collections::HashMap;

use futures::future::join_all;
use plaza_core::{Cx, OrgId, Role};
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

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_at_once_gets_what_is_theirs_whatever_the_others_get() {
    let world = World::with(&PACE).await;
    let people: Vec<Cx> = (0..30).map(|_| plaza_testkit::people::member(world.org)).collect();
    let talks = join_all(people.iter().map(|one| world.open(one, &world.ana))).await;
    let (ids, gig): (Vec<Uuid>, Uuid) = ((0..30).map(|_| Uuid::now_v7()).collect(), Uuid::now_v7());
    // One has blocked, one is blocked, one came for something, and some have said it already.
    world.stage.post(&people[0], &talks[0].path("/block"), json!({})).await;
    world.stage.post(&world.ana, &talks[1].path("/block"), json!({})).await;
    let about = json!({"with": world.ana.user().unwrap(), "about": {"kind": "gig", "id": gig}});
    world.stage.post(&people[2], "/conversations", about).await.expect(200);
    for n in [3, 4] {
        world.say_as(&people[n], talks[n], ids[n], "first").await.expect(201);
    }
    let start = world.now(&world.ana).await;
    let send = async |n: usize, text: &'static str| {
        let first = world.say_as(&people[n], talks[n], ids[n], text).await;
        let second = world.say(&people[n], talks[n], "and").await;
        (first, second)
    };
    let answers = join_all((0..30).map(|n| send(n, "first"))).await;
    for (n, (first, second)) in answers.iter().enumerate() {
        match n {
            0 => assert_eq!((first.code(), second.code()), ("chat.blocked_by_you", "chat.blocked_by_you")),
            1 => assert_eq!((first.code(), second.code()), ("chat.blocked", "chat.blocked")),
            _ => assert_eq!((&first.body["seq"], &second.body["seq"]), (&json!(1), &json!(2)), "{n}"),
        }
    }
    assert_eq!(
        (&answers[2].0.body["about"]["id"], &answers[2].1.body["about"]),
        (&json!(gig), &serde_json::Value::Null)
    );
    let (frames, _) = world.feed(&world.ana, &start, 11).await;
    assert_eq!(frames.len(), 28 * 2 - 2);
    assert_eq!(world.events("chat.message.sent.v1").await.len(), 28 * 2);
    let authors: std::collections::HashSet<String> = sqlx::query_scalar(
        "SELECT metadata ->> 'actor' FROM kernel.domain_events WHERE event_type = 'chat.message.sent.v1'",
    )
    .fetch_all(world.stage.pool())
    .await
    .unwrap()
    .into_iter()
    .collect();
    assert_eq!(authors.len(), 28, "each event names who caused it");
    world.sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_id_in_two_organisations_at_once_is_two_messages() {
    let world = World::with(&PACE).await;
    let elsewhere = OrgId::new();
    let there = plaza_testkit::people::person(elsewhere, world.ana.user().unwrap(), Role::Member);
    let other = plaza_testkit::people::member(elsewhere);
    let here = world.open(&world.ana, &world.lucia).await;
    let away = world.open(&there, &other).await;
    // So many that most share a transaction, each id in both organisations.
    let ids: Vec<Uuid> = (0..40).map(|_| Uuid::now_v7()).collect();
    let send = async |id: &Uuid| {
        tokio::join!(world.say_as(&world.ana, here, *id, "here"), world.say_as(&there, away, *id, "away"))
    };
    for (at_home, abroad) in join_all(ids.iter().map(send)).await {
        let (at_home, abroad) = (at_home.expect(201), abroad.expect(201));
        assert_eq!((&at_home["text"], &at_home["conversationId"]), (&json!("here"), &json!(here.0)));
        assert_eq!((&abroad["text"], &abroad["conversationId"]), (&json!("away"), &json!(away.0)));
    }
    assert_eq!(world.said(&world.ana, here).await.len(), 40);
    assert_eq!(world.said(&there, away).await.len(), 40);
    world.sound().await;
}
