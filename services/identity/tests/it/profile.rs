use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_profile_changes_only_where_it_is_told_to() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let cx = world.cx(&world.login("ana@example.org").await);
    let change = json!({ "locale": "es", "phone": " +34 600 000 000 ", "timeZone": "Europe/Madrid" });
    let profile = world.stage.put(&cx, "/users/profile", change).await.expect(200);
    assert_eq!((&profile["name"], &profile["phone"]), (&json!("Ana García"), &json!("+34 600 000 000")));
    let profile = world.stage.put(&cx, "/users/profile", json!({ "name": "Ana G.", "phone": "" })).await.expect(200);
    assert_eq!(
        (&profile["name"], &profile["phone"], &profile["timeZone"]),
        (&json!("Ana G."), &json!(""), &json!("Europe/Madrid"))
    );
    assert_eq!(world.stage.get(&cx, "/users/profile").await.expect(200), profile);
    assert_eq!(profile["organisations"][0]["slug"], "casa-norte");
    assert_eq!(world.count("identity.user.updated.v1").await, 2);

    for wrong in [
        json!({ "timeZone": "Mars/Base" }),
        json!({ "name": "" }),
        json!({ "email": "x@example.org" }),
        json!({ "phone": "1".repeat(41) }),
    ] {
        assert_eq!(world.stage.put(&cx, "/users/profile", wrong).await.code(), "request.invalid");
    }
    assert_eq!(world.stage.get(&world.visitor(), "/users/profile").await.status, 401);
}

#[tokio::test]
async fn preferences_are_merged_forgotten_and_bounded() {
    let world = World::start().await;
    world.person("ana@example.org").await;
    let cx = world.cx(&world.login("ana@example.org").await);
    world.stage.post(&cx, "/users/preferences", json!({ "theme": "dark", "weekStart": "monday" })).await.expect(200);
    let left = world.stage.post(&cx, "/users/preferences", json!({ "theme": null, "view": "week" })).await.expect(200);
    assert_eq!(left, json!({ "weekStart": "monday", "view": "week" }));
    assert_eq!(world.stage.get(&cx, "/users/profile").await.expect(200)["preferences"], left);
    let huge = json!({ "notes": "x".repeat(9_000) });
    assert_eq!(world.stage.post(&cx, "/users/preferences", huge).await.code(), "request.invalid");
}
