use plaza_core::{Cx, Locale, Role, UserId};
use plaza_identity_api::{DemoExtra, DemoPerson, Identity, SeedDemo};
use plaza_testkit::stage::Stage;
use serde_json::json;

use crate::world::World;

fn demo() -> SeedDemo {
    let person = |email: &str, role| DemoPerson {
        email: email.into(),
        name: "Demo".into(),
        password: "plaza demo 2026".into(),
        role,
        locale: Locale::Es,
    };
    let people = vec![person("admin@demo.example", Role::Admin), person("member@demo.example", Role::Member)];
    SeedDemo { slug: "demo".into(), name: "Plaza Demo".into(), people, extras: Vec::new() }
}

#[tokio::test]
async fn the_demo_is_made_once_and_its_people_log_in() {
    let stage = Stage::of(plaza_identity::service()).start().await;
    let identity: plaza_identity_api::IdentityClient = stage.client();
    let cx = Cx::service("plaza", None);
    let first = identity.seed_demo(&cx, demo()).await.unwrap();
    assert!(first.fresh && first.people.len() == 2);
    let again = identity.seed_demo(&cx, demo()).await.unwrap();
    assert_eq!((again.org, &again.people, again.fresh), (first.org, &first.people, false));

    let visitor = Cx { org: Some(first.org), ..Cx::anonymous() };
    let body = json!({ "email": "admin@demo.example", "password": "plaza demo 2026" });
    stage.post(&visitor, "/auth/login", body).await.expect(200);
    let admins = identity.people_with_role(&Cx::service("plaza", Some(first.org)), Role::Admin).await.unwrap();
    assert_eq!(admins, vec![first.people[0]]);
}

#[tokio::test]
async fn the_demo_stays_out_of_what_people_use() {
    let world = World::start().await;
    let refused = world.identity().seed_demo(&Cx::service("plaza", None), demo()).await.unwrap_err();
    assert_eq!(refused.code, "identity.real_organisations");
    let users: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(users, 0);
}

#[tokio::test]
async fn a_demo_beside_real_organisations_is_found_and_left_as_it_is() {
    let stage = Stage::of(plaza_identity::service()).start().await;
    let identity: plaza_identity_api::IdentityClient = stage.client();
    let cx = Cx::service("plaza", None);
    let first = identity.seed_demo(&cx, demo()).await.unwrap();
    assert!(!first.grown);
    sqlx::query(
        "INSERT INTO organisations (id, slug, name, created_at) VALUES (gen_random_uuid(), 'real', 'Real', now())",
    )
    .execute(stage.pool())
    .await
    .unwrap();
    let again = identity.seed_demo(&cx, demo()).await.unwrap();
    assert_eq!((again.people, again.fresh, again.grown), (first.people, false, true));
    let mut larger = demo();
    larger.people.push(DemoPerson { email: "late@demo.example".into(), ..larger.people[0].clone() });
    assert_eq!(identity.seed_demo(&cx, larger).await.unwrap_err().code, "identity.real_organisations");
}

#[tokio::test]
async fn the_demo_takes_over_nobodys_account() {
    let stage = Stage::of(plaza_identity::service()).start().await;
    let body = json!({ "email": "Admin@demo.example", "password": "cuatro perros verdes", "name": "Ana" });
    stage.post(&Cx::anonymous(), "/auth/register", body).await.expect(202);
    let identity: plaza_identity_api::IdentityClient = stage.client();
    let refused = identity.seed_demo(&Cx::service("plaza", None), demo()).await.unwrap_err();
    assert_eq!(refused.code, "identity.real_organisations");
    let orgs: i64 = sqlx::query_scalar("SELECT count(*) FROM organisations").fetch_one(stage.pool()).await.unwrap();
    assert_eq!(orgs, 0);
}

#[tokio::test]
async fn extras_are_known_by_name_and_nobody_signs_in_as_them() {
    let stage = Stage::of(plaza_identity::service()).start().await;
    let identity: plaza_identity_api::IdentityClient = stage.client();
    let extra = DemoExtra {
        id: UserId::new(),
        email: "p17@people.demo.example".into(),
        name: "Ximena Campos".into(),
        locale: Locale::Es,
    };
    for _ in 0..2 {
        let seed = SeedDemo { extras: vec![extra.clone()], ..demo() };
        identity.seed_demo(&Cx::service("plaza", None), seed).await.unwrap();
    }
    let known = identity.users(&Cx::service("plaza", None), vec![extra.id]).await.unwrap();
    assert_eq!(known[0].name, "Ximena Campos");
    for password in ["!", "plaza demo 2026"] {
        let body = json!({ "email": extra.email, "password": password });
        assert_eq!(stage.post(&Cx::anonymous(), "/auth/login", body).await.status, 401);
    }
}
