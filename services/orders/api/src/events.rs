//! Events of offers and orders (001-51, 001-72, 003-6). Ids and facts only.

use plaza_core::{Event, Instant, Money, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{OfferId, OrderId, OrderStatus};

/// The facts of an offer after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferFacts {
    /// The offer.
    pub offer_id: OfferId,
    /// Who pays.
    pub client: UserId,
    /// Who works.
    pub professional: UserId,
    /// Whose word this was.
    pub by: Option<UserId>,
    /// What it costs.
    pub total: Money,
    /// When.
    pub timestamp: Instant,
}

macro_rules! offer_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub OfferFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.offer_id.uuid()
            }
        }
    };
}

offer_event! {
    /// Work was offered (`OfferCreated`).
    OfferCreated, "orders.offer.created.v1"
}
offer_event! {
    /// The other side proposes other terms.
    OfferCountered, "orders.offer.countered.v1"
}
offer_event! {
    /// The professional agrees to the client's terms; the client accepts by paying.
    OfferAgreed, "orders.offer.agreed.v1"
}
offer_event! {
    /// The payment that came with the client's yes was refused: it can be accepted again.
    OfferReopened, "orders.offer.reopened.v1"
}
offer_event! {
    /// Agreed (`OfferAccepted`).
    OfferAccepted, "orders.offer.accepted.v1"
}
offer_event! {
    /// Declined (`OfferRejected`).
    OfferRejected, "orders.offer.rejected.v1"
}
offer_event! {
    /// Taken back.
    OfferWithdrawn, "orders.offer.withdrawn.v1"
}
offer_event! {
    /// Nobody answered in time.
    OfferExpired, "orders.offer.expired.v1"
}

/// The facts of an order after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderFacts {
    /// The order.
    pub order_id: OrderId,
    /// Who pays.
    pub client: UserId,
    /// Who works.
    pub professional: UserId,
    /// Who did it; none when it happened by itself.
    pub by: Option<UserId>,
    /// Where it is in its life.
    pub status: OrderStatus,
    /// What it costs.
    pub total: Money,
    /// When the work was due.
    pub due_at: Option<Instant>,
    /// When.
    pub timestamp: Instant,
}

macro_rules! order_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub OrderFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.order_id.uuid()
            }
        }
    };
}

order_event! {
    /// Work was ordered; its payment is under way.
    OrderCreated, "orders.order.created.v1"
}
order_event! {
    /// The money is held.
    OrderFunded, "orders.order.funded.v1"
}
order_event! {
    /// The professional began.
    OrderStarted, "orders.order.started.v1"
}
order_event! {
    /// The work was handed over.
    OrderDelivered, "orders.order.delivered.v1"
}
order_event! {
    /// The client asks for changes.
    OrderRevisionRequested, "orders.order.revision_requested.v1"
}
order_event! {
    /// The professional asks for more time.
    OrderExtensionRequested, "orders.order.extension_requested.v1"
}
order_event! {
    /// There is more time.
    OrderExtended, "orders.order.extended.v1"
}
order_event! {
    /// The client says no to more time.
    OrderExtensionRefused, "orders.order.extension_refused.v1"
}
order_event! {
    /// A milestone was accepted and its money released.
    OrderMilestoneReleased, "orders.order.milestone_released.v1"
}
order_event! {
    /// It completes by itself in a day unless the client says something.
    OrderCompletionNear, "orders.order.completion_near.v1"
}
order_event! {
    /// The work was accepted (`WorkCompleted`).
    OrderCompleted, "orders.order.completed.v1"
}
order_event! {
    /// One side wants to end it; the other has to agree.
    OrderCancellationRequested, "orders.order.cancellation_requested.v1"
}
order_event! {
    /// The other side wants to go on, or who asked does so again.
    OrderCancellationRefused, "orders.order.cancellation_refused.v1"
}
order_event! {
    /// It ended; what was held and not released goes back.
    OrderCancelled, "orders.order.cancelled.v1"
}
order_event! {
    /// A manager is asked to decide.
    OrderDisputed, "orders.order.disputed.v1"
}
order_event! {
    /// The manager decided.
    OrderResolved, "orders.order.resolved.v1"
}
order_event! {
    /// The professional has the money.
    OrderPaidOut, "orders.order.paid_out.v1"
}
