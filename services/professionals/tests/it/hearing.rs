//! What others tell: ratings, levels, proofs of identity.

use chrono::Duration;
use plaza_core::UserId;
use plaza_reviews_api::ReviewId;
use plaza_reviews_api::events::{LevelChanged, ReviewFacts, ReviewPublished, ReviewRemoved};
use plaza_testkit::people::member;
use plaza_verification_api::events::{CaseApproved, CaseExpired, CaseFacts, CaseRejected};
use plaza_verification_api::{CaseId, CaseStatus};
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

fn review(world: &World, user: UserId, sum: i64, count: i64, version: i64) -> ReviewFacts {
    ReviewFacts {
        review_id: ReviewId::new(),
        subject_kind: "professional".into(),
        subject: user.uuid(),
        host: None,
        author: UserId::new(),
        reference: Uuid::now_v7(),
        rating: 5,
        rating_sum: sum,
        rating_count: count,
        rating_version: version,
        timestamp: world.stage.clock.now(),
    }
}

#[tokio::test]
async fn ratings_are_kept_whatever_the_order_of_events() {
    let world = World::new().await;
    let user = world.ana.user().unwrap();
    // A review may be there before there is a profile.
    world.stage.deliver(Some(world.org), &ReviewPublished(review(&world, user, 5, 1, 1))).await;
    let own = world.publish(&world.ana, |_| {}).await;
    assert_eq!(own["rating"], json!({"average": 5.0, "count": 1}));
    world.stage.deliver(Some(world.org), &ReviewPublished(review(&world, user, 12, 3, 3))).await;
    world.stage.deliver(Some(world.org), &ReviewPublished(review(&world, user, 9, 2, 2))).await;
    let found = world.search("minRating=4").await.expect(200);
    assert_eq!(found["items"][0]["rating"], json!({"average": 4.0, "count": 3}));
    world.stage.deliver(Some(world.org), &ReviewRemoved(review(&world, user, 7, 2, 4))).await;
    assert_eq!(world.found("minRating=4").await.len(), 0);
    // Of a client or a room nothing is kept.
    let mut client = review(&world, user, 50, 10, 9);
    client.subject_kind = "client".into();
    world.stage.deliver(Some(world.org), &ReviewPublished(client)).await;
    assert_eq!(world.search("").await.expect(200)["items"][0]["rating"]["count"], 2);
    world.sound().await;
}

#[tokio::test]
async fn levels_and_badges_are_shown() {
    let world = World::new().await;
    world.publish(&world.ana, |_| {}).await;
    let mut facts = LevelChanged {
        user_id: world.ana.user().unwrap(),
        level: 2,
        badges: vec!["fast_answers".into()],
        completed: 31,
        response_minutes: Some(12),
        timestamp: world.stage.clock.now(),
    };
    world.stage.deliver(Some(world.org), &facts).await;
    facts.level = 0;
    facts.timestamp -= Duration::hours(1);
    world.stage.deliver(Some(world.org), &facts).await;
    let shown = world.search("").await.expect(200)["items"][0].clone();
    assert_eq!((&shown["level"], &shown["badges"]), (&json!(2), &json!(["fast_answers"])));
    assert_eq!((&shown["completed"], &shown["responseMinutes"]), (&json!(31), &json!(12)));
}

#[tokio::test]
async fn who_is_proved_is_verified_until_it_ends() {
    let world = World::new().await;
    world.publish(&world.ana, |_| {}).await;
    world.publish(&member(world.org), |sketch| sketch.body["displayName"] = json!("Bea")).await;
    let case = |id: CaseId, until: Option<Duration>| CaseFacts {
        case_id: id,
        user_id: world.ana.user().unwrap(),
        status: CaseStatus::Approved,
        valid_until: until.map(|by| world.stage.clock.now() + by),
        reasons: Vec::new(),
        timestamp: world.stage.clock.now(),
    };
    let (first, second) = (CaseId::new(), CaseId::new());
    world.stage.deliver(Some(world.org), &CaseApproved(case(first, Some(Duration::days(30))))).await;
    assert_eq!(world.found("verified=true").await, ["Ana Soler"]);
    assert_eq!(world.found("verified=false").await, ["Bea"]);
    assert_eq!(world.search("facets=true").await.expect(200)["facets"]["verified"], 1);
    // Time alone ends it, whether or not anybody tells.
    world.stage.advance(Duration::days(31));
    assert_eq!(world.found("verified=true").await.len(), 0);
    assert_eq!(world.stage.get(&world.ana, "/professionals/me").await.expect(200)["verified"], false);
    // A renewed proof outlives the end of the old one; its own end ends it.
    world.stage.deliver(Some(world.org), &CaseApproved(case(second, Some(Duration::days(30))))).await;
    world.stage.deliver(Some(world.org), &CaseExpired(case(first, None))).await;
    assert_eq!(world.found("verified=true").await, ["Ana Soler"]);
    // A refused renewal takes nothing away before the old proof's end.
    world.stage.deliver(Some(world.org), &CaseRejected(case(second, Some(Duration::days(30))))).await;
    assert_eq!(world.found("verified=true").await, ["Ana Soler"]);
    world.stage.deliver(Some(world.org), &CaseRejected(case(second, None))).await;
    assert_eq!(world.found("verified=true").await.len(), 0);
}
