//! Another organisation's people are not there.

use plaza_testkit::people::{admin, manager};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn another_organisations_people_answer_404() {
    let world = World::start().await;
    let ana = world.person("ana@example.org").await;
    let other = world.add_org("otra").await;
    let card = world.stage.get(&manager(other), &format!("/users/{ana}")).await;
    assert_eq!((card.status, card.code()), (404, "identity.no_such_person"));
    let roles = world.stage.put(&admin(other), &format!("/users/{ana}/roles"), json!({ "roles": ["admin"] })).await;
    assert_eq!((roles.status, roles.code()), (404, "identity.no_such_person"));
    let list = world.stage.get(&admin(other), "/users").await.expect(200);
    assert_eq!(list["items"], json!([]));
    assert_eq!(world.stage.get(&admin(other), "/users/nonsense").await.status, 404);
}

#[tokio::test]
async fn nobody_switches_into_an_organisation_that_is_not_theirs() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let other = world.add_org("otra").await;
    let cx = world.cx(&world.login("ana@example.org").await);
    for wanted in ["otra".to_owned(), other.to_string(), "no-such".to_owned()] {
        let answer = world.stage.post(&cx, "/auth/switch", json!({ "organisation": wanted })).await;
        assert_eq!((answer.status, answer.code()), (404, "identity.no_such_organisation"));
    }
}
