//! Complaints, and what operators do about them.

use plaza_core::{Cx, OrgId, Role};
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

#[tokio::test]
async fn nobody_reads_a_hidden_review_by_deciding_on_it_nor_in_the_audit_log() {
    let world = World::new().await;
    let order = world.completed().await;
    let hidden = world.write(&world.client, order, 1).await.expect(201);
    let decide = format!("/operations/reviews/{}/decide", hidden["id"].as_str().unwrap());
    // The one who is reviewed manages too: it is nothing to them either.
    let reviewed = people::person(world.org, world.worker.user().unwrap(), Role::Manager);
    for who in [&world.manager, &reviewed] {
        for remove in [false, true] {
            let refused = world.stage.post(who, &decide, json!({"remove": remove})).await;
            assert_eq!((refused.status, refused.code()), (404, "reviews.no_such_review"), "{}", refused.body);
        }
    }
    let told: Vec<serde_json::Value> = sqlx::query_scalar(
        "SELECT event_data FROM kernel.domain_events WHERE event_type = 'reviews.review.submitted.v1'",
    )
    .fetch_all(world.stage.pool())
    .await
    .unwrap();
    let mut members: Vec<&str> = told[0].as_object().unwrap().keys().map(String::as_str).collect();
    members.sort();
    assert_eq!((told.len(), members.join(" ")), (1, "author reference reviewId subject subjectKind timestamp".into()));
    world.audit().await;
}

#[tokio::test]
async fn nobody_judges_a_review_of_their_own_nor_one_about_themselves() {
    let world = World::new().await;
    let order = world.completed().await;
    world.write(&world.client, order, 1).await.expect(201);
    world.write(&world.worker, order, 5).await.expect(201);
    let id = world.shown().await["items"][0]["id"].as_str().unwrap().to_owned();
    let decide = format!("/operations/reviews/{id}/decide");
    let as_role = |who: &Cx, role| people::person(world.org, who.user().unwrap(), role);
    for who in [as_role(&world.client, Role::Manager), as_role(&world.worker, Role::Admin)] {
        for remove in [false, true] {
            let refused = world.stage.post(&who, &decide, json!({"remove": remove})).await;
            assert_eq!((refused.status, refused.code()), (403, "reviews.own_review"));
        }
    }
    assert_eq!(world.shown().await["items"][0]["status"], "published");
    let kept = world.stage.post(&world.manager, &decide, json!({"remove": false})).await.expect(200);
    assert_eq!((&kept["status"], &kept["authorName"]), (&json!("published"), &json!("Íñigo M.")));
    world.stage.post(&world.manager, &decide, json!({"remove": true})).await.expect(200);
    let late = world.stage.post(&world.manager, &decide, json!({"remove": false})).await;
    assert_eq!((late.status, late.code()), (409, "reviews.wrong_state"), "what was taken down does not stay");
    world.audit().await;
}

#[tokio::test]
async fn nobody_judges_a_review_of_an_hour_of_their_own_time() {
    let world = World::new().await;
    let marta = people::manager(world.org);
    let (booking, _) = world.stayed(&world.client, Some(&marta)).await;
    let body = json!({"reference": booking, "rating": 1});
    let written = world.stage.post(&world.client, "/reviews", body).await.expect(201);
    let path = format!("/reviews/{}/report", written["id"].as_str().unwrap());
    world.stage.post(&world.worker, &path, json!({"reason": "untrue"})).await.expect(200);
    let waiting = world.stage.get(&marta, "/operations/reviews").await.expect(200);
    assert_eq!(waiting["items"][0]["review"]["host"], json!(marta.user().unwrap()), "her page can say why not");
    let decide = format!("/operations/reviews/{}/decide", written["id"].as_str().unwrap());
    for remove in [false, true] {
        let refused = world.stage.post(&marta, &decide, json!({"remove": remove})).await;
        assert_eq!((refused.status, refused.code()), (403, "reviews.own_review"));
    }
    let summary = format!("/reviews/summary?subjectKind=professional&subject={}", marta.user().unwrap());
    assert_eq!(world.stage.get(&marta, &summary).await.expect(200)["count"], 1);
    world.stage.post(&world.manager, &decide, json!({"remove": true})).await.expect(200);
    world.audit().await;
}

#[tokio::test]
async fn every_answer_names_who_wrote() {
    let world = World::new().await;
    let order = world.completed().await;
    let written = world.write(&world.client, order, 4).await.expect(201);
    world.write(&world.worker, order, 4).await.expect(201);
    let path = format!("/reviews/{}", written["id"].as_str().unwrap());
    let replied = world.stage.post(&world.worker, &format!("{path}/reply"), json!({"text": "Gracias"})).await;
    let reported = world.stage.post(&world.worker, &format!("{path}/report"), json!({"reason": "spam"})).await;
    let mine = world.stage.get(&world.client, "/reviews/mine").await.expect(200);
    for answer in [&written, &replied.expect(200), &reported.expect(200), &mine["items"][0]] {
        assert_eq!(answer["authorName"], "Íñigo M.", "{answer}");
    }
}
