//! A person's side: details, documents, what is missing.

use plaza_core::OrgId;
use plaza_testkit::people::{guest, member, visitor};
use plaza_verification::documents::upload::LARGEST;
use plaza_verification_api::{Verification, VerificationClient};
use serde_json::json;

use crate::world::{NAME, World, details, jpeg};

#[tokio::test]
async fn a_case_never_begun_is_an_empty_draft() {
    let world = World::new().await;
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["status"], &mine["id"]), (&json!("draft"), &json!(null)));
    assert_eq!(mine["missing"], json!(["details", "identity_front", "identity_back", "selfie"]));
    assert_eq!(world.stage.get(&visitor(world.org), "/verification").await.status, 401);
    world.mine(&guest(world.org)).await;
}

#[tokio::test]
async fn submitting_names_what_is_missing_and_then_waits_for_a_reviewer() {
    let world = World::new().await;
    let refused = world.stage.post(&world.ana, "/verification/submit", json!({})).await;
    assert_eq!(refused.code(), "verification.incomplete");
    assert_eq!(refused.body["missing"], json!(["details", "identity_front", "identity_back", "selfie"]));
    world.gather(&world.ana).await;
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["missing"], &mine["details"]["legalName"]), (&json!([]), &json!(NAME)));

    let first = world.stage.post_keyed(&world.ana, "once", "/verification/submit", json!({})).await.expect(200);
    let again = world.stage.post_keyed(&world.ana, "once", "/verification/submit", json!({})).await.expect(200);
    assert_eq!(first, again);
    assert_eq!(first["status"], "submitted");
    let third = world.stage.post(&world.ana, "/verification/submit", json!({})).await;
    assert_eq!((third.code(), &third.body["state"]), ("verification.wrong_state", &json!("submitted")));
    assert_eq!(world.events("verification.case.submitted.v1").await.len(), 1);
    world.sound().await;
}

#[tokio::test]
async fn a_passport_has_no_back() {
    let world = World::new().await;
    let mut passport = details();
    passport["documentKind"] = json!("passport");
    let mine = world.stage.put(&world.ana, "/verification", passport).await.expect(200);
    assert_eq!(mine["missing"], json!(["identity_front", "selfie"]));
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_field_and_never_repeated() {
    let world = World::new().await;
    for (field, wrong) in [
        ("legalName", json!("Q")),
        ("birthDate", json!("2030-01-01")),
        ("birthDate", json!("the fourteenth")),
        ("birthDate", json!("2008-03-03")),
        ("country", json!("Spain")),
        ("documentKind", json!("library_card")),
        ("documentNumber", json!("'); DROP TABLE cases")),
        ("nickname", json!("Zo")),
    ] {
        let mut body = details();
        body[field] = wrong;
        let refused = world.stage.put(&world.ana, "/verification", body).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!(field)));
        assert!(!refused.body.to_string().contains(NAME));
    }
    assert_eq!(world.mine(&world.ana).await["id"], json!(null), "nothing was begun");
}

#[tokio::test]
async fn a_document_is_known_by_its_bytes_and_replaces_the_one_of_its_kind() {
    let world = World::new().await;
    let refused = world.upload(&world.ana, "selfie", b"<svg onload=alert(1)>".to_vec()).await;
    assert_eq!((refused.status, refused.code()), (422, "verification.document_unsupported"));
    let mut large = jpeg("large");
    large.resize(LARGEST + 1, 0);
    let refused = world.upload(&world.ana, "selfie", large.clone()).await;
    assert_eq!((refused.status, refused.code()), (413, "verification.document_too_large"));
    large.resize(LARGEST + 100, 0);
    assert_eq!(world.upload(&world.ana, "selfie", large.clone()).await.code(), "verification.document_too_large");
    assert_eq!(world.upload(&world.ana, "letter", jpeg("x")).await.status, 400);
    assert!(world.files().is_empty());

    large.truncate(LARGEST);
    let whole = world.upload(&world.ana, "selfie", large.clone()).await.expect(201);
    assert_eq!(world.open(&world.ana, whole["id"].as_str().unwrap()).await.bytes, large);
    let first = world.upload(&world.ana, "selfie", b"%PDF-1.7 one".to_vec()).await.expect(201);
    let second = world.upload(&world.ana, "selfie", b"%PDF-1.7 two".to_vec()).await.expect(201);
    let documents = &world.mine(&world.ana).await["documents"];
    assert_eq!(documents, &json!([second]));
    assert_eq!(second["mediaType"], "application/pdf");
    assert_eq!(world.open(&world.ana, first["id"].as_str().unwrap()).await.code(), "verification.document_not_found");
    assert_eq!(world.files().len(), 1, "what is replaced is gone from the disk");

    let path = format!("/verification/documents/{}", second["id"].as_str().unwrap());
    assert_eq!(world.stage.delete(&member(world.org), &path).await.code(), "verification.document_not_found");
    world.stage.delete(&world.ana, &path).await.expect(204);
    assert!(world.files().is_empty());
    assert_eq!(world.stage.delete(&world.ana, &path).await.status, 404);
}

#[tokio::test]
async fn nothing_changes_while_a_case_is_reviewed_or_approved() {
    let world = World::new().await;
    let (case, front) = world.submitted(&world.ana).await;
    let frozen = async |status: &str| {
        let path = format!("/verification/documents/{front}");
        for answer in [
            world.stage.put(&world.ana, "/verification", details()).await,
            world.upload(&world.ana, "selfie", jpeg("another")).await,
            world.stage.delete(&world.ana, &path).await,
        ] {
            assert_eq!((answer.code(), &answer.body["state"]), ("verification.wrong_state", &json!(status)));
        }
    };
    frozen("submitted").await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    frozen("in_review").await;
    world.review(&world.boss, &case, "approve", json!({})).await.expect(200);
    frozen("approved").await;
    assert_eq!(world.files().len(), 3);
}

#[tokio::test]
async fn a_person_has_one_case_in_each_organisation() {
    let world = World::new().await;
    let (one, two) = tokio::join!(
        world.upload(&world.ana, "selfie", jpeg("one")),
        world.stage.put(&world.ana, "/verification", details()),
    );
    one.expect(201);
    two.expect(200);
    let elsewhere = plaza_core::Cx { org: Some(OrgId::new()), ..world.ana.clone() };
    assert_eq!(world.mine(&elsewhere).await["id"], json!(null));
    world.stage.put(&elsewhere, "/verification", details()).await.expect(200);
    assert_ne!(world.mine(&elsewhere).await["id"], world.mine(&world.ana).await["id"]);
    world.sound().await;
}

#[tokio::test]
async fn other_services_ask_how_somebody_stands() {
    let world = World::new().await;
    let client = world.stage.client::<VerificationClient>();
    let ana = world.ana.user().unwrap();
    assert_eq!(client.standing(&world.boss, ana).await.unwrap(), None);
    world.approved(&world.ana, 24).await;
    let standing = client.standing(&world.boss, ana).await.unwrap().unwrap();
    assert_eq!(standing.status.name(), "approved");
    assert_eq!(standing.valid_until.unwrap().to_rfc3339(), "2028-03-02T09:00:00+00:00");
    let elsewhere = plaza_core::Cx { org: Some(OrgId::new()), ..world.boss.clone() };
    assert_eq!(client.standing(&elsewhere, ana).await.unwrap(), None);
}
