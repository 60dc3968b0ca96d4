//! Cancelling under the policy frozen into the booking.

use chrono::Duration;
use plaza_resources_api::CancellationTier;
use serde_json::{Value, json};

use crate::world::World;

async fn confirmed(world: &World) -> (String, Value) {
    let room = world.priced_room();
    let booked = world.book(&world.ana, world.paid(&room, 48, 50, "tok_approved")).await.expect(201);
    (booked["id"].as_str().unwrap().to_owned(), booked)
}

#[tokio::test]
async fn the_quote_is_what_comes_back() {
    for (hours_later, refund, reason) in
        [(0, 2_000, "tier"), (24, 2_000, "tier"), (25, 1_000, "tier"), (47, 0, "too_late")]
    {
        let world = World::new().await;
        let (id, _) = confirmed(&world).await;
        world.stage.advance(Duration::hours(hours_later));
        let quoted = world.stage.get(&world.ana, &format!("/bookings/{id}/cancellation-quote")).await.expect(200);
        assert_eq!(quoted["refund"]["amount"], refund, "after {hours_later} hours");
        assert_eq!(quoted["reason"]["name"], reason);
        let cancelled =
            world.stage.post(&world.ana, &format!("/bookings/{id}/cancel"), json!({"reason": "ill"})).await.expect(200);
        assert_eq!(cancelled["cancellation"], quoted);
        assert_eq!(cancelled["status"], "cancelled");
        world.stage.settle().await;
        assert_eq!(world.fakes.payments.balance(), 2_000 - refund);
        assert_eq!(world.claims().await, 0);
        world.sound().await;
    }
}

#[tokio::test]
async fn the_policy_is_the_one_of_the_day_it_was_booked() {
    let world = World::new().await;
    let (id, booked) = confirmed(&world).await;
    let resource: plaza_resources_api::ResourceId = booked["resourceId"].as_str().unwrap().parse().unwrap();
    let harsher = |cards: &mut Vec<plaza_resources_api::ResourceCard>| {
        cards
            .iter_mut()
            .filter(|card| card.id == resource)
            .for_each(|card| card.cancellation.tiers = vec![CancellationTier { hours_before: 999, refund_percent: 1 }])
    };
    harsher(&mut world.fakes.resources.0.lock().unwrap());
    let event = plaza_resources_api::events::ResourceUpdated { resource_id: resource, version: 2 };
    world.stage.deliver(Some(world.org), &event).await;
    let quoted = world.stage.get(&world.ana, &format!("/bookings/{id}/cancellation-quote")).await.expect(200);
    assert_eq!(quoted["refund"]["amount"], 2_000);
}

#[tokio::test]
async fn nobody_cancels_on_a_quote_that_has_run_out() {
    let world = World::new().await;
    let (id, _) = confirmed(&world).await;
    let quoted = world.stage.get(&world.ana, &format!("/bookings/{id}/cancellation-quote")).await.expect(200);
    assert_eq!(quoted["holdsUntil"], json!(world.hour(24)));
    world.stage.advance(Duration::hours(30));
    let refused = world
        .stage
        .post(&world.ana, &format!("/bookings/{id}/cancel"), json!({"expectedRefund": quoted["refund"]}))
        .await
        .expect(409);
    assert_eq!(refused["code"], "bookings.quote_changed");
    assert_eq!(refused["quote"]["refund"]["amount"], 1_000);
    assert_eq!(world.status(&json!(id)).await, "confirmed");
}

#[tokio::test]
async fn an_operator_s_cancellation_gives_everything_back() {
    let world = World::new().await;
    let (id, _) = confirmed(&world).await;
    world.stage.advance(Duration::hours(47));
    world
        .stage
        .patch(&world.boss, &format!("/bookings/{id}/status"), json!({"status": "cancelled", "reason": "flood"}))
        .await
        .expect(200);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 0);
    let history = world.stage.get(&world.ana, &format!("/bookings/{id}/history")).await.expect(200);
    assert_eq!(history["items"].as_array().unwrap().last().unwrap()["reason"], "flood");
    world.sound().await;
}

#[tokio::test]
async fn cancelling_twice_gives_back_once() {
    let world = World::new().await;
    let (id, _) = confirmed(&world).await;
    let path = format!("/bookings/{id}/cancel");
    let (first, second) =
        futures::join!(world.stage.post(&world.ana, &path, json!({})), world.stage.post(&world.ana, &path, json!({})));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 0);
    assert_eq!(
        world.stage.get(&world.ana, &format!("/bookings/{id}/cancellation-quote")).await.code(),
        "bookings.wrong_state"
    );
}

#[tokio::test]
async fn a_slot_given_back_can_be_booked_again() {
    let world = World::new().await;
    let (id, booked) = confirmed(&world).await;
    world.stage.post(&world.ana, &format!("/bookings/{id}/cancel"), json!({})).await.expect(200);
    let again = json!({"resourceId": booked["resourceId"], "startDateTime": booked["startDateTime"], "endDateTime": booked["endDateTime"]});
    world.book(&world.boss, again).await.expect(201);
    world.sound().await;
}
