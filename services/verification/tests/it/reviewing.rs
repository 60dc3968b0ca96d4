//! Reviewers: the queue, who has a case, decisions.

use plaza_core::{OrgId, Role};
use plaza_testkit::people::{manager, member, person};
use serde_json::{Value, json};

use crate::world::{NAME, World, details, user};

#[tokio::test]
async fn the_queue_shows_who_waits_longest_first() {
    let world = World::new().await;
    let mut cases = Vec::new();
    for _ in 0..3 {
        cases.push(world.submitted(&member(world.org)).await.0);
        world.stage.advance(chrono::Duration::minutes(1));
    }
    world.gather(&world.ana).await;
    let ids = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = world.stage.get(&world.boss, "/operations/verification?limit=2").await.expect(200);
    assert_eq!(ids(&first), cases[..2]);
    let path = format!("/operations/verification?limit=2&cursor={}", first["next"].as_str().unwrap());
    let second = world.stage.get(&world.boss, &path).await.expect(200);
    assert_eq!((ids(&second), &second["next"]), (cases[2..].to_vec(), &json!(null)));
    assert!(!first.to_string().contains(NAME));

    world.review(&world.boss, &cases[0], "take", json!({})).await.expect(200);
    let waiting = world.stage.get(&world.boss, "/operations/verification?status=submitted").await.expect(200);
    assert_eq!(ids(&waiting), cases[1..]);
    let elsewhere = world.stage.get(&manager(OrgId::new()), "/operations/verification").await.expect(200);
    assert_eq!(elsewhere["items"], json!([]));
    assert_eq!(world.stage.get(&world.boss, "/operations/verification?status=lost").await.status, 400);
    assert_eq!(world.stage.get(&world.ana, "/operations/verification").await.status, 403);
}

#[tokio::test]
async fn of_two_reviewers_who_take_a_case_at_once_one_has_it() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    let (one, two) = tokio::join!(
        world.review(&world.boss, &case, "take", json!({})),
        world.review(&world.other_boss, &case, "take", json!({})),
    );
    let (won, lost, holder) = if one.status == 200 { (one, two, &world.boss) } else { (two, one, &world.other_boss) };
    assert_eq!(won.expect(200)["reviewer"], json!(user(holder)));
    assert_eq!((lost.status, lost.code()), (409, "verification.taken"));
    assert_eq!(lost.body["reviewer"], json!(user(holder)));
    assert_eq!(world.events("verification.case.taken.v1").await.len(), 1);
    world.review(holder, &case, "take", json!({})).await.expect(200);
    assert_eq!(world.events("verification.case.taken.v1").await.len(), 1, "taking twice is taking once");
    world.sound().await;
}

#[tokio::test]
async fn a_case_goes_back_to_the_queue_by_its_reviewer_or_an_admin() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    assert_eq!(world.review(&world.other_boss, &case, "release", json!({})).await.code(), "verification.taken");
    let released = world.review(&world.boss, &case, "release", json!({})).await.expect(200);
    assert_eq!((&released["status"], &released["reviewer"]), (&json!("submitted"), &json!(null)));
    world.review(&world.other_boss, &case, "take", json!({})).await.expect(200);
    world.review(&world.admin, &case, "release", json!({})).await.expect(200);
    assert_eq!(world.events("verification.case.released.v1").await.len(), 2);
    world.sound().await;
}

#[tokio::test]
async fn nobody_decides_what_they_have_not_taken_nor_their_own() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    assert_eq!(world.review(&world.boss, &case, "approve", json!({})).await.code(), "verification.not_taken");
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    for verb in ["approve", "reject"] {
        let body = if verb == "reject" { json!({"reasons": ["unreadable"]}) } else { json!({}) };
        let refused = world.review(&world.other_boss, &case, verb, body).await;
        assert_eq!((refused.status, refused.code()), (409, "verification.taken"));
    }
    let (own, _) = world.submitted(&world.boss).await;
    for verb in ["take", "approve"] {
        let refused = world.review(&world.boss, &own, verb, json!({})).await;
        assert_eq!((refused.status, refused.code()), (403, "verification.own_case"));
    }
    world.review(&world.other_boss, &own, "take", json!({})).await.expect(200);
    assert_eq!(world.review(&world.boss, &own, "approve", json!({})).await.code(), "verification.own_case");
    world.review(&world.other_boss, &own, "approve", json!({})).await.expect(200);
    world.sound().await;
}

#[tokio::test]
async fn a_rejected_case_says_why_and_is_submitted_anew() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    for wrong in [json!({}), json!({"reasons": []}), json!({"reasons": ["ugly"]}), json!({"reasons": ["other"]})] {
        assert_eq!(world.review(&world.boss, &case, "reject", wrong).await.status, 400);
    }
    let body =
        json!({"reasons": ["unreadable", "data_mismatch", "unreadable"], "note": "La foto del reverso está borrosa."});
    let rejected = world.review(&world.boss, &case, "reject", body).await.expect(200);
    assert_eq!(rejected["reasons"], json!(["unreadable", "data_mismatch"]));
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["status"], &mine["note"]), (&json!("rejected"), &json!("La foto del reverso está borrosa.")));
    let told = &world.events("verification.case.rejected.v1").await[0];
    assert_eq!(told["reasons"], json!(["unreadable", "data_mismatch"]));
    assert!(!told.to_string().contains("borrosa"));

    world.upload(&world.ana, "identity_back", crate::world::jpeg("sharp")).await.expect(201);
    world.stage.put(&world.ana, "/verification", details()).await.expect(200);
    world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["status"], &mine["reasons"], &mine["note"]), (&json!("submitted"), &json!([]), &json!(null)));
    world.review(&world.other_boss, &case, "take", json!({})).await.expect(200);
    let approved = world.review(&world.other_boss, &case, "approve", json!({"validMonths": 6})).await.expect(200);
    assert_eq!(approved["validUntil"], "2026-09-02T09:00:00Z");
    world.sound().await;
}

#[tokio::test]
async fn an_approval_counts_for_the_months_it_is_given() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    for months in [0, 121] {
        let refused = world.review(&world.boss, &case, "approve", json!({"validMonths": months})).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("validMonths")));
    }
    let approved = world.review(&world.boss, &case, "approve", json!({})).await.expect(200);
    assert_eq!(approved["validUntil"], "2028-03-02T09:00:00Z");
    let facts = &world.events("verification.case.approved.v1").await[0];
    assert_eq!((&facts["userId"], &facts["status"]), (&json!(user(&world.ana)), &json!("approved")));
}

#[tokio::test]
async fn another_organisation_s_cases_and_drafts_are_not_there() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    let stranger = person(OrgId::new(), world.boss.user().unwrap(), Role::Admin);
    let somebody = member(world.org);
    world.gather(&somebody).await;
    let draft = world.mine(&somebody).await["id"].as_str().unwrap().to_owned();
    for (who, id) in [(&stranger, &case), (&world.boss, &draft)] {
        assert_eq!(
            world.stage.get(who, &format!("/operations/verification/{id}")).await.code(),
            "verification.not_found"
        );
        for verb in ["take", "release", "approve"] {
            assert_eq!(world.review(who, id, verb, json!({})).await.code(), "verification.not_found");
        }
        let reject = world.review(who, id, "reject", json!({"reasons": ["unreadable"]})).await;
        assert_eq!(reject.status, 404);
    }
}
