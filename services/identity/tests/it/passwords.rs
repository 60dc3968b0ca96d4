use plaza_identity_api::MailPurpose;
use serde_json::json;

use crate::world::{PASSWORD, World};

const NEW: &str = "cinco gatos azules";

#[tokio::test]
async fn a_forgotten_password_is_set_anew_and_ends_all_sessions() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    let token = world.secret("ana@example.org", MailPurpose::Reset).await.unwrap();
    let easy = json!({ "token": token, "password": "password123" });
    assert_eq!(world.stage.post(&world.visitor(), "/auth/reset-password", easy).await.code(), "request.invalid");
    let body = json!({ "token": token, "password": NEW });
    world.stage.post(&world.visitor(), "/auth/reset-password", body.clone()).await.expect(204);
    let again = world.stage.post(&world.visitor(), "/auth/reset-password", body).await;
    assert_eq!((again.status, again.code()), (422, "identity.invalid_link"));

    assert_eq!(world.try_login("ana@example.org", PASSWORD).await.status, 401);
    world.try_login("ana@example.org", NEW).await.expect(200);
    assert_eq!(world.refresh(tokens["refreshToken"].as_str().unwrap()).await.status, 401);
    assert_eq!(world.count("identity.user.password_changed.v1").await, 1);
    assert_eq!(world.count("identity.session.revoked.v1").await, 1);
}

#[tokio::test]
async fn a_reset_proves_the_address_and_is_good_for_an_hour() {
    let world = World::start().await;
    world.register_in(&world.visitor(), "ana@example.org").await.expect(202);
    let late = world.secret("ana@example.org", MailPurpose::Reset).await.unwrap();
    world.stage.advance(chrono::Duration::hours(1));
    let body = json!({ "token": late, "password": NEW });
    assert_eq!(world.stage.post(&world.visitor(), "/auth/reset-password", body).await.code(), "identity.invalid_link");

    let token = world.secret("ana@example.org", MailPurpose::Reset).await.unwrap();
    assert_eq!(
        world.stage.post(&world.visitor(), "/auth/verify", json!({ "token": token })).await.code(),
        "identity.invalid_link"
    );
    let body = json!({ "token": token, "password": NEW });
    world.stage.post(&world.visitor(), "/auth/reset-password", body).await.expect(204);
    world.try_login("ana@example.org", NEW).await.expect(200);
    assert_eq!(world.count("identity.user.verified.v1").await, 1);
}

#[tokio::test]
async fn changing_the_password_needs_the_present_one_and_ends_the_other_sessions() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let (here, there) = (world.login("ana@example.org").await, world.login("ana@example.org").await);
    let cx = world.cx(&here);
    let wrong = json!({ "current": "no es esta", "new": NEW });
    assert_eq!(world.stage.put(&cx, "/users/password", wrong).await.code(), "identity.wrong_password");
    let easy = json!({ "current": PASSWORD, "new": "1234567890" });
    assert_eq!(world.stage.put(&cx, "/users/password", easy).await.code(), "request.invalid");
    let good = json!({ "current": PASSWORD, "new": NEW });
    world.stage.put(&cx, "/users/password", good).await.expect(204);
    assert_eq!(world.refresh(there["refreshToken"].as_str().unwrap()).await.status, 401);
    world.refresh(here["refreshToken"].as_str().unwrap()).await.expect(200);
    world.try_login("ana@example.org", NEW).await.expect(200);
}

#[tokio::test]
async fn an_imported_bcrypt_hash_signs_in_and_is_upgraded() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    let old = bcrypt::hash("de otro sistema", 4).unwrap();
    sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1")
        .bind(ana)
        .bind(&old)
        .execute(world.stage.pool())
        .await
        .unwrap();
    world.try_login("ana@example.org", "de otro sistema").await.expect(200);
    let hash: String = sqlx::query_scalar("SELECT password_hash FROM users WHERE id = $1")
        .bind(ana)
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    world.try_login("ana@example.org", "de otro sistema").await.expect(200);
}
