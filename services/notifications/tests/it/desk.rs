use chrono::Duration;
use plaza_bookings_api::events::BookingConfirmed;
use plaza_core::{OrgId, Role};
use plaza_testkit::people;
use serde_json::{Value, json};

use crate::world::{World, facts};

#[tokio::test]
async fn without_a_server_mails_rest_where_operators_read_them() {
    let world = World::quiet().await;
    let booking = world.booked(48);
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
    world.stage.settle().await;
    let manager = world.somebody(Role::Manager);
    let list = world.stage.get(&manager, "/notifications/outbox?state=outbox").await.expect(200);
    let mail = &list["items"][0];
    assert_eq!(mail["to"], "ana@example.org");
    assert_eq!((mail["kind"].as_str(), mail["state"].as_str()), (Some("booking_confirmed"), Some("outbox")));
    let path = format!("/notifications/outbox/{}", mail["id"].as_str().unwrap());
    let whole = world.stage.get(&manager, &path).await.expect(200);
    assert!(whole["text"].as_str().unwrap().contains("Sala Goya"));
    assert!(whole["attachments"][0]["content"].as_str().unwrap().starts_with("BEGIN:VCALENDAR"));
    let page = world.stage.get(&manager, &format!("{path}/html")).await;
    assert_eq!(page.status, 200);
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert!(String::from_utf8(page.bytes).unwrap().contains("Sala Goya"));
    assert_eq!(world.stage.get(&manager, "/notifications/outbox?state=sent").await.expect(200)["items"], json!([]));

    assert_eq!(world.stage.get(&world.as_ana(), "/notifications/outbox").await.status, 403);
    assert_eq!(world.stage.get(&world.as_ana(), &path).await.status, 403);
    let elsewhere = people::manager(OrgId::new());
    assert_eq!(world.stage.get(&elsewhere, &path).await.code(), "notifications.mail_not_found");
    assert_eq!(world.stage.get(&elsewhere, &format!("{path}/html")).await.status, 404);
    assert_eq!(world.stage.get(&elsewhere, "/notifications/outbox").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn an_admin_tries_the_mail_out() {
    let world = World::mailing().await;
    let admin = world.somebody(Role::Admin);
    let first = world.stage.post_keyed(&admin, "k1", "/notifications/test", json!({})).await.expect(202);
    let again = world.stage.post_keyed(&admin, "k1", "/notifications/test", json!({})).await.expect(202);
    assert_eq!(first, again);
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!((mail.to.as_str(), mail.subject().as_str()), ("admin@example.org", "A test mail from Plaza Centro"));
    let manager = world.somebody(Role::Manager);
    assert_eq!(world.stage.post(&manager, "/notifications/test", json!({})).await.status, 403);
}

#[tokio::test]
async fn mails_are_forgotten_and_what_was_told_is_not() {
    let world = World::quiet().await;
    let booking = world.booked(48);
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
    world.stage.settle().await;
    world.stage.advance(Duration::days(29));
    world.stage.settle().await;
    assert!(!world.outbox().await.is_empty());
    world.stage.advance(Duration::days(2));
    world.stage.settle().await;
    assert!(world.outbox().await.is_empty());
    assert!(world.shown().await.iter().any(|item| item["kind"] == "booking_confirmed"));
    world.sound().await;
}

#[tokio::test]
async fn mails_are_listed_page_by_page() {
    let world = World::quiet().await;
    let admin = world.somebody(Role::Admin);
    for _ in 0..3 {
        world.stage.post(&admin, "/notifications/test", json!({})).await.expect(202);
        world.stage.settle().await;
    }
    let mut seen: Vec<Value> = Vec::new();
    let mut path = "/notifications/outbox?limit=2".to_owned();
    loop {
        let page = world.stage.get(&admin, &path).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|mail| mail["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/notifications/outbox?limit=2&cursor={next}");
    }
    assert_eq!(seen.len(), 3);
    seen.dedup();
    assert_eq!(seen.len(), 3);
}
