use plaza_bookings_api::BookingStatus;
use plaza_core::{Locale, Role, UserId};
use plaza_orders_api::{OrderCard, OrderId, OrderStatus};
use plaza_reviews_api::ReviewId;
use plaza_reviews_api::events::{ReviewFacts, ReviewPublished};
use plaza_testkit::people;
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
        host: None,
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

#[tokio::test]
async fn of_an_hour_of_somebody_s_time_they_are_told_and_nobody_else() {
    let world = World::mailing().await;
    let leo = card("leo@example.org", "Leo", Locale::En);
    world.identity.people.lock().unwrap().push(leo.clone());
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| {
        card.host_id = Some(leo.id);
        card.status = BookingStatus::Completed;
    });
    let of_hour = facts(&world, ("professional", leo.id.uuid()), world.ana.id, booking.id.uuid());
    let of_hour = ReviewPublished(ReviewFacts { host: Some(leo.id), ..of_hour });
    world.stage.deliver(Some(world.org), &of_hour).await;
    world.stage.deliver(Some(world.org), &of_hour).await;
    world.stage.settle().await;
    let mails = world.server().taken();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject().starts_with("Ana Ñíguez reviewed your time: "), "{}", mails[0].subject());
    assert!(mails[0].text().contains(&format!("/bookings/{}", booking.id)), "{}", mails[0].text());
    let host = people::person(world.org, leo.id, Role::Member);
    let shown = world.stage.get(&host, "/notifications").await.expect(200);
    assert_eq!(
        (&shown["items"][0]["kind"], &shown["items"][0]["subjectId"]),
        (&"booking_host_reviewed".into(), &booking.id.to_string().into())
    );
    assert!(world.shown().await.is_empty(), "what one wrote oneself is no news");
    world.sound().await;
}
