//! The events of offers and orders: the facts after a change, under the name of the change.

use plaza_core::UserId;
use plaza_db::Tx;
use plaza_orders_api::events::{
    OfferFacts, OrderCancellationRefused, OrderCancellationRequested, OrderCancelled, OrderCompleted,
    OrderCompletionNear, OrderCreated, OrderDelivered, OrderDisputed, OrderExtended, OrderExtensionRefused,
    OrderExtensionRequested, OrderFacts, OrderFunded, OrderMilestoneReleased, OrderPaidOut, OrderResolved,
    OrderRevisionRequested, OrderStarted,
};

use crate::domain::work::Told;
use crate::offers::Offer;
use crate::record::Order;

/// Publishes what happened to an order, in its own organisation.
pub fn announce(tx: &mut Tx, order: &Order, told: Told, by: Option<UserId>) {
    let (org, facts) = (Some(order.org), facts(tx, order, by));
    match told {
        Told::Funded => tx.emit_in(org, &OrderFunded(facts)),
        Told::Started => tx.emit_in(org, &OrderStarted(facts)),
        Told::Delivered => tx.emit_in(org, &OrderDelivered(facts)),
        Told::RevisionRequested => tx.emit_in(org, &OrderRevisionRequested(facts)),
        Told::ExtensionRequested => tx.emit_in(org, &OrderExtensionRequested(facts)),
        Told::Extended => tx.emit_in(org, &OrderExtended(facts)),
        Told::ExtensionRefused => tx.emit_in(org, &OrderExtensionRefused(facts)),
        Told::MilestoneReleased => tx.emit_in(org, &OrderMilestoneReleased(facts)),
        Told::CompletionNear => tx.emit_in(org, &OrderCompletionNear(facts)),
        Told::Completed => tx.emit_in(org, &OrderCompleted(facts)),
        Told::CancellationRequested => tx.emit_in(org, &OrderCancellationRequested(facts)),
        Told::CancellationRefused => tx.emit_in(org, &OrderCancellationRefused(facts)),
        Told::Cancelled => tx.emit_in(org, &OrderCancelled(facts)),
        Told::Disputed => tx.emit_in(org, &OrderDisputed(facts)),
        Told::Resolved => tx.emit_in(org, &OrderResolved(facts)),
        Told::PaidOut => tx.emit_in(org, &OrderPaidOut(facts)),
    }
}

/// Publishes that work was ordered.
pub fn announce_created(tx: &mut Tx, order: &Order, by: Option<UserId>) {
    let facts = facts(tx, order, by);
    tx.emit_in(Some(order.org), &OrderCreated(facts));
}

/// The facts of an offer after a change.
pub fn of_offer(tx: &Tx, offer: &Offer, by: Option<UserId>) -> OfferFacts {
    OfferFacts {
        offer_id: offer.id,
        client: offer.client,
        professional: offer.professional,
        by,
        total: offer.total(),
        timestamp: tx.now(),
    }
}

fn facts(tx: &Tx, order: &Order, by: Option<UserId>) -> OrderFacts {
    OrderFacts {
        order_id: order.id,
        client: order.client,
        professional: order.professional,
        by,
        status: order.work.status,
        total: order.total(),
        due_at: order.work.due_at,
        timestamp: tx.now(),
    }
}
