//! Strangers and other organisations find nothing.

use plaza_chat_api::{Chat, OpenConversation};
use plaza_core::Role;
use plaza_core::{Cx, OrgId, UserId};
use plaza_testkit::people::{manager, member, person, visitor};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Talk, World};

async fn everything(world: &World, who: &Cx, talk: Talk, report: &str) -> Vec<(String, u16)> {
    let mut seen = Vec::new();
    for path in ["", "/messages", &format!("/files/{}", Uuid::now_v7())] {
        seen.push((format!("GET {path}"), world.stage.get(who, &talk.path(path)).await.status));
    }
    let message = json!({"clientId": Uuid::now_v7(), "text": "hola"});
    let bodies: [(&str, Value); 6] = [
        ("/messages", message),
        ("/read", json!({"seq": 1})),
        ("/delivered", json!({"seq": 1})),
        ("/block", json!({})),
        ("/unblock", json!({})),
        ("/report", json!({"reason": "spam"})),
    ];
    for (path, body) in bodies {
        seen.push((format!("POST {path}"), world.stage.post(who, &talk.path(path), body).await.status));
    }
    seen.push(("file".into(), world.stage.post(who, &talk.path("/files?name=a.txt"), json!("text")).await.status));
    seen.push(("PUT".into(), world.stage.put(who, &talk.path("/messages/1"), json!({"text": "x"})).await.status));
    seen.push(("DELETE".into(), world.stage.delete(who, &talk.path("/messages/1")).await.status));
    if who.roles.operates() {
        let path = format!("/operations/chat/reports/{report}");
        seen.push((path.clone(), world.stage.get(who, &path).await.status));
        let resolve = world.stage.post(who, &format!("{path}/resolve"), json!({"outcome": "closed"})).await;
        seen.push(("resolve".into(), resolve.status));
    }
    seen
}

#[tokio::test]
async fn who_is_not_in_it_finds_no_conversation() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    world.say(&world.ana, talk, "secreto").await.expect(201);
    let report =
        world.stage.post(&world.lucia, &talk.path("/report"), json!({"seq": 1, "reason": "spam"})).await.expect(201);
    let report = report["id"].as_str().unwrap();
    // Somebody of the organisation; the same person in another one; another organisation's operator.
    let strangers =
        [member(world.org), person(OrgId::new(), world.ana.user().unwrap(), Role::Member), manager(OrgId::new())];
    for stranger in &strangers {
        for (what, status) in everything(&world, stranger, talk, report).await {
            assert_eq!(status, 404, "{what}");
        }
        assert_eq!(world.stage.get(stranger, "/conversations").await.expect(200)["items"], json!([]));
        assert_eq!(world.stage.get(stranger, "/messages/search?q=secreto").await.expect(200)["items"], json!([]));
        assert_eq!(world.stage.get(stranger, "/chat/feed?after=3.0").await.expect(200)["items"], json!([]));
        assert_eq!(world.stage.get(stranger, "/chat/presence").await.expect(200)["items"], json!([]));
        let typing = world.chat().typing(stranger, talk.0).await;
        assert_eq!(typing.unwrap_err().code, "chat.not_found");
    }
    let operator = manager(world.org);
    let reports = world.stage.get(&strangers[2], "/operations/chat/reports").await.expect(200);
    assert_eq!(reports["items"], json!([]));
    // An operator sees what was reported, and no conversation beside it.
    assert_eq!(world.stage.get(&operator, &talk.path("/messages")).await.status, 404);
    for (method, path) in [("GET", "/conversations"), ("GET", "/chat/feed"), ("GET", "/chat/presence")] {
        assert_eq!(world.stage.get(&visitor(world.org), path).await.status, 401, "{method} {path}");
    }
    assert_eq!(world.stage.get(&world.ana, "/operations/chat/reports").await.status, 403);
    assert_eq!(world.said(&world.ana, talk).await.len(), 1);
}

#[tokio::test]
async fn nobody_talks_with_a_stranger_to_the_organisation_nor_is_one() {
    let world = World::new().await;
    let stranger = UserId::new();
    world.identity.strangers.lock().unwrap().push(stranger);
    let refused = world.stage.post(&world.ana, "/conversations", json!({"with": stranger})).await;
    assert_eq!((refused.status, refused.code()), (404, "chat.person_not_found"));
    let visiting = person(world.org, stranger, Role::Guest);
    let refused = world.stage.post(&visiting, "/conversations", json!({"with": world.ana.user().unwrap()})).await;
    assert_eq!((refused.status, refused.code()), (404, "chat.person_not_found"));
    let group = json!({"people": [stranger, world.ana.user().unwrap()], "title": "All"});
    assert_eq!(world.stage.post(&world.boss, "/conversations", group).await.code(), "chat.person_not_found");
}

#[tokio::test]
async fn services_open_conversations_and_see_those_of_their_organisation() {
    let world = World::new().await;
    let orders = Cx::service("orders", Some(world.org));
    let people = [world.lucia.user().unwrap(), world.ana.user().unwrap()];
    let id = world.chat().open(&orders, OpenConversation { people }).await.unwrap();
    assert_eq!(world.open(&world.ana, &world.lucia).await, Talk(id));
    let card = world.chat().conversation(&orders, id).await.unwrap().unwrap();
    assert!(!card.group && card.people.len() == 2 && card.org_id == world.org);
    let elsewhere = Cx::service("orders", Some(OrgId::new()));
    assert_eq!(world.chat().conversation(&elsewhere, id).await.unwrap(), None);
}
