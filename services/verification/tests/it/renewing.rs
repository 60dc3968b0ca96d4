//! What was approved stays so until a renewal is approved, and until an operator withdraws it.

use chrono::Duration;
use plaza_core::OrgId;
use plaza_testkit::people::{manager, member};
use serde_json::{Value, json};

use crate::world::{NAME, World, details, jpeg, user};

const IMPOSTER: &str = "Imposter Name";

fn imposter() -> Value {
    let mut body = details();
    body["legalName"] = json!(IMPOSTER);
    body
}

fn ids(documents: &Value) -> Vec<String> {
    documents.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_renewal_leaves_what_was_approved_until_it_is_approved() {
    let world = World::new().await;
    // A month is within the sixty days from the first day on.
    let case = world.approved(&world.ana, 1).await;
    let operators =
        async || world.stage.get(&world.boss, &format!("/operations/verification/{case}")).await.expect(200);
    let before = world.mine(&world.ana).await;
    let approved = ids(&before["documents"]);
    assert_eq!((&before["approved"]["details"]["legalName"], &before["renewal"]), (&json!(NAME), &json!(null)));
    assert_eq!(ids(&before["approved"]["documents"]), approved);

    let mine = world.stage.put(&world.ana, "/verification", imposter()).await.expect(200);
    assert_eq!((&mine["status"], &mine["renewal"]["status"]), (&json!("approved"), &json!("draft")));
    assert_eq!(mine["approved"], before["approved"]);
    let front = world.upload(&world.ana, "identity_front", jpeg("imposter")).await.expect(201);
    let path = format!("/verification/documents/{}", approved[2]);
    world.stage.delete(&world.ana, &path).await.expect(204);
    assert_eq!(world.stage.delete(&world.ana, &path).await.code(), "verification.document_not_found");
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["approved"], &mine["missing"]), (&before["approved"], &json!(["selfie"])));
    assert_eq!(mine["documents"][0]["id"], front["id"]);
    for id in &approved {
        assert_eq!(world.open(&world.ana, id).await.status, 200, "what was looked at is kept");
    }
    let shown = operators().await;
    assert_eq!((&shown["details"]["legalName"], ids(&shown["documents"])), (&json!(NAME), approved.clone()));
    assert!(!shown.to_string().contains(IMPOSTER), "nobody has submitted it");
    world.sound().await;

    world.upload(&world.ana, "selfie", jpeg("imposter")).await.expect(201);
    for decision in ["reject", "approve"] {
        world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
        world.review(&world.boss, &case, "take", json!({})).await.expect(200);
        let shown = operators().await;
        assert_eq!(shown["details"]["legalName"], IMPOSTER);
        assert_eq!(shown["approved"], before["approved"]);
        let body = if decision == "reject" { json!({"reasons": ["data_mismatch"]}) } else { json!({}) };
        if decision == "approve" {
            assert_eq!(world.mine(&world.ana).await["renewal"]["status"], "in_review");
        }
        world.review(&world.boss, &case, decision, body).await.expect(200);
        if decision == "reject" {
            let mine = world.mine(&world.ana).await;
            assert_eq!((&mine["approved"], &mine["renewal"]["status"]), (&before["approved"], &json!("rejected")));
            assert_eq!(world.files().len(), 5);
        }
        world.sound().await;
    }
    let after = world.mine(&world.ana).await;
    assert_eq!((&after["approved"]["details"]["legalName"], &after["renewal"]), (&json!(IMPOSTER), &json!(null)));
    assert_eq!(after["approved"]["documents"], after["documents"]);
    assert_eq!(world.files().len(), 3, "what was replaced is gone from the disk");
    assert_eq!(world.open(&world.ana, &approved[0]).await.code(), "verification.document_not_found");
}

#[tokio::test]
async fn what_was_approved_goes_with_its_end() {
    let world = World::new().await;
    world.approved(&world.ana, 1).await;
    world.stage.put(&world.ana, "/verification", imposter()).await.expect(200);
    world.upload(&world.ana, "selfie", jpeg("imposter")).await.expect(201);
    assert_eq!(world.files().len(), 4);
    world.stage.advance(Duration::days(32));
    world.stage.settle().await;
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["status"], &mine["approved"], &mine["renewal"]), (&json!("expired"), &json!(null), &json!(null)));
    assert_eq!((&mine["details"]["legalName"], &mine["missing"]), (&json!(IMPOSTER), &json!([])), "it can be sent");
    assert_eq!(world.files().len(), 3);
    world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
    world.sound().await;
}

#[tokio::test]
async fn an_approval_is_withdrawn_with_reasons_at_once() {
    let world = World::new().await;
    let (case, _) = world.submitted(&world.ana).await;
    let body = json!({"reasons": ["suspected_forgery"], "note": "La policía dice que es falso."});
    let refused = world.review(&world.boss, &case, "revoke", body.clone()).await;
    assert_eq!((refused.code(), &refused.body["state"]), ("verification.wrong_state", &json!("submitted")));
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    world.review(&world.boss, &case, "approve", json!({})).await.expect(200);
    for wrong in [json!({}), json!({"reasons": []}), json!({"reasons": ["other"]})] {
        assert_eq!(world.review(&world.other_boss, &case, "revoke", wrong).await.status, 400);
    }
    assert_eq!(world.review(&world.ana, &case, "revoke", body.clone()).await.status, 403);
    let stranger = manager(OrgId::new());
    assert_eq!(world.review(&stranger, &case, "revoke", body.clone()).await.code(), "verification.not_found");
    let own = world.approved(&member(world.org), 2).await;
    world.review(&world.boss, &own, "revoke", body.clone()).await.expect(200);

    let revoked = world.review(&world.other_boss, &case, "revoke", body.clone()).await.expect(200);
    assert_eq!((&revoked["status"], &revoked["validUntil"]), (&json!("rejected"), &json!(null)));
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["approved"], &mine["reasons"]), (&json!(null), &json!(["suspected_forgery"])));
    assert_eq!(mine["note"], "La policía dice que es falso.");
    for kind in ["verification.case.revoked.v1", "verification.case.rejected.v1"] {
        let told = &world.events(kind).await[1];
        assert_eq!((&told["userId"], &told["validUntil"]), (&json!(user(&world.ana)), &json!(null)), "{kind}");
    }
    assert_eq!(world.review(&world.boss, &case, "revoke", body).await.code(), "verification.wrong_state");
    world.sound().await;

    // As what is refused, it can be proved anew; and what nobody sends again is forgotten.
    world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    world.review(&world.boss, &case, "reject", json!({"reasons": ["suspected_forgery"]})).await.expect(200);
    world.stage.advance(Duration::days(91));
    world.stage.settle().await;
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["details"], &mine["note"], world.files().len()), (&json!(null), &json!(null), 0));
}

#[tokio::test]
async fn an_approval_is_withdrawn_while_it_is_renewed_but_never_by_its_owner() {
    let world = World::new().await;
    let body = json!({"reasons": ["suspected_forgery"]});
    for state in ["approved", "submitted", "in_review", "rejected"] {
        let who = manager(world.org);
        let case = world.approved(&who, 1).await;
        world.stage.put(&who, "/verification", imposter()).await.expect(200);
        if state != "approved" {
            world.submitted(&who).await;
        }
        if state == "in_review" || state == "rejected" {
            world.review(&world.other_boss, &case, "take", json!({})).await.expect(200);
        }
        if state == "rejected" {
            world.review(&world.other_boss, &case, "reject", json!({"reasons": ["unreadable"]})).await.expect(200);
        }
        assert_eq!(world.mine(&who).await["status"], state);
        assert_eq!(world.review(&who, &case, "revoke", body.clone()).await.code(), "verification.own_case", "{state}");
        let revoked = world.review(&world.boss, &case, "revoke", body.clone()).await.expect(200);
        assert_eq!((&revoked["status"], &revoked["validUntil"]), (&json!("rejected"), &json!(null)), "{state}");
        assert_eq!(world.mine(&who).await["reasons"], json!(["suspected_forgery"]));
        world.sound().await;
    }
    assert_eq!(world.events("verification.case.revoked.v1").await.len(), 4);
}

#[tokio::test]
async fn what_was_approved_goes_when_it_is_withdrawn() {
    let world = World::new().await;
    let case = world.approved(&world.ana, 1).await;
    world.stage.put(&world.ana, "/verification", imposter()).await.expect(200);
    world.upload(&world.ana, "selfie", jpeg("imposter")).await.expect(201);
    assert_eq!(world.files().len(), 4, "the approved one is kept beside the new one");
    let body = json!({"reasons": ["suspected_forgery"]});
    world.review(&world.other_boss, &case, "revoke", body).await.expect(200);
    world.sound().await;
    assert_eq!(world.files().len(), 3, "what nobody has at hand any more is gone");
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["approved"], &mine["details"]["legalName"]), (&json!(null), &json!(IMPOSTER)));
    // What is left is its person's to remove.
    for id in ids(&mine["documents"]) {
        world.stage.delete(&world.ana, &format!("/verification/documents/{id}")).await.expect(204);
    }
    assert_eq!(world.files().len(), 0);
    assert_eq!(world.mine(&world.ana).await["documents"], json!([]));
    world.sound().await;
}

#[tokio::test]
async fn what_was_approved_goes_with_whoever_comes_first_after_its_end() {
    let world = World::new().await;
    let (taken, sent) = (member(world.org), member(world.org));
    let mut cases = Vec::new();
    for who in [&taken, &sent] {
        cases.push(world.approved(who, 1).await);
        world.upload(who, "selfie", jpeg("new")).await.expect(201);
    }
    world.stage.post(&taken, "/verification/submit", json!({})).await.expect(200);
    assert_eq!(world.files().len(), 8);
    // A reviewer and the other person are there before the reconciler.
    world.stage.advance(Duration::days(32));
    world.review(&world.boss, &cases[0], "take", json!({})).await.expect(200);
    world.stage.post(&sent, "/verification/submit", json!({})).await.expect(200);
    assert_eq!(world.files().len(), 6);
    world.sound().await;
    world.stage.settle().await;
    world.sound().await;
    for who in [&taken, &sent] {
        let mine = world.mine(who).await;
        assert_eq!((&mine["approved"], mine["documents"].as_array().unwrap().len()), (&json!(null), 3));
    }
}

#[tokio::test]
async fn what_was_withdrawn_before_is_let_go() {
    let world = World::new().await;
    let (first, second) = (member(world.org), member(world.org));
    let case = world.approved(&first, 1).await;
    world.upload(&first, "selfie", jpeg("new")).await.expect(201);
    world.approved(&second, 1).await;
    // As it was withdrawn once.
    sqlx::query("UPDATE cases SET status = 'rejected', valid_until = NULL WHERE id = $1")
        .bind(case.parse::<plaza_verification_api::CaseId>().unwrap())
        .execute(world.stage.pool())
        .await
        .unwrap();
    let found = plaza_verification::audit::check(world.stage.pool().clone()).await.unwrap();
    assert_eq!(found.iter().map(|one| one.check.as_str()).collect::<Vec<_>>(), ["verification.approved_counts"]);
    sqlx::raw_sql(include_str!("../../migrations/1003_what_was_withdrawn.sql"))
        .execute(world.stage.pool())
        .await
        .unwrap();
    world.sound().await;
    assert_eq!(world.mine(&first).await["documents"].as_array().unwrap().len(), 3);
    assert_eq!(world.mine(&second).await["approved"]["documents"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn somebody_too_young_is_refused() {
    let world = World::new().await;
    let mut child = details();
    child["birthDate"] = json!("2020-11-22");
    let refused = world.stage.put(&world.ana, "/verification", child).await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("birthDate")));
    assert!(refused.body.to_string().contains("18 years"));
    assert_eq!(world.mine(&world.ana).await["id"], json!(null));
}
