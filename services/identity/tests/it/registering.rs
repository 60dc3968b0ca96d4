use std::sync::atomic::Ordering;

use plaza_core::{Cx, Role};
use plaza_identity_api::MailPurpose;
use serde_json::json;

use crate::world::{PASSWORD, World};

#[tokio::test]
async fn who_registers_verifies_and_logs_in() {
    let world = World::start().await;
    let answer = world.register_in(&world.visitor(), "ana@example.org").await;
    assert_eq!(answer.expect(202), json!({ "status": "check_your_mail" }));
    assert_eq!(world.stage.published().await, ["identity.user.registered.v1"]);
    assert_eq!(world.try_login("ana@example.org", PASSWORD).await.code(), "identity.invalid_credentials");

    let token = world.secret("ana@example.org", MailPurpose::Verify).await.unwrap();
    let verify = json!({ "token": token });
    let answer = world.stage.post(&world.visitor(), "/auth/verify", verify.clone()).await;
    assert_eq!(answer.expect(200), json!({ "status": "verified" }));
    world.stage.post(&world.visitor(), "/auth/verify", verify).await.expect(200);
    assert_eq!(world.count("identity.user.verified.v1").await, 1);
    assert_eq!(world.secret("ana@example.org", MailPurpose::Verify).await, None);

    let tokens = world.login("ANA@example.org").await;
    assert_eq!((&tokens["expiresIn"], &tokens["tokenType"]), (&json!(900), &json!("Bearer")));
    let claims = world.claims(&tokens);
    assert_eq!((claims.org, claims.roles), (Some(world.org), vec![Role::Client]));
    assert_eq!(claims.exp - claims.iat, 900);
    assert_eq!(world.count("identity.user.logged_in.v1").await, 1);
}

#[tokio::test]
async fn registering_works_while_settings_are_down_and_without_an_organisation() {
    let world = World::start().await;
    world.settings.down.store(true, Ordering::SeqCst);
    world.person("ana@example.org").await;
    assert_eq!(world.claims(&world.login("ana@example.org").await).roles, vec![Role::Member]);

    world.person_in(&Cx::anonymous(), "bea@example.org").await;
    let claims = world.claims(&world.login("bea@example.org").await);
    assert_eq!((claims.org, claims.roles), (None, vec![]));
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_name() {
    let world = World::start().await;
    let good = json!({ "email": "ana@example.org", "password": PASSWORD, "name": "Ana" });
    let cases = [
        ("email", json!("ana"), "email"),
        ("password", json!("corta"), "password"),
        ("password", json!("ana@example.org"), "password"),
        ("password", json!("password123"), "password"),
        ("name", json!(" "), "name"),
        ("locale", json!("fr"), "locale"),
        ("organisation", json!("other"), "organisation"),
    ];
    for (field, value, named) in cases {
        let mut body = good.clone();
        body[field] = value;
        let answer = world.stage.post(&world.visitor(), "/auth/register", body).await;
        assert_eq!((answer.status, answer.code()), (400, "request.invalid"), "{}", answer.body);
        assert!(answer.body["detail"].as_str().unwrap().contains(named), "{}", answer.body);
    }
    assert!(world.stage.published().await.is_empty());
}

#[tokio::test]
async fn an_account_prepared_by_a_stranger_wakes_with_the_owners_password() {
    let world = World::start().await;
    let stranger = json!({ "email": "ana@example.org", "password": "lo puso un extraño", "name": "Mallory" });
    world.stage.post(&world.visitor(), "/auth/register", stranger).await.expect(202);
    let first = world.secret("ana@example.org", MailPurpose::Verify).await.unwrap();
    world.register_in(&world.visitor(), "Ana@Example.org").await.expect(202);
    let answer = world.stage.post(&world.visitor(), "/auth/verify", json!({ "token": first })).await;
    assert_eq!((answer.status, answer.code()), (422, "identity.invalid_link"));

    let second = world.secret("ana@example.org", MailPurpose::Verify).await.unwrap();
    world.stage.post(&world.visitor(), "/auth/verify", json!({ "token": second })).await.expect(200);
    assert_eq!(world.try_login("ana@example.org", "lo puso un extraño").await.status, 401);
    let profile = world.stage.get(&world.cx(&world.login("ana@example.org").await), "/users/profile").await.expect(200);
    assert_eq!(profile["name"], "Ana García");
    let wanted =
        ["identity.user.registered.v1", "identity.user.verification_requested.v1", "identity.user.verified.v1"];
    assert_eq!(world.stage.published().await[..3], wanted);
}

#[tokio::test]
async fn two_who_register_at_once_make_one_account() {
    let world = World::start().await;
    let visitor = world.visitor();
    let (one, other) =
        tokio::join!(world.register_in(&visitor, "ana@example.org"), world.register_in(&visitor, "ANA@example.org"));
    assert_eq!((one.status, other.status), (202, 202));
    assert_eq!(world.count("identity.user.registered.v1").await, 1);
}

#[tokio::test]
async fn a_link_is_good_for_two_days() {
    let world = World::start().await;
    world.register_in(&world.visitor(), "ana@example.org").await.expect(202);
    let token = world.secret("ana@example.org", MailPurpose::Verify).await.unwrap();
    world.stage.advance(chrono::Duration::hours(48));
    let answer = world.stage.post(&world.visitor(), "/auth/verify", json!({ "token": token })).await;
    assert_eq!(answer.code(), "identity.invalid_link");

    world.stage.post(&world.visitor(), "/auth/verify/resend", json!({ "email": "ana@example.org" })).await.expect(202);
    world.stage.settle().await;
    assert_eq!(world.count("identity.user.verification_requested.v1").await, 1);
}
