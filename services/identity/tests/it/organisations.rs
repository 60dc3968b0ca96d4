use plaza_core::{Cx, OrgId, Role};
use plaza_identity_api::{Identity, OrgRef};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn who_makes_an_organisation_is_its_admin_from_the_next_token_on() {
    let world = World::start().await;
    world.person_in(&Cx::anonymous(), "ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    let body = json!({ "name": "Casa Sur", "slug": "casa-sur" });
    let cx = world.cx(&tokens);
    let made = world.stage.post_keyed(&cx, "key-1", "/organisations", body.clone()).await.expect(201);
    assert_eq!(made["roles"], json!(["admin"]));
    assert_eq!(world.stage.post_keyed(&cx, "key-1", "/organisations", body.clone()).await.expect(201), made);
    assert_eq!(world.count("identity.organisation.created.v1").await, 1);
    assert_eq!(world.stage.post(&cx, "/organisations", body).await.code(), "identity.slug_taken");

    let next = world.refresh(tokens["refreshToken"].as_str().unwrap()).await.expect(200);
    let claims = world.claims(&next);
    assert_eq!((claims.org.map(|org| json!(org)), claims.roles), (Some(made["id"].clone()), vec![Role::Admin]));
    let mine = world.stage.get(&world.cx(&next), "/organisations").await.expect(200);
    assert_eq!(mine["items"][0]["slug"], "casa-sur");
    let current = world.stage.get(&world.cx(&next), "/organisations/current").await.expect(200);
    assert_eq!((&current["name"], &current["roles"]), (&json!("Casa Sur"), &json!(["admin"])));
}

#[tokio::test]
async fn switching_begins_a_new_chain_in_the_same_session() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let tokens = world.login("ana@example.org").await;
    let body = json!({ "name": "Casa Sur", "slug": "casa-sur" });
    let made = world.stage.post(&world.cx(&tokens), "/organisations", body).await.expect(201);
    let here = world.claims(&tokens);
    assert_eq!((here.org, &here.roles), (Some(world.org), &vec![Role::Client]));

    let switch = json!({ "organisation": "casa-sur" });
    let there = world.stage.post(&world.cx(&tokens), "/auth/switch", switch).await.expect(200);
    let claims = world.claims(&there);
    assert_eq!((claims.sid, claims.roles), (here.sid, vec![Role::Admin]));
    assert_eq!(world.refresh(tokens["refreshToken"].as_str().unwrap()).await.status, 401);
    let next = world.refresh(there["refreshToken"].as_str().unwrap()).await.expect(200);
    assert_eq!(world.claims(&next).org.map(|org| json!(org)), Some(made["id"].clone()));
}

#[tokio::test]
async fn an_organisation_is_found_by_id_slug_or_as_the_oldest() {
    let world = World::start().await;
    world.stage.advance(chrono::Duration::seconds(1));
    let other = world.add_org("otra").await;
    let (identity, cx) = (world.identity(), Cx::service("gateway", None));
    let slug = |card: Option<plaza_identity_api::OrgCard>| card.map(|card| card.slug);
    assert_eq!(slug(identity.organisation(&cx, OrgRef::Default).await.unwrap()).as_deref(), Some("casa-norte"));
    assert_eq!(slug(identity.organisation(&cx, OrgRef::Id(other)).await.unwrap()).as_deref(), Some("otra"));
    assert_eq!(identity.organisation(&cx, OrgRef::Slug("otra".into())).await.unwrap().unwrap().id, other);
    assert_eq!(identity.organisation(&cx, OrgRef::Id(OrgId::new())).await.unwrap(), None);
}

#[tokio::test]
async fn a_slug_is_plain_and_nobody_unsigned_makes_organisations() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let cx = world.cx(&world.login("ana@example.org").await);
    for slug in ["Casa", "api", "x"] {
        let answer = world.stage.post(&cx, "/organisations", json!({ "name": "Casa", "slug": slug })).await;
        assert_eq!(answer.code(), "request.invalid", "{slug}");
    }
    let answer = world.stage.post(&world.visitor(), "/organisations", json!({ "name": "Casa", "slug": "casa" })).await;
    assert_eq!(answer.status, 401);
}
