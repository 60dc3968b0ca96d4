//! What gigs do when professionals and reviews tell of something.

use plaza_core::{Cx, OrgId};
use plaza_professionals_api::ProfileStatus;
use plaza_professionals_api::events::{
    ProfessionalFacts, ProfessionalPublished, ProfessionalSuspended, ProfessionalUpdated,
};
use plaza_reviews_api::ReviewId;
use plaza_reviews_api::events::{ReviewFacts, ReviewPublished, ReviewRemoved};
use plaza_testkit::people::member;
use serde_json::json;
use uuid::Uuid;

use crate::world::{World, gig};

fn rated(who: &Cx, kind: &str, sum: i64, count: i64, version: i64) -> ReviewFacts {
    ReviewFacts {
        review_id: ReviewId::new(),
        subject_kind: kind.to_owned(),
        subject: who.user().unwrap().uuid(),
        host: None,
        author: plaza_core::UserId::new(),
        reference: Uuid::now_v7(),
        rating: 5,
        rating_sum: sum,
        rating_count: count,
        rating_version: version,
        timestamp: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

impl World {
    fn facts(&self, who: &Cx, status: ProfileStatus) -> ProfessionalFacts {
        let card = self.profile(who, "Lucía P. Vidal", status);
        let timestamp = self.stage.clock.now();
        ProfessionalFacts { professional_id: card.id, user_id: card.user_id, status, timestamp }
    }
}

#[tokio::test]
async fn a_suspended_professional_s_gigs_are_not_found_until_the_profile_is_back() {
    let world = World::unmoderated().await;
    let published = world.published(&world.lucia, gig("Retrato", 900, 1)).await;
    let facts = world.facts(&world.lucia, ProfileStatus::Suspended);
    world.stage.deliver(Some(world.org), &ProfessionalSuspended(facts)).await;
    assert!(world.titles("").await.is_empty());
    assert_eq!(world.show(&world.olivia, &published).await.status, 404);
    assert_eq!(world.show(&world.lucia, &published).await.status, 200);
    let facts = world.facts(&world.lucia, ProfileStatus::Published);
    world.stage.deliver(Some(world.org), &ProfessionalPublished(facts)).await;
    assert_eq!(world.titles("").await, ["Retrato"]);
    world.sound().await;
}

#[tokio::test]
async fn a_new_name_is_shown_once_it_was_asked_for() {
    let world = World::unmoderated().await;
    let published = world.published(&world.lucia, gig("Retrato", 900, 1)).await;
    let facts = world.facts(&world.lucia, ProfileStatus::Published);
    world.stage.deliver(Some(world.org), &ProfessionalUpdated(facts)).await;
    world.stage.settle().await;
    assert_eq!(world.show(&world.nobody, &published).await.expect(200)["seller"]["name"], "Lucía P. Vidal");
    // Who sells nothing is nobody here.
    let other = member(world.org);
    let facts = world.facts(&other, ProfileStatus::Published);
    world.stage.deliver(Some(world.org), &ProfessionalPublished(facts)).await;
    world.stage.settle().await;
    let known: i64 = sqlx::query_scalar("SELECT count(*) FROM sellers").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(known, 1);
}

#[tokio::test]
async fn ratings_are_kept_in_their_own_order_whoever_they_are_of() {
    let world = World::unmoderated().await;
    // Before the first gig.
    world.stage.deliver(Some(world.org), &ReviewPublished(rated(&world.lucia, "professional", 14, 3, 3))).await;
    world.stage.deliver(Some(world.org), &ReviewPublished(rated(&world.lucia, "professional", 5, 1, 1))).await;
    world.stage.deliver(Some(world.org), &ReviewPublished(rated(&world.lucia, "client", 1, 1, 9))).await;
    world.stage.deliver(Some(OrgId::new()), &ReviewPublished(rated(&world.lucia, "professional", 1, 1, 9))).await;
    let published = world.published(&world.lucia, gig("Retrato", 900, 1)).await;
    assert_eq!((&published["seller"]["rating"], &published["seller"]["ratingCount"]), (&json!(4.67), &json!(3)));
    world.stage.deliver(Some(world.org), &ReviewRemoved(rated(&world.lucia, "professional", 10, 2, 4))).await;
    assert_eq!(world.show(&world.nobody, &published).await.expect(200)["seller"]["rating"], json!(5.0));
}

#[tokio::test]
async fn few_good_reviews_count_less_than_many() {
    let world = World::unmoderated().await;
    let (many, few) = (member(world.org), member(world.org));
    for (who, name, sum, count) in [(&few, "Una", 5, 1), (&many, "Muchas", 480, 100)] {
        world.profile(who, name, ProfileStatus::Published);
        world.stage.deliver(Some(world.org), &ReviewPublished(rated(who, "professional", sum, count, count))).await;
        world.published(who, gig(name, 900, 1)).await;
    }
    world.published(&world.lucia, gig("Ninguna", 900, 1)).await;
    assert_eq!(world.titles("sort=rating").await, ["Muchas", "Una", "Ninguna"]);
}
