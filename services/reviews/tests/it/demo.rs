//! The demo's reviews: written once, counted, and never over living ones.

use chrono::Duration;
use plaza_core::{Cx, UserId};
use plaza_orders_api::OrderId;
use plaza_reviews_api::{DemoReview, DemoReviews, DemoStanding, Reviews, ReviewsClient};
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

fn reviews(world: &World, of: UserId, stars: &[u8]) -> Vec<DemoReview> {
    let now = world.stage.db().clock().now();
    let review = |(days, rating): (i64, &u8)| DemoReview {
        reference: Uuid::now_v7(),
        author: UserId::new(),
        subject_kind: "professional".into(),
        subject: of.uuid(),
        rating: *rating,
        aspects: [("quality".to_owned(), *rating)].into(),
        text: format!("{days} days ago"),
        at: now - Duration::days(days),
    };
    (1..).zip(stars).map(review).collect()
}

fn standing(of: UserId, level: u8) -> DemoStanding {
    let badges = vec!["fast_answers".to_owned()];
    DemoStanding { user_id: of, completed: 9, late: 0, answer_seconds: vec![600; 3], level, badges }
}

#[tokio::test]
async fn many_are_written_once_in_their_time_and_told_only_where_another_level_is_shown() {
    let world = World::new().await;
    let (cx, seed) = (Cx::service("demo", Some(world.org)), world.stage.client::<ReviewsClient>());
    let (of, other) = (world.worker.user().unwrap(), UserId::new());
    let mut all = reviews(&world, of, &[5, 4, 5]);
    all.extend(reviews(&world, other, &[3]));
    let demo = DemoReviews { reviews: all, standings: vec![standing(of, 1), standing(other, 1)] };
    assert_eq!(seed.seed_demo(&cx, demo.clone()).await.unwrap(), 4);
    // Others written for the same people change nothing any more.
    let more = DemoReviews { reviews: reviews(&world, of, &[1]), ..demo.clone() };
    assert_eq!(seed.seed_demo(&cx, more).await.unwrap() + seed.seed_demo(&cx, demo).await.unwrap(), 0);
    let shown = world.shown().await;
    let texts: Vec<&str> = shown["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["1 days ago", "2 days ago", "3 days ago"], "the newest first");
    assert_eq!((&world.summary().await["count"], &world.summary().await["average"]), (&json!(3), &json!(4.67)));
    assert_eq!(world.stage.published().await, ["reviews.level.changed.v1"], "three stars are no first level");
    world.audit().await;
}

#[tokio::test]
async fn living_reviews_and_orders_count_on_from_the_demo() {
    let world = World::new().await;
    let (cx, seed) = (Cx::service("demo", Some(world.org)), world.stage.client::<ReviewsClient>());
    let of = world.worker.user().unwrap();
    let demo = DemoReviews { reviews: reviews(&world, of, &[5, 5]), standings: vec![standing(of, 1)] };
    seed.seed_demo(&cx, demo.clone()).await.unwrap();
    let order: OrderId = world.completed().await;
    world.write(&world.client, order, 4).await.expect(201);
    world.write(&world.worker, order, 5).await.expect(201);
    assert_eq!(seed.seed_demo(&cx, demo).await.unwrap(), 0);
    assert_eq!(world.summary().await["count"], 3);
    let path = format!("/reviews/standing?userId={of}");
    let standing = world.stage.get(&plaza_testkit::people::visitor(world.org), &path).await.expect(200);
    assert_eq!(standing["completed"], 10);
    world.audit().await;
}
