use plaza_bookings_api::events::BookingConfirmed;
use plaza_core::{OrgId, Role};
use plaza_testkit::people::{self, person};
use serde_json::{Value, json};

use crate::world::{World, facts};

async fn three(world: &World) -> Vec<Value> {
    for hours in [24, 48, 72] {
        let booking = world.booked(hours);
        world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
        world.stage.settle().await;
    }
    world.shown().await
}

#[tokio::test]
async fn one_reads_one_s_own_page_by_page() {
    let world = World::quiet().await;
    let all = three(&world).await;
    assert_eq!(all.len(), 3);
    let ana = world.as_ana();
    let first = world.stage.get(&ana, "/notifications?limit=2").await.expect(200);
    assert_eq!((first["items"].as_array().unwrap().len(), first["unreadCount"].as_i64()), (2, Some(3)));
    let next = first["next"].as_str().unwrap();
    let second = world.stage.get(&ana, &format!("/notifications?limit=2&cursor={next}")).await.expect(200);
    assert_eq!(second["items"], json!([all[2]]));
    assert_eq!(second["next"], Value::Null);
    assert_eq!(world.stage.get(&ana, "/notifications?cursor=x").await.status, 400);
    let ben = world.somebody(Role::Member);
    assert_eq!(world.stage.get(&ben, "/notifications").await.expect(200)["items"], json!([]));
    assert_eq!(world.stage.get(&people::visitor(world.org), "/notifications").await.status, 401);
}

#[tokio::test]
async fn read_is_read() {
    let world = World::quiet().await;
    let all = three(&world).await;
    let ana = world.as_ana();
    let mark = async |body: Value| world.stage.post(&ana, "/notifications/mark-read", body).await;
    assert_eq!(mark(json!({ "ids": [all[0]["id"], all[0]["id"]] })).await.expect(200)["unreadCount"], 2);
    let unread = world.stage.get(&ana, "/notifications?unread=true").await.expect(200);
    assert_eq!(unread["items"], json!([all[1], all[2]]));
    let read_at = world.shown().await[0]["readAt"].clone();
    assert_ne!(read_at, Value::Null);
    world.stage.advance(chrono::Duration::hours(1));
    assert_eq!(mark(json!({ "all": true })).await.expect(200)["unreadCount"], 0);
    assert_eq!(world.shown().await[0]["readAt"], read_at, "when it was read first counts");
    for unclear in [json!({}), json!({ "ids": [] }), json!({ "ids": [all[0]["id"]], "all": true })] {
        assert_eq!(mark(unclear).await.status, 400);
    }
}

#[tokio::test]
async fn others_notifications_are_not_there() {
    let world = World::quiet().await;
    let all = three(&world).await;
    let body = json!({ "ids": [all[0]["id"], all[1]["id"]] });
    let ben = world.somebody(Role::Manager);
    let elsewhere = person(OrgId::new(), world.ana.id, Role::Member);
    for cx in [&ben, &elsewhere] {
        let refused = world.stage.post(cx, "/notifications/mark-read", body.clone()).await;
        assert_eq!((refused.status, refused.code()), (404, "notifications.not_found"));
    }
    let half = json!({ "ids": [all[0]["id"], uuid::Uuid::now_v7()] });
    assert_eq!(world.stage.post(&world.as_ana(), "/notifications/mark-read", half).await.status, 404);
    let list = world.stage.get(&world.as_ana(), "/notifications").await.expect(200);
    assert_eq!(list["unreadCount"], 3, "all or nothing");
}

#[tokio::test]
async fn what_is_switched_off_stays_away() {
    let world = World::mailing().await;
    let ana = world.as_ana();
    let list = world.stage.get(&ana, "/notifications/preferences").await.expect(200);
    let find = |list: &Value, kind: &str, channel: &str| {
        let items = list["items"].as_array().unwrap();
        items.iter().find(|item| item["kind"] == kind && item["channel"] == channel).cloned()
    };
    let verify = find(&list, "verify_address", "mail").unwrap();
    assert_eq!((verify["enabled"].as_bool(), verify["changeable"].as_bool()), (Some(true), Some(false)));
    assert_eq!(find(&list, "verify_address", "in_app"), None);

    let off = json!([{ "kind": "booking_confirmed", "channel": "mail", "enabled": false }]);
    let list = world.stage.post(&ana, "/notifications/preferences", off.clone()).await.expect(200);
    assert_eq!(find(&list, "booking_confirmed", "mail").unwrap()["enabled"], false);
    three(&world).await;
    assert!(world.server().taken().is_empty());
    assert_eq!(world.shown().await.len(), 3);
    assert_eq!(world.deliveries("mail").await[0], ("suppressed".to_owned(), Some("switched off".to_owned())));

    let both = json!([
        { "kind": "booking_confirmed", "channel": "mail", "enabled": true },
        { "kind": "booking_confirmed", "channel": "in_app", "enabled": false },
    ]);
    world.stage.post(&ana, "/notifications/preferences", both).await.expect(200);
    three(&world).await;
    assert_eq!((world.server().taken().len(), world.shown().await.len()), (3, 3));
    world.sound().await;
}

#[tokio::test]
async fn what_must_arrive_cannot_be_switched_off() {
    let world = World::quiet().await;
    let ana = world.as_ana();
    let changes = json!([
        { "kind": "booking_confirmed", "channel": "mail", "enabled": false },
        { "kind": "password_reset", "channel": "mail", "enabled": false },
    ]);
    let refused = world.stage.post(&ana, "/notifications/preferences", changes).await;
    assert_eq!((refused.status, refused.code()), (422, "notifications.no_choice"));
    let count: i64 =
        sqlx::query_scalar("SELECT count(*) FROM preferences").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(count, 0, "all or nothing");
    let unknown = json!([{ "kind": "nonsense", "channel": "mail", "enabled": false }]);
    assert_eq!(world.stage.post(&ana, "/notifications/preferences", unknown).await.status, 400);
}
