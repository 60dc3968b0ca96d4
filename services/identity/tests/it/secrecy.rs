//! Nobody learns from an answer whether an address has an account.

use plaza_testkit::stage::Answer;
use serde_json::json;

use crate::world::{PASSWORD, World};

#[track_caller]
fn assert_same(one: &Answer, other: &Answer) {
    assert_eq!(one.status, other.status);
    assert_eq!(one.bytes, other.bytes);
    assert_eq!(one.headers, other.headers);
}

#[tokio::test]
async fn registering_a_known_address_looks_the_same_and_its_owner_is_told_once_in_a_while() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    world.stage.advance(chrono::Duration::minutes(5));
    let known = world.register_in(&world.visitor(), "ana@example.org").await;
    let unknown = world.register_in(&world.visitor(), "bea@example.org").await;
    assert_same(&known, &unknown);
    world.register_in(&world.visitor(), "ana@example.org").await.expect(202);
    assert_eq!(world.count("identity.user.registration_repeated.v1").await, 1);
    world.stage.advance(chrono::Duration::seconds(60));
    world.register_in(&world.visitor(), "ana@example.org").await.expect(202);
    assert_eq!(world.count("identity.user.registration_repeated.v1").await, 2);
    world.login("ana@example.org").await;
}

#[tokio::test]
async fn logging_in_fails_the_same_way_whatever_is_wrong() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    world.register_in(&world.visitor(), "unverified@example.org").await.expect(202);
    let wrong = world.try_login("ana@example.org", "otra cosa larga").await;
    assert_eq!((wrong.status, wrong.code()), (401, "identity.invalid_credentials"));
    assert!(wrong.body["detail"].as_str().unwrap().contains("not verified yet"));
    assert_same(&wrong, &world.try_login("nobody@example.org", PASSWORD).await);
    assert_same(&wrong, &world.try_login("no address at all", PASSWORD).await);
    assert_same(&wrong, &world.try_login("unverified@example.org", PASSWORD).await);
    sqlx::query("UPDATE users SET banned_at = created_at WHERE id = $1")
        .bind(ana)
        .execute(world.stage.pool())
        .await
        .unwrap();
    assert_same(&wrong, &world.try_login("ana@example.org", PASSWORD).await);
}

#[tokio::test]
async fn asking_for_a_mail_looks_the_same_and_floods_nobody() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    for path in ["/auth/forgot-password", "/auth/verify/resend"] {
        let known = world.stage.post(&world.visitor(), path, json!({ "email": "ana@example.org" })).await;
        let unknown = world.stage.post(&world.visitor(), path, json!({ "email": "nobody@example.org" })).await;
        assert_eq!(known.status, 202);
        assert_same(&known, &unknown);
    }
    world.stage.settle().await;
    assert_eq!(world.count("identity.user.password_reset_requested.v1").await, 1);
    assert_eq!(world.count("identity.user.verification_requested.v1").await, 0);

    let again = json!({ "email": "ana@example.org" });
    world.stage.post(&world.visitor(), "/auth/forgot-password", again.clone()).await.expect(202);
    world.stage.settle().await;
    assert_eq!(world.count("identity.user.password_reset_requested.v1").await, 1);
    world.stage.advance(chrono::Duration::seconds(60));
    world.stage.post(&world.visitor(), "/auth/forgot-password", again).await.expect(202);
    world.stage.settle().await;
    assert_eq!(world.count("identity.user.password_reset_requested.v1").await, 2);
}

#[tokio::test]
async fn events_and_tables_hold_no_secret_and_no_personal_text() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    let events: String =
        sqlx::query_scalar("SELECT coalesce(string_agg(event_data::text, ' '), '') FROM kernel.domain_events")
            .fetch_one(world.stage.pool())
            .await
            .unwrap();
    assert!(!events.contains("ana@") && !events.contains("Ana"), "{events}");
    let stored: i64 = sqlx::query_scalar("SELECT count(*) FROM refresh_tokens WHERE hash = convert_to($1, 'UTF8')")
        .bind(tokens["refreshToken"].as_str())
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(stored, 0);
    let token = tokens["accessToken"].as_str().unwrap();
    let claims = jsonwebtoken::dangerous::insecure_decode::<serde_json::Value>(token).unwrap().claims.to_string();
    assert!(!claims.contains("ana@") && !claims.contains("Ana"), "{claims}");
}

#[tokio::test]
async fn a_text_that_no_table_can_hold_is_nobodys() {
    let world = World::start().await;
    let refused = world.try_login("a\0na@example.org", PASSWORD).await.expect(400);
    assert_eq!(refused["errors"][0]["field"], "email");
    world.person("ana@example.org").await;
    let cx = world.cx(&world.login("ana@example.org").await);
    let answer = world.stage.post(&cx, "/users/preferences", json!({ "a": "b\0" })).await;
    assert_eq!(answer.code(), "request.invalid");
    let refused = world.stage.get(&plaza_testkit::people::admin(world.org), "/users?q=a%00na").await.expect(400);
    assert_eq!(refused["errors"][0]["field"], "q");
}
