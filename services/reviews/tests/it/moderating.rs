//! Complaints, and what operators do about them.

use plaza_core::OrgId;
use plaza_testkit::people;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_removed_review_counts_no_longer() {
    let world = World::new().await;
    for rating in [1, 5] {
        let order = world.completed().await;
        world.write(&world.client, order, rating).await.expect(201);
        world.write(&world.worker, order, 5).await.expect(201);
    }
    assert_eq!(world.summary().await["average"], json!(3.0));
    let bad = world.shown().await["items"][1]["id"].as_str().unwrap().to_owned();
    let report = format!("/reviews/{bad}/report");
    let complaint = json!({"reason": "offensive", "note": "Insulta"});
    world.stage.post(&world.worker, &report, complaint.clone()).await.expect(200);
    world.stage.post(&world.worker, &report, complaint.clone()).await.expect(200);
    assert_eq!(world.stage.get(&world.client, "/operations/reviews").await.status, 403);
    let waiting = world.stage.get(&world.manager, "/operations/reviews").await.expect(200);
    assert_eq!(waiting["items"].as_array().unwrap().len(), 1, "the same complaint twice is one");
    let foreign = people::manager(OrgId::new());
    let decide = format!("/operations/reviews/{bad}/decide");
    assert_eq!(world.stage.post(&foreign, &decide, json!({"remove": true})).await.status, 404);
    assert_eq!(world.stage.post(&foreign, &report, complaint).await.status, 404);
    let decided =
        world.stage.post(&world.manager, &decide, json!({"remove": true, "reason": "Insultos"})).await.expect(200);
    assert_eq!(decided["status"], "removed");
    world.stage.post(&world.manager, &decide, json!({"remove": true})).await.expect(200);
    assert_eq!(world.summary().await["average"], json!(5.0));
    assert_eq!(world.stage.get(&world.manager, "/operations/reviews").await.expect(200)["items"], json!([]));
    assert_eq!(
        world.stage.post(&world.worker, &format!("/reviews/{bad}/reply"), json!({"text": "x"})).await.status,
        404
    );
    assert!(world.stage.published().await.contains(&"reviews.review.removed.v1".to_owned()));
    world.audit().await;
}
