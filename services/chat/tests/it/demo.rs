//! The demo's conversations.

use plaza_chat_api::{Chat, DemoChat, DemoChats, DemoMessage};
use plaza_core::{Cx, Locale};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn the_demo_s_conversations_are_made_once() {
    let world = World::new().await;
    let (ana, lucia) = (world.ana.user().unwrap(), world.lucia.user().unwrap());
    let said = |by, text: &str, at: &str| DemoMessage { by, text: text.to_owned(), at: at.parse().unwrap() };
    let said = vec![
        said(0, "Hola", "2026-03-01T09:00:00Z"),
        said(1, "Hola, dime", "2026-03-01T09:10:00Z"),
        said(1, "¿Sigues?", "2026-03-01T10:00:00Z"),
    ];
    let chats = vec![DemoChat { people: [ana, lucia], locale: Locale::Es, said, unread: 1 }];
    let demo = Cx::service("demo", Some(world.org));
    assert_eq!(world.chat().seed_demo(&demo, DemoChats { chats: chats.clone() }).await.unwrap(), 1);
    assert_eq!(world.chat().seed_demo(&demo, DemoChats { chats }).await.unwrap(), 0);
    let seen = world.stage.get(&world.ana, "/conversations").await.expect(200);
    let talk = &seen["items"][0];
    assert_eq!(
        (&talk["unread"], &talk["lastAt"], &talk["lastSeq"]),
        (&json!(1), &json!("2026-03-01T10:00:00Z"), &json!(3))
    );
    let hers = world.stage.get(&world.lucia, "/conversations").await.expect(200);
    assert_eq!(hers["items"][0]["unread"], 0);
    world.sound().await;
}
