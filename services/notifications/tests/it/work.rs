use chrono::Duration;
use plaza_core::{Locale, UserId};
use plaza_orders_api::events::{
    OfferAgreed, OfferCreated, OfferFacts, OrderCancelled, OrderCompleted, OrderDelivered, OrderFacts, OrderFunded,
};
use plaza_orders_api::{OfferCard, OfferId, OfferStatus, OrderCard, OrderId, OrderStatus};
use plaza_payments_api::events::{PayoutCompleted, PayoutFacts};
use uuid::Uuid;

use crate::world::{World, card, euros};

/// Ana hires somebody who reads English; answers who.
fn hired(world: &World) -> UserId {
    let leo = card("leo@example.org", "Leo", Locale::En);
    world.identity.people.lock().unwrap().push(leo.clone());
    leo.id
}

fn order(world: &World, professional: UserId, status: OrderStatus) -> OrderCard {
    let card = OrderCard {
        id: OrderId::new(),
        org_id: world.org,
        client: world.ana.id,
        professional,
        title: "Un retrato".into(),
        status,
        total: euros(48_000),
        completed_at: None,
    };
    world.orders.orders.lock().unwrap().push(card.clone());
    card
}

fn facts(world: &World, card: &OrderCard, by: Option<UserId>) -> OrderFacts {
    OrderFacts {
        order_id: card.id,
        client: card.client,
        professional: card.professional,
        by,
        status: card.status,
        total: card.total,
        due_at: None,
        timestamp: world.stage.clock.now(),
    }
}

fn subjects(world: &World) -> Vec<String> {
    let mut all: Vec<_> = world.server().taken().iter().map(|mail| mail.subject()).collect();
    all.sort();
    all
}

#[tokio::test]
async fn each_side_is_told_what_the_other_did_in_its_language() {
    let world = World::mailing().await;
    let leo = hired(&world);
    let work = order(&world, leo, OrderStatus::Funded);
    let told = world.stage.envelope(Some(world.org), &OrderFunded(facts(&world, &work, None)));
    world.stage.deliver_envelopes(vec![told.clone(), told]).await;
    world.stage.settle().await;
    assert_eq!(subjects(&world), ["El dinero está retenido: Un retrato", "The money is held: Un retrato"]);
    let shown = world.shown().await;
    assert_eq!(shown[0]["kind"], "order_funded", "{shown:?}");
    world.stage.deliver(Some(world.org), &OrderDelivered(facts(&world, &work, Some(leo)))).await;
    world.stage.deliver(Some(world.org), &OrderCancelled(facts(&world, &work, Some(world.ana.id)))).await;
    world.stage.deliver(Some(world.org), &OrderCompleted(facts(&world, &work, Some(world.ana.id)))).await;
    let manager = Some(UserId::new());
    world.stage.deliver(Some(world.org), &OrderCompleted(facts(&world, &work, manager))).await;
    world.stage.settle().await;
    let all = subjects(&world);
    assert!(
        all.contains(&"Entregado: Un retrato".to_owned()) && all.contains(&"Ended: Un retrato".to_owned()),
        "{all:?}"
    );
    assert!(all.contains(&"Completed: Un retrato".to_owned()) && all.len() == 5, "{all:?}");
    world.sound().await;
}

#[tokio::test]
async fn what_can_no_longer_be_answered_is_not_asked() {
    let world = World::mailing().await;
    let leo = hired(&world);
    let over = order(&world, leo, OrderStatus::Completed);
    world.stage.deliver(Some(world.org), &OrderDelivered(facts(&world, &over, Some(leo)))).await;
    let offer = OfferCard {
        id: OfferId::new(),
        org_id: world.org,
        client: world.ana.id,
        professional: leo,
        title: "Un retrato".into(),
        status: OfferStatus::Withdrawn,
        total: euros(48_000),
        expires_at: world.stage.clock.now() + Duration::days(1),
    };
    world.orders.offers.lock().unwrap().push(offer.clone());
    let facts = OfferFacts {
        offer_id: offer.id,
        client: offer.client,
        professional: leo,
        by: Some(leo),
        total: offer.total,
        timestamp: world.stage.clock.now(),
    };
    world.stage.deliver(Some(world.org), &OfferCreated(facts.clone())).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    world.orders.offers.lock().unwrap()[0].status = OfferStatus::Open;
    world.stage.deliver(Some(world.org), &OfferCreated(facts.clone())).await;
    world.stage.deliver(Some(world.org), &OfferAgreed(facts)).await;
    world.stage.settle().await;
    assert_eq!(subjects(&world), ["Aceptada: Un retrato", "Tienes una oferta: Un retrato"]);
    world.sound().await;
}

fn payout(world: &World, cents: i64) -> PayoutCompleted {
    PayoutCompleted(PayoutFacts {
        payout_id: Uuid::now_v7(),
        payee: world.ana.id,
        amount: euros(cents),
        parts: Vec::new(),
        timestamp: world.stage.clock.now(),
    })
}

#[tokio::test]
async fn a_payout_of_nothing_is_told_to_nobody() {
    let world = World::mailing().await;
    world.stage.deliver(Some(world.org), &payout(&world, 0)).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    assert!(world.shown().await.is_empty());
    world.sound().await;
}

#[tokio::test]
async fn a_payout_is_told_once() {
    let world = World::mailing().await;
    let sent = payout(&world, 43_200);
    world.stage.deliver(Some(world.org), &sent).await;
    world.stage.deliver(Some(world.org), &sent).await;
    world.stage.settle().await;
    assert_eq!(world.server().only().subject(), "432,00 € van camino de tu cuenta");
}
