//! What time does: approvals end, documents are forgotten, orphans are swept.

use chrono::Duration;
use plaza_core::OrgId;
use plaza_files::Files;
use plaza_testkit::people::member;
use serde_json::json;
use uuid::Uuid;

use crate::world::{World, jpeg, user};

#[tokio::test]
async fn an_approval_warns_once_and_ends_at_its_time() {
    let world = World::new().await;
    let case = world.approved(&world.ana, 2).await;
    world.stage.advance(Duration::days(30));
    world.stage.settle().await;
    assert!(world.events("verification.case.expiring.v1").await.is_empty(), "31 days are left");
    world.stage.advance(Duration::days(2));
    world.stage.settle().await;
    world.stage.settle().await;
    let warned = world.events("verification.case.expiring.v1").await;
    assert_eq!((warned.len(), &warned[0]["userId"]), (1, &json!(user(&world.ana))));
    let org: Option<OrgId> = sqlx::query_scalar(
        "SELECT org_id FROM kernel.domain_events WHERE event_type = 'verification.case.expiring.v1'",
    )
    .fetch_one(world.stage.pool())
    .await
    .unwrap();
    assert_eq!(org, Some(world.org));

    world.stage.advance("2026-05-02T08:59:59Z".parse::<plaza_core::Instant>().unwrap() - world.stage.clock.now());
    world.stage.settle().await;
    assert_eq!(world.mine(&world.ana).await["status"], "approved");
    world.stage.advance(Duration::seconds(1));
    world.stage.settle().await;
    assert_eq!(world.mine(&world.ana).await["status"], "expired");
    assert_eq!(world.events("verification.case.expired.v1").await.len(), 1);
    world.sound().await;

    // It can be proved anew, in the same case.
    let (again, _) = world.submitted(&world.ana).await;
    assert_eq!(again, case);
    world.review(&world.other_boss, &case, "take", json!({})).await.expect(200);
    world.review(&world.other_boss, &case, "approve", json!({"validMonths": 2})).await.expect(200);
    world.stage.advance(Duration::days(45));
    world.stage.settle().await;
    assert_eq!(world.events("verification.case.expiring.v1").await.len(), 2, "the new approval warns too");
    world.sound().await;
}

#[tokio::test]
async fn an_approval_is_renewed_before_its_end_and_counts_meanwhile() {
    let world = World::new().await;
    let case = world.approved(&world.ana, 12).await;
    let end = "2027-03-02T09:00:00Z".parse::<plaza_core::Instant>().unwrap();
    let mine = world.mine(&world.ana).await;
    assert_eq!(mine["renewableFrom"], "2027-01-01T09:00:00Z");
    let early = world.stage.post(&world.ana, "/verification/submit", json!({})).await;
    assert_eq!((early.code(), &early.body["state"]), ("verification.wrong_state", &json!("approved")));
    assert_eq!(early.body["renewableFrom"], "2027-01-01T09:00:00Z");

    world.stage.advance(end - Duration::days(60) - world.stage.clock.now());
    world.stage.settle().await;
    let mine = world.mine(&world.ana).await;
    assert_eq!(mine["missing"], json!(["details", "identity_front", "identity_back", "selfie"]), "forgotten long ago");
    world.gather(&world.ana).await;
    world.stage.settle().await;
    let mine = world.mine(&world.ana).await;
    assert_eq!((&mine["status"], &mine["missing"]), (&json!("approved"), &json!([])), "what is new is not forgotten");
    let again = world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
    assert_eq!((&again["id"], &again["status"]), (&json!(case), &json!("submitted")));
    let counts = async |status: &str| {
        let mine = world.mine(&world.ana).await;
        assert_eq!((&mine["status"], &mine["validUntil"]), (&json!(status), &json!("2027-03-02T09:00:00Z")));
        world.sound().await;
    };
    counts("submitted").await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    counts("in_review").await;
    // Refused: the old approval counts until its end, and its person may try again.
    world.review(&world.boss, &case, "reject", json!({"reasons": ["unreadable"]})).await.expect(200);
    counts("rejected").await;
    assert_eq!(world.events("verification.case.rejected.v1").await[0]["validUntil"], "2027-03-02T09:00:00Z");
    world.submitted(&world.ana).await;
    counts("submitted").await;
    assert!(world.events("verification.case.expired.v1").await.is_empty());

    world.stage.advance(Duration::days(10));
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    let renewed = world.review(&world.boss, &case, "approve", json!({"validMonths": 12})).await.expect(200);
    assert_eq!(renewed["validUntil"], "2028-01-11T09:00:00Z");
    world.stage.advance(end - world.stage.clock.now());
    world.stage.settle().await;
    assert_eq!(world.mine(&world.ana).await["status"], "approved", "the end of the old one is not the new one's");
    assert!(world.events("verification.case.expired.v1").await.is_empty());
    world.sound().await;
}

#[tokio::test]
async fn the_old_approval_ends_in_its_time_while_the_renewal_goes_on() {
    let world = World::new().await;
    let (waiting, refused) = (member(world.org), member(world.org));
    for who in [&waiting, &refused] {
        world.approved(who, 1).await;
    }
    // A month is within the sixty days from the first day on.
    world.submitted(&waiting).await;
    let (case, _) = world.submitted(&refused).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    world.review(&world.boss, &case, "reject", json!({"reasons": ["unreadable"]})).await.expect(200);
    world.stage.advance(Duration::days(32));
    world.stage.settle().await;
    for (who, status) in [(&waiting, "submitted"), (&refused, "rejected")] {
        let mine = world.mine(who).await;
        assert_eq!((&mine["status"], &mine["validUntil"]), (&json!(status), &json!(null)));
    }
    assert_eq!(world.events("verification.case.expired.v1").await.len(), 2);
    world.stage.settle().await;
    assert_eq!(world.events("verification.case.expired.v1").await.len(), 2, "it ends once");
    world.sound().await;
}

#[tokio::test]
async fn documents_and_details_are_forgotten_when_they_are_no_longer_needed() {
    let world = World::new().await;
    let rejected = member(world.org);
    let (case, _) = world.submitted(&rejected).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    let note = json!({"reasons": ["other"], "note": "Come by in person."});
    world.review(&world.boss, &case, "reject", note).await.expect(200);
    world.approved(&world.ana, 24).await;
    let waiting = member(world.org);
    world.submitted(&waiting).await;
    world.stage.advance(Duration::days(89));
    world.stage.settle().await;
    assert_eq!(world.files().len(), 9);
    world.stage.advance(Duration::days(2));
    world.stage.settle().await;
    for who in [&world.ana, &rejected] {
        let mine = world.mine(who).await;
        assert_eq!((&mine["details"], &mine["documents"], &mine["note"]), (&json!(null), &json!([]), &json!(null)));
        assert_ne!(mine["decidedAt"], json!(null));
    }
    let approved = world.mine(&world.ana).await;
    assert_eq!((&approved["status"], &approved["missing"]), (&json!("approved"), &json!([])));
    assert_eq!(world.files().len(), 3, "what waits for a reviewer is kept");
    assert_eq!(world.mine(&waiting).await["documents"].as_array().unwrap().len(), 3);
    world.sound().await;
}

#[tokio::test]
async fn files_that_no_row_names_are_swept_and_no_others() {
    let world = World::new().await;
    let front = world.gather(&world.ana).await;
    let files = Files::local(world.folder.path()).unwrap();
    // A crash between the file and its row leaves this.
    files.put(Uuid::now_v7(), "sealed", jpeg("orphan").into()).await.unwrap();
    world.stage.settle().await;
    assert_eq!(world.files().len(), 4, "it is young by this clock");
    // Files carry the machine's time, which is ahead of the test's: so far that all of them are old, and the
    // case is submitted, so that none of it is forgotten meanwhile.
    world.stage.post(&world.ana, "/verification/submit", json!({})).await.expect(200);
    world.stage.advance(Duration::days(365 * 20));
    world.stage.settle().await;
    assert_eq!(world.files().len(), 3);
    assert_eq!(world.open(&world.ana, &front).await.bytes, jpeg(crate::world::MARKER));
}
