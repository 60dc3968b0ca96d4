//! Another organisation's ids answer as if they were not there, and so do strangers'.

use plaza_core::{Cx, OrgId};
use plaza_testkit::people::{admin, manager, member, visitor};
use serde_json::{Value, json};

use crate::world::{World, euros, paid, path};

async fn not_there(world: &World, who: &Cx, offer: &Value, order: &Value, status: u16) {
    let reason = json!({"reason": "None of mine"});
    let verbs = [
        ("orders", "start", json!({})),
        ("orders", "deliver", json!({"message": "x"})),
        ("orders", "request-revision", json!({"message": "x"})),
        ("orders", "complete", json!({})),
        ("orders", "extend", json!({"days": 1, "reason": "x"})),
        ("orders", "extension/accept", json!({})),
        ("orders", "extension/refuse", json!({})),
        ("orders", "cancel-request", reason.clone()),
        ("orders", "cancel-request/accept", json!({})),
        ("orders", "cancel-request/refuse", json!({})),
        ("orders", "dispute", json!({"reason": "other", "text": "None of my business"})),
        ("orders", "files?name=x", json!("bytes")),
        ("offers", "counter", world.terms()),
        ("offers", "accept", paid("tok_approved")),
        ("offers", "reject", json!({})),
        ("offers", "withdraw", json!({})),
    ];
    for (kind, verb, body) in verbs {
        let id = if kind == "orders" { order } else { &offer["id"] };
        let answer = world.stage.post(who, &path(kind, id, verb), body).await;
        assert_eq!(answer.status, status, "{kind} {verb}: {}", answer.body);
    }
    for path in [path("orders", order, ""), path("offers", &offer["id"], "")] {
        assert_eq!(world.stage.get(who, &path).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn another_organisation_s_ids_and_strangers_are_not_there() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    let offer = world.offer(world.terms()).await;
    let elsewhere = OrgId::new();
    not_there(&world, &manager(elsewhere), &offer, &order, 404).await;
    not_there(&world, &member(world.org), &offer, &order, 404).await;
    not_there(&world, &visitor(world.org), &offer, &order, 401).await;
    let split = json!({"toProfessional": euros(0), "toClient": euros(10_000), "note": "No"});
    assert_eq!(world.act(&admin(elsewhere), &order, "resolve", split).await.status, 404);
    let disputes = world.stage.get(&admin(elsewhere), "/operations/orders/disputes").await.expect(200);
    assert!(disputes["items"].as_array().unwrap().is_empty());
    // The same person in another organisation has nothing there.
    let moved = Cx { org: Some(elsewhere), ..world.client.clone() };
    not_there(&world, &moved, &offer, &order, 404).await;
    for list in ["/orders", "/offers"] {
        assert!(world.stage.get(&moved, list).await.expect(200)["items"].as_array().unwrap().is_empty());
    }
    assert_eq!(world.status(&order).await, "delivered");
    world.sound().await;
}
