use plaza_core::{Locale, UserId};
use plaza_orders_api::{OrderCard, OrderId, OrderStatus};
use plaza_reviews_api::ReviewId;
use plaza_reviews_api::events::{ReviewFacts, ReviewPublished};
use uuid::Uuid;

use crate::world::{World, card, euros};

/// Ana has hired somebody who reads English, and the work is done; answers the order.
fn done(world: &World) -> OrderCard {
    let leo = card("leo@example.org", "Leo", Locale::En);
    let order = OrderCard {
        id: OrderId::new(),
        org_id: world.org,
        client: world.ana.id,
        professional: leo.id,
        title: "Un retrato".into(),
        status: OrderStatus::PaidOut,
        total: euros(48_000),
        completed_at: None,
    };
    world.identity.people.lock().unwrap().push(leo);
    world.orders.orders.lock().unwrap().push(order.clone());
    order
}

fn facts(world: &World, of: (&str, Uuid), author: UserId, reference: Uuid) -> ReviewFacts {
    ReviewFacts {
        review_id: ReviewId::new(),
        subject_kind: of.0.into(),
        subject: of.1,
        author,
        reference,
        rating: 5,
        rating_sum: 5,
        rating_count: 1,
        rating_version: 1,
        timestamp: world.stage.clock.now(),
    }
}

#[tokio::test]
async fn each_side_is_told_of_what_was_written_of_it_once_both_are_shown() {
    let world = World::mailing().await;
    let order = done(&world);
    let (ana, leo, reference) = (order.client, order.professional, order.id.uuid());
    let of_leo = ReviewPublished(facts(&world, ("professional", leo.uuid()), ana, reference));
    world.stage.deliver(Some(world.org), &of_leo).await;
    world.stage.deliver(Some(world.org), &of_leo).await;
    let of_ana = ReviewPublished(facts(&world, ("client", ana.uuid()), leo, reference));
    world.stage.deliver(Some(world.org), &of_ana).await;
    world.stage.settle().await;
    let mut subjects: Vec<_> = world.server().taken().iter().map(|mail| mail.subject()).collect();
    subjects.sort();
    assert_eq!(subjects, ["Tienes una reseña: Un retrato", "You have a review: Un retrato"]);
    for mail in world.server().taken() {
        let text = mail.text();
        assert!(text.contains(&format!("/orders/{reference}")) && !text.contains("480"), "{text}");
    }
    let shown = world.shown().await;
    assert_eq!((&shown[0]["kind"], &shown[0]["subjectId"]), (&"review_received".into(), &reference.to_string().into()));
    assert_eq!(shown.len(), 1, "what one wrote oneself is no news");
    world.sound().await;
}

#[tokio::test]
async fn of_a_place_nobody_is_told() {
    let world = World::mailing().await;
    let of_room = facts(&world, ("resource", world.room.id.uuid()), world.ana.id, Uuid::now_v7());
    world.stage.deliver(Some(world.org), &ReviewPublished(of_room)).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty() && world.shown().await.is_empty());
    world.sound().await;
}
