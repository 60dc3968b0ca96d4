use plaza_core::Cx;
use plaza_identity_api::Identity;
use serde_json::{Value, json};

use crate::world::World;

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

#[tokio::test]
async fn a_refresh_token_works_once_and_carries_the_roles_of_now() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    let first = world.login("ana@example.org").await;
    world.give_roles(world.org, ana, &["manager"]).await;
    world.stage.advance(chrono::Duration::minutes(15));
    let second = world.refresh(text(&first, "refreshToken")).await.expect(200);
    assert_ne!(first["refreshToken"], second["refreshToken"]);
    let (before, after) = (world.claims(&first), world.claims(&second));
    assert_eq!((before.sid, before.sub), (after.sid, after.sub));
    assert_eq!(after.roles, vec![plaza_core::Role::Manager]);
    world.stage.advance(chrono::Duration::minutes(15));
    world.refresh(text(&second, "refreshToken")).await.expect(200);
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_within_ten_seconds() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let first = world.login("ana@example.org").await;
    let second = world.refresh(text(&first, "refreshToken")).await.expect(200);
    world.stage.advance(chrono::Duration::seconds(10));
    let repeated = world.refresh(text(&first, "refreshToken")).await.expect(200);
    assert_eq!(second["refreshToken"], repeated["refreshToken"]);
    world.refresh(text(&second, "refreshToken")).await.expect(200);
    assert_eq!(world.count("identity.session.revoked.v1").await, 0);
}

#[tokio::test]
async fn two_tabs_that_refresh_at_once_get_the_same_token() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let first = world.login("ana@example.org").await;
    let token = text(&first, "refreshToken");
    let (one, other) = tokio::join!(world.refresh(token), world.refresh(token));
    assert_eq!(one.expect(200)["refreshToken"], other.expect(200)["refreshToken"]);
}

#[tokio::test]
async fn a_spent_token_that_comes_later_ends_the_whole_session() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let (first, other) = (world.login("ana@example.org").await, world.login("ana@example.org").await);
    let second = world.refresh(text(&first, "refreshToken")).await.expect(200);
    world.stage.advance(chrono::Duration::seconds(11));
    let reused = world.refresh(text(&first, "refreshToken")).await;
    assert_eq!((reused.status, reused.code()), (401, "identity.invalid_refresh"));
    assert_eq!(world.refresh(text(&second, "refreshToken")).await.status, 401);
    world.refresh(text(&other, "refreshToken")).await.expect(200);

    let reason: String = sqlx::query_scalar(
        "SELECT event_data ->> 'reason' FROM kernel.domain_events WHERE event_type = 'identity.session.revoked.v1'",
    )
    .fetch_one(world.stage.pool())
    .await
    .unwrap();
    assert_eq!(reason, "reuse");
    let since = world.stage.clock.now() - chrono::Duration::minutes(20);
    let revoked = world.identity().revoked_sessions(&Cx::service("gateway", None), since).await.unwrap();
    assert_eq!(revoked, vec![world.claims(&first).sid]);
}

#[tokio::test]
async fn an_unused_token_dies_after_thirty_days_and_is_swept_away_later() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    world.stage.advance(chrono::Duration::days(30));
    assert_eq!(world.refresh(text(&tokens, "refreshToken")).await.status, 401);
    world.stage.advance(chrono::Duration::days(31));
    world.stage.settle().await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM sessions").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn logging_out_ends_the_session_by_either_token() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let first = world.login("ana@example.org").await;
    let body = json!({ "refreshToken": first["refreshToken"] });
    world.stage.post(&world.visitor(), "/auth/logout", body.clone()).await.expect(204);
    world.stage.post(&world.visitor(), "/auth/logout", body).await.expect(204);
    assert_eq!(world.refresh(text(&first, "refreshToken")).await.status, 401);

    let second = world.login("ana@example.org").await;
    world.stage.post(&world.cx(&second), "/auth/logout", json!({})).await.expect(204);
    assert_eq!(world.refresh(text(&second, "refreshToken")).await.status, 401);
    assert_eq!(world.count("identity.session.revoked.v1").await, 2);
    assert_eq!(world.stage.post(&world.visitor(), "/auth/logout", json!({})).await.status, 401);
    let unknown = json!({ "refreshToken": "no such token" });
    world.stage.post(&world.visitor(), "/auth/logout", unknown).await.expect(204);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_only() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    world.person("bea@example.org").await;
    let (first, second) = (world.login("ana@example.org").await, world.login("ana@example.org").await);
    let (ana, bea) = (world.cx(&second), world.cx(&world.login("bea@example.org").await));
    let list = world.stage.get(&ana, "/auth/sessions").await.expect(200);
    let items = list["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["current"], &items[1]["current"]), (2, &json!(true), &json!(false)));

    let path = format!("/auth/sessions/{}", world.claims(&first).sid);
    assert_eq!(world.stage.delete(&bea, &path).await.code(), "identity.no_such_session");
    world.stage.delete(&ana, &path).await.expect(204);
    assert_eq!(world.stage.delete(&ana, &path).await.status, 404);
    assert_eq!(world.refresh(text(&first, "refreshToken")).await.status, 401);
    assert_eq!(world.stage.get(&ana, "/auth/sessions").await.expect(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.stage.get(&world.visitor(), "/auth/sessions").await.status, 401);
}

#[tokio::test]
async fn a_suspended_person_cannot_refresh() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    sqlx::query("UPDATE users SET banned_at = created_at WHERE id = $1")
        .bind(ana)
        .execute(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(world.refresh(text(&tokens, "refreshToken")).await.status, 401);
}
