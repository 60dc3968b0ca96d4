//! Lists, unread counts and search.

use chrono::Duration;
use plaza_core::Cx;
use plaza_testkit::people::member;
use serde_json::{Value, json};

use crate::world::World;

#[tokio::test]
async fn conversations_are_listed_by_their_last_word_with_what_is_unread() {
    let world = World::new().await;
    let others: Vec<Cx> = (0..5).map(|_| member(world.org)).collect();
    for other in &others {
        let talk = world.open(other, &world.ana).await;
        world.stage.advance(Duration::seconds(10));
        world.say(other, talk, "hola").await.expect(201);
    }
    world.stage.advance(Duration::seconds(10));
    let first = world.open(&others[0], &world.ana).await;
    world.say(&others[0], first, "¿sigues ahí?").await.expect(201);
    let mut seen: Vec<Value> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = world.stage.get(&world.ana, &format!("/conversations?limit=2{cursor}")).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let who = |item: &Value| {
        let people = item["people"].as_array().unwrap();
        let other = people.iter().find(|one| one["userId"] != json!(world.ana.user().unwrap())).unwrap();
        assert!(other["name"].as_str().unwrap().starts_with("Somebody"));
        other["userId"].clone()
    };
    let order: Vec<Value> = seen.iter().map(who).collect();
    let wanted: Vec<Value> = [0, 4, 3, 2, 1].iter().map(|n| json!(others[*n].user().unwrap())).collect();
    assert_eq!(order, wanted);
    assert_eq!((&seen[0]["unread"], &seen[0]["lastMessage"]["text"]), (&json!(2), &json!("¿sigues ahí?")));

    let read = world.stage.post(&world.ana, &first.path("/read"), json!({"seq": 1})).await.expect(200);
    assert_eq!(read, json!({"readSeq": 1, "deliveredSeq": 1}));
    world.say(&world.ana, first, "sí").await.expect(201);
    let mine = world.stage.get(&world.ana, &first.path("")).await.expect(200);
    assert_eq!(mine["unread"], 1, "what one says oneself is not unread");
    let theirs = world.stage.get(&others[0], &first.path("")).await.expect(200);
    assert_eq!(theirs["unread"], 1);
    let ana = theirs["people"].as_array().unwrap().iter().find(|one| one["userId"] == json!(world.ana.user().unwrap()));
    assert_eq!(ana.unwrap()["readSeq"], 1);
    assert_eq!(world.stage.get(&world.ana, "/conversations?cursor=soon").await.status, 400);
}

#[tokio::test]
async fn conversations_go_on_without_names_while_identity_is_away() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    *world.identity.away.lock().unwrap() = true;
    world.say(&world.ana, talk, "hola").await.expect(201);
    let page = world.stage.get(&world.lucia, "/conversations").await.expect(200);
    assert_eq!(page["items"][0]["people"][0]["name"], Value::Null);
}

#[tokio::test]
async fn search_finds_words_without_accents_in_one_s_own_conversations() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let other = world.open(&world.lucia, &world.boss).await;
    for text in ["La sesión de fotos será el jueves", "El presupuesto: 300 €", "jueves no puedo"] {
        world.say(&world.ana, talk, text).await.expect(201);
    }
    world.say(&world.boss, other, "jueves, reunión").await.expect(201);
    let find = async |who: &Cx, q: &str| {
        let page = world.stage.get(who, &format!("/messages/search?q={q}")).await.expect(200);
        page["items"].as_array().unwrap().iter().map(|m| m["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(find(&world.ana, "SESION").await, ["La sesión de fotos será el jueves"]);
    assert_eq!(find(&world.ana, "jue").await, ["jueves no puedo", "La sesión de fotos será el jueves"]);
    assert_eq!(find(&world.ana, "jueves+fot").await, ["La sesión de fotos será el jueves"]);
    assert_eq!(find(&world.ana, "300").await.len(), 1);
    assert_eq!(find(&world.lucia, "jueves").await.len(), 3);
    assert_eq!(find(&world.boss, "fotos").await, Vec::<String>::new());
    let page = world.stage.get(&world.lucia, "/messages/search?q=jueves&limit=2").await.expect(200);
    let rest = format!("/messages/search?q=jueves&limit=2&cursor={}", page["next"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.lucia, &rest).await.expect(200)["items"].as_array().unwrap().len(), 1);
    for q in ["", "%20", "%21%26", "%27"] {
        assert_eq!(world.stage.get(&world.ana, &format!("/messages/search?q={q}")).await.status, 400, "{q}");
    }
}
