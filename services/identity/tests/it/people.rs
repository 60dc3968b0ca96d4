use plaza_core::{Cx, OrgId, Role, Roles, UserId};
use plaza_identity_api::Identity;
use plaza_testkit::people::{admin, manager, member, person};
use serde_json::json;

use crate::world::World;

async fn as_admin(world: &World, user: UserId) -> Cx {
    world.give_roles(world.org, user, &["admin"]).await;
    person(world.org, user, Role::Admin)
}

#[tokio::test]
async fn operators_see_people_and_admins_set_roles() {
    let world = World::start().await;
    let (ana, bea) = (world.person("ana@example.org").await, world.person("bea@example.org").await);
    let boss = as_admin(&world, ana).await;
    let path = format!("/users/{bea}/roles");
    let set = world.stage.put(&boss, &path, json!({ "roles": ["manager", "member", "manager"] })).await.expect(200);
    assert_eq!(set["roles"], json!(["member", "manager"]));
    assert_eq!(world.count("identity.membership.changed.v1").await, 1);
    let card = world.stage.get(&manager(world.org), &format!("/users/{bea}")).await.expect(200);
    assert_eq!((&card["email"], &card["verified"]), (&json!("bea@example.org"), &json!(true)));
    assert_eq!(world.stage.put(&manager(world.org), &path, json!({ "roles": ["admin"] })).await.status, 403);
    assert_eq!(world.stage.get(&member(world.org), "/users").await.status, 403);
    assert_eq!(world.stage.put(&boss, &path, json!({ "roles": [] })).await.status, 400);
    assert_eq!(world.stage.put(&boss, &path, json!({ "roles": ["root"] })).await.status, 400);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let world = World::start().await;
    let (ana, bea) = (world.person("ana@example.org").await, world.person("bea@example.org").await);
    let boss = as_admin(&world, ana).await;
    let step_down = json!({ "roles": ["member"] });
    let path = format!("/users/{ana}/roles");
    let refused = world.stage.put(&boss, &path, step_down.clone()).await;
    assert_eq!((refused.status, refused.code()), (409, "identity.last_admin"));
    as_admin(&world, bea).await;
    world.stage.put(&boss, &path, step_down).await.expect(200);
}

#[tokio::test]
async fn two_admins_who_depose_each_other_at_once_leave_one() {
    let world = World::start().await;
    let (ana, bea) = (world.person("ana@example.org").await, world.person("bea@example.org").await);
    let (first, second) = (as_admin(&world, ana).await, as_admin(&world, bea).await);
    let (beas, anas) = (format!("/users/{bea}/roles"), format!("/users/{ana}/roles"));
    let (one, other) = tokio::join!(
        world.stage.put(&first, &beas, json!({ "roles": ["member"] })),
        world.stage.put(&second, &anas, json!({ "roles": ["member"] }))
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn people_are_listed_by_page_and_found_by_name() {
    let world = World::start().await;
    for email in ["ana@example.org", "bea@example.org", "cruz_100%@example.org"] {
        world.person(email).await;
    }
    let cx = admin(world.org);
    let first = world.stage.get(&cx, "/users?limit=2").await.expect(200);
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next = format!("/users?limit=2&cursor={}", first["next"].as_str().unwrap());
    let second = world.stage.get(&cx, &next).await.expect(200);
    assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &json!(null)));
    let found = world.stage.get(&cx, "/users?q=_100%25").await.expect(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let clients = world.stage.get(&cx, "/users?role=client").await.expect(200);
    assert_eq!(clients["items"].as_array().unwrap().len(), 3);
    assert_eq!(world.stage.get(&cx, "/users?page=2").await.status, 400);
}

#[tokio::test]
async fn services_read_people_by_id_and_by_role() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    let elsewhere = world.add_org("otra").await;
    let identity = world.identity();
    let service = Cx::service("notifications", None);
    let cards = identity.users(&service, vec![ana, UserId::new()]).await.unwrap();
    assert_eq!((cards.len(), cards[0].email.as_str(), cards[0].verified), (1, "ana@example.org", true));
    // On a person's behalf only the people of that person's organisation are seen.
    assert_eq!(identity.users(&member(world.org), vec![ana]).await.unwrap().len(), 1);
    assert!(identity.users(&member(elsewhere), vec![ana]).await.unwrap().is_empty());

    let in_org = |org: OrgId| Cx::service("notifications", Some(org));
    assert_eq!(identity.people_with_role(&in_org(world.org), Role::Client).await.unwrap(), vec![ana]);
    assert!(identity.people_with_role(&in_org(elsewhere), Role::Client).await.unwrap().is_empty());
    assert_eq!(identity.roles(&in_org(world.org), ana).await.unwrap(), Some(Roles(vec![Role::Client])));
    assert_eq!(identity.roles(&in_org(elsewhere), ana).await.unwrap(), None);
}
