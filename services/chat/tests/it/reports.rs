//! Reports and what operators decide.

use plaza_core::{Cx, Role};
use plaza_testkit::people::{manager, person};
use serde_json::{Value, json};

use crate::world::{Talk, World};

#[tokio::test]
async fn an_operator_reads_around_what_was_reported_and_that_is_on_record() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    for n in 1..=25 {
        world.say(&world.ana, talk, &format!("m{n}")).await.expect(201);
    }
    let path = talk.path("/report");
    for body in [json!({"reason": "boring"}), json!({"reason": "spam", "seq": "x"}), json!({})] {
        assert_eq!(world.stage.post(&world.lucia, &path, body).await.status, 400);
    }
    assert_eq!(world.stage.post(&world.lucia, &path, json!({"reason": "spam", "seq": 99})).await.status, 404);
    let body = json!({"reason": "abuse", "seq": 13, "text": "Me insulta"});
    let made = world.stage.post_keyed(&world.lucia, "k", &path, body.clone()).await.expect(201);
    assert_eq!(world.stage.post_keyed(&world.lucia, "k", &path, body).await.expect(201), made);
    // Deleting it meanwhile hides nothing from who decides.
    assert_eq!(world.stage.delete(&world.ana, &talk.path("/messages/13")).await.status, 204);
    let list = world.stage.get(&world.boss, "/operations/chat/reports").await.expect(200);
    assert_eq!((list["items"].as_array().unwrap().len(), &list["items"][0]["text"]), (1, &json!("Me insulta")));
    let one = format!("/operations/chat/reports/{}", made["id"].as_str().unwrap());
    let shown = world.stage.get(&world.boss, &one).await.expect(200);
    let seqs: Vec<i64> = shown["messages"].as_array().unwrap().iter().map(|m| m["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, (3..=23).collect::<Vec<_>>());
    assert_eq!((&shown["said"], shown["people"].as_array().unwrap().len()), (&json!("m13"), 2));
    let looked = world.events("chat.report.opened.v1").await;
    assert_eq!((looked.len(), &looked[0]["operator"]), (1, &json!(world.boss.user().unwrap())));
    for event in world.events("chat.report.made.v1").await.iter().chain(&looked) {
        assert!(!event.to_string().contains("insulta"), "events carry no personal text");
    }
}

#[tokio::test]
async fn a_report_is_decided_once_and_what_was_decided_happens() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "pay me outside").await.expect(201);
    let report = async |body: Value| {
        let made = world.stage.post(&world.lucia, &talk.path("/report"), body).await.expect(201);
        format!("/operations/chat/reports/{}/resolve", made["id"].as_str().unwrap())
    };
    let (one, two) =
        (report(json!({"seq": 1, "reason": "off_platform"})).await, report(json!({"reason": "fraud"})).await);
    let three = report(json!({"seq": 1, "reason": "spam"})).await;
    let start = world.now(&world.lucia).await;
    let refused = world.stage.post(&world.boss, &two, json!({"outcome": "removed"})).await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("outcome")));
    let done =
        world.stage.post(&world.boss, &one, json!({"outcome": "removed", "note": "first time"})).await.expect(200);
    assert_eq!((&done["outcome"], &done["note"]), (&json!("removed"), &json!("first time")));
    let again = world.stage.post(&manager(world.org), &one, json!({"outcome": "dismissed"})).await;
    assert_eq!((again.status, again.code()), (409, "chat.report_resolved"));
    assert_eq!(world.said(&world.lucia, talk).await, [(1, "-".to_owned())]);
    let (frames, _) = world.feed(&world.lucia, &start, 50).await;
    assert_eq!(frames[0]["kind"], "deleted");
    world.stage.post(&world.boss, &three, json!({"outcome": "dismissed"})).await.expect(200);
    world.stage.post(&world.boss, &two, json!({"outcome": "closed"})).await.expect(200);
    let refused = world.say(&world.lucia, talk, "hm").await;
    assert_eq!((refused.status, refused.code()), (422, "chat.closed"));
    assert_eq!(world.stage.get(&world.ana, &talk.path("")).await.expect(200)["closed"], true);
    let kept: Option<String> =
        sqlx::query_scalar("SELECT max(said) FROM reports").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(kept, None, "what was kept for the decision is gone with it");
    let open = world.stage.get(&world.boss, "/operations/chat/reports").await.expect(200);
    let all = world.stage.get(&world.boss, "/operations/chat/reports?state=all&limit=2").await.expect(200);
    assert_eq!((open["items"].as_array().unwrap().len(), all["items"].as_array().unwrap().len()), (0, 2));
    assert!(all["next"].is_string());
    world.sound().await;
}

#[tokio::test]
async fn nobody_reads_nor_decides_a_report_of_their_own_or_about_themselves() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "idiot").await.expect(201);
    world.say(&world.lucia, talk, "yourself").await.expect(201);
    let report = async |who: &Cx, body: Value| {
        let made = world.stage.post(who, &talk.path("/report"), body).await.expect(201);
        format!("/operations/chat/reports/{}", made["id"].as_str().unwrap())
    };
    let as_role = |who: &Cx, role| person(world.org, who.user().unwrap(), role);
    let (ana, lucia) = (as_role(&world.ana, Role::Manager), as_role(&world.lucia, Role::Admin));
    let of_ana = report(&world.lucia, json!({"seq": 1, "reason": "abuse", "text": "Ana insults me"})).await;
    let whole = report(&world.lucia, json!({"reason": "spam"})).await;
    for (who, path) in [(&ana, &of_ana), (&lucia, &of_ana), (&ana, &whole), (&lucia, &whole)] {
        let refused = world.stage.get(who, path).await;
        assert_eq!((refused.status, refused.code()), (403, "chat.own_report"));
        let refused = world.stage.post(who, &format!("{path}/resolve"), json!({"outcome": "dismissed"})).await;
        assert_eq!((refused.status, refused.code()), (403, "chat.own_report"));
        let listed = world.stage.get(who, "/operations/chat/reports").await.expect(200);
        assert_eq!(listed["items"], json!([]), "who complains, and of what, is for others to read");
    }
    assert!(world.events("chat.report.opened.v1").await.is_empty());
    assert_eq!(
        world.stage.get(&world.boss, "/operations/chat/reports").await.expect(200)["items"].as_array().unwrap().len(),
        2
    );
    world.stage.post(&world.boss, &format!("{of_ana}/resolve"), json!({"outcome": "removed"})).await.expect(200);
    // In the conversation, but neither reported nor reporting.
    let group = json!({"people": [world.ana.user().unwrap(), world.lucia.user().unwrap()], "title": "All"});
    let group = world.stage.post(&world.boss, "/conversations", group).await.expect(201);
    let group = Talk(group["id"].as_str().unwrap().parse().unwrap());
    world.say(&world.ana, group, "idiots").await.expect(201);
    let body = json!({"seq": 1, "reason": "abuse"});
    let made = world.stage.post(&world.lucia, &group.path("/report"), body).await.expect(201);
    let path = format!("/operations/chat/reports/{}", made["id"].as_str().unwrap());
    world.stage.get(&world.boss, &path).await.expect(200);
    assert_eq!(world.stage.get(&ana, &path).await.code(), "chat.own_report");
}
