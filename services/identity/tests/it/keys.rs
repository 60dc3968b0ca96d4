use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use plaza_core::Cx;
use plaza_identity::Claims;
use plaza_identity_api::Identity;
use serde_json::Value;

use crate::world::World;

/// Verifies a token as an integrator would, with nothing but the JWK set.
fn verify(set: &Value, token: &str) -> Option<Claims> {
    let set: JwkSet = serde_json::from_value(set.clone()).unwrap();
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(set.find(&kid)?).unwrap();
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.validate_exp = false; // the stage's clock is not the machine's
    validation.set_issuer(&["http://127.0.0.1:8080"]);
    jsonwebtoken::decode::<Claims>(token, &key, &validation).ok().map(|data| data.claims)
}

#[tokio::test]
async fn a_token_verifies_with_the_published_keys() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    let token = tokens["accessToken"].as_str().unwrap();
    let set = world.stage.get(&world.visitor(), "/.well-known/jwks.json").await.expect(200);
    let claims = verify(&set, token).unwrap();
    assert_eq!(claims.sub, ana);
    // For fifteen minutes from the moment it is given.
    let now = world.stage.clock.now().timestamp();
    assert_eq!((claims.iat - now, claims.exp - now), (0, 900));
    assert_eq!(world.stage.get(&world.visitor(), "/auth/jwks").await.expect(200), set);
    assert_eq!(world.identity().jwks(&Cx::service("gateway", None), ()).await.unwrap(), set);
    let mut changed = token.to_owned();
    changed.replace_range(token.len() - 4..token.len() - 2, "AA");
    assert!(verify(&set, &changed).is_none());
}

#[tokio::test]
async fn keys_are_replaced_by_age_and_the_old_one_verifies_for_a_day() {
    let world = World::with(&[("PLAZA_IDENTITY_SIGNING_KEY_DAYS", "90")]).await;
    world.person("ana@example.org").await;
    let old = world.login("ana@example.org").await;
    world.stage.advance(chrono::Duration::days(91));
    world.stage.settle().await;
    let new = world.login("ana@example.org").await;
    let set = world.stage.get(&world.visitor(), "/auth/jwks").await.expect(200);
    assert_eq!(set["keys"].as_array().unwrap().len(), 2);
    for tokens in [&old, &new] {
        assert!(verify(&set, tokens["accessToken"].as_str().unwrap()).is_some());
    }
    world.stage.advance(chrono::Duration::days(1));
    let set = world.stage.get(&world.visitor(), "/auth/jwks").await.expect(200);
    assert!(verify(&set, old["accessToken"].as_str().unwrap()).is_none());
}

#[tokio::test]
async fn a_key_sealed_under_another_secret_is_replaced() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    sqlx::query("INSERT INTO signing_keys (kid, sealed, jwk, created_at) VALUES ('foreign', '\\x00', '{}', now())")
        .execute(world.stage.pool())
        .await
        .unwrap();
    world.login("ana@example.org").await;
    let current: String = sqlx::query_scalar("SELECT kid FROM signing_keys WHERE retired_at IS NULL")
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert_ne!(current, "foreign");
}

#[tokio::test]
async fn two_who_need_the_first_key_at_once_make_one() {
    let world = World::start().await;
    let visitor = world.visitor();
    let (one, other) = tokio::join!(world.stage.get(&visitor, "/auth/jwks"), world.stage.get(&visitor, "/auth/jwks"));
    assert_eq!(one.expect(200), other.expect(200));
}
