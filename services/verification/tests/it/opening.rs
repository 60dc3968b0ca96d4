//! Who opens a document or a case, and that it is on record.

use plaza_core::{OrgId, Role};
use plaza_testkit::people::{member, person};
use serde_json::{Value, json};

use crate::world::{MARKER, NAME, NUMBER, World, jpeg, user};

#[tokio::test]
async fn only_the_owner_and_the_reviewer_who_has_the_case_open_a_document() {
    let world = World::new().await;
    let front = world.gather(&world.ana).await;
    let opened = world.open(&world.ana, &front).await;
    assert_eq!((opened.status, opened.bytes), (200, jpeg(MARKER)));
    assert_eq!(opened.headers["content-type"], "image/jpeg");
    assert_eq!(opened.headers["cache-control"], "no-store");
    assert_eq!(opened.headers["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(opened.headers["x-content-type-options"], "nosniff");
    assert_eq!(opened.headers["content-disposition"], "attachment; filename=\"identity_front.jpg\"");

    assert_eq!(
        world.open(&world.boss, &front).await.code(),
        "verification.document_not_found",
        "a draft is nobody's business"
    );
    let case = world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
    let case = case["id"].as_str().unwrap().to_owned();
    assert_eq!(world.open(&world.boss, &front).await.code(), "verification.not_taken");
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    assert_eq!(world.open(&world.boss, &front).await.bytes, jpeg(MARKER));
    for refused in [world.open(&world.other_boss, &front).await, world.open(&world.admin, &front).await] {
        assert_eq!((refused.status, refused.code()), (409, "verification.taken"));
    }
    let elsewhere = OrgId::new();
    let strangers = [
        member(world.org),
        person(elsewhere, world.boss.user().unwrap(), Role::Admin),
        person(elsewhere, world.ana.user().unwrap(), Role::Member),
        // No longer an operator, though the case is still theirs.
        person(world.org, world.boss.user().unwrap(), Role::Member),
    ];
    for stranger in &strangers {
        assert_eq!(world.open(stranger, &front).await.code(), "verification.document_not_found");
    }
    world.review(&world.boss, &case, "approve", json!({})).await.expect(200);
    assert_eq!(world.open(&world.boss, &front).await.code(), "verification.document_not_found", "a decision ends it");
    assert_eq!(world.open(&world.ana, &front).await.status, 200);
}

#[tokio::test]
async fn every_opening_is_on_record_and_no_refusal_is() {
    let world = World::new().await;
    let (case, front) = world.submitted(&world.ana).await;
    world.open(&world.boss, &front).await;
    world.open(&member(world.org), &front).await;
    assert!(world.events("verification.document.opened.v1").await.is_empty());
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    world.open(&world.boss, &front).await;
    world.open(&world.boss, &front).await;
    world.open(&world.ana, &front).await;
    let openings = world.events("verification.document.opened.v1").await;
    let by: Vec<&Value> = openings.iter().map(|opening| &opening["openedBy"]).collect();
    assert_eq!(by, [&json!(user(&world.boss)), &json!(user(&world.boss)), &json!(user(&world.ana))]);
    assert_eq!(
        openings[0],
        json!({"documentId": front, "kind": "identity_front", "caseId": case, "userId": user(&world.ana),
               "openedBy": user(&world.boss), "timestamp": "2026-03-02T09:00:00Z"})
    );
}

#[tokio::test]
async fn an_operator_who_reads_a_case_is_on_record() {
    let world = World::new().await;
    let (case, front) = world.submitted(&world.ana).await;
    let path = format!("/operations/verification/{case}");
    assert_eq!(world.stage.get(&member(world.org), &path).await.status, 403);
    assert!(world.events("verification.case.opened.v1").await.is_empty());
    let shown = world.stage.get(&world.boss, &path).await.expect(200);
    assert_eq!((&shown["details"]["legalName"], &shown["details"]["documentNumber"]), (&json!(NAME), &json!(NUMBER)));
    assert_eq!(shown["documents"][0]["id"], json!(front));
    let looked = world.events("verification.case.opened.v1").await;
    assert_eq!((looked.len(), &looked[0]["openedBy"]), (1, &json!(user(&world.boss))));
    assert!(!looked[0].to_string().contains(NAME));
}

#[tokio::test]
async fn releasing_takes_the_documents_out_of_the_reviewer_s_hands() {
    let world = World::new().await;
    let (case, front) = world.submitted(&world.ana).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    world.review(&world.boss, &case, "release", json!({})).await.expect(200);
    assert_eq!(world.open(&world.boss, &front).await.code(), "verification.not_taken");
}
