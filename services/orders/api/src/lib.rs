//! What other services may ask of orders, and the events it publishes.

pub mod events;

use plaza_chat_api::ConversationId;
use plaza_core::{Instant, Money, OrgId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

plaza_core::id! {
    /// An offer of work.
    OfferId
}
plaza_core::id! {
    /// An order: agreed work.
    OrderId
}
plaza_core::id! {
    /// A part of an order that is delivered and paid by itself.
    MilestoneId
}

plaza_rpc::service! {
    /// Orders, as other services see them.
    pub trait Orders as "orders", client OrdersClient, router orders_router {
        /// An order of the context's organisation.
        async fn order(OrderId) -> Option<OrderCard>;
        /// An offer of the context's organisation.
        async fn offer(OfferId) -> Option<OfferCard>;
        /// The dispute of an order of the context's organisation, if it ever had one.
        async fn dispute(OrderId) -> Option<DisputeCard>;
    }
}

/// Where an order is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The client's payment is under way.
    AwaitingPayment,
    /// The money is held.
    Funded,
    /// The professional works.
    InProgress,
    /// Delivered; the client looks at it.
    Delivered,
    /// The client asked for changes.
    RevisionRequested,
    /// Accepted; the money is the professional's.
    Completed,
    /// Paid out to the professional.
    PaidOut,
    /// Ended without work, or what was left of it was given back.
    Cancelled,
    /// A manager decides.
    Disputed,
}

impl OrderStatus {
    /// Every state, in the order of an order's life.
    pub const ALL: [Self; 9] = [
        Self::AwaitingPayment,
        Self::Funded,
        Self::InProgress,
        Self::Delivered,
        Self::RevisionRequested,
        Self::Completed,
        Self::PaidOut,
        Self::Cancelled,
        Self::Disputed,
    ];

    /// The state's name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "awaiting_payment",
            Self::Funded => "funded",
            Self::InProgress => "in_progress",
            Self::Delivered => "delivered",
            Self::RevisionRequested => "revision_requested",
            Self::Completed => "completed",
            Self::PaidOut => "paid_out",
            Self::Cancelled => "cancelled",
            Self::Disputed => "disputed",
        }
    }

    /// The state of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether the work is over: what is left is the payout.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::PaidOut | Self::Cancelled)
    }
}

/// Where an offer is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferStatus {
    /// Somebody has to answer.
    Open,
    /// Agreed; there is an order.
    Accepted,
    /// Declined.
    Rejected,
    /// Taken back.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
    /// Other terms took its place.
    Countered,
}

impl OfferStatus {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Accepted, Self::Rejected, Self::Withdrawn, Self::Expired, Self::Countered];

    /// The state's name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Countered => "countered",
        }
    }

    /// The state of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// An offer as other services need one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferCard {
    /// Its id.
    pub id: OfferId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Who would pay.
    pub client: UserId,
    /// Who would work.
    pub professional: UserId,
    /// What for, in a line.
    pub title: String,
    /// Where it is in its life.
    pub status: OfferStatus,
    /// What it costs.
    pub total: Money,
    /// Until when it can be answered.
    pub expires_at: Instant,
}

/// An order as other services need one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderCard {
    /// Its id.
    pub id: OrderId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Who pays.
    pub client: UserId,
    /// Who works.
    pub professional: UserId,
    /// What for, in a line.
    pub title: String,
    /// Where it is in its life.
    pub status: OrderStatus,
    /// What it costs.
    pub total: Money,
    /// When it was completed.
    pub completed_at: Option<Instant>,
}

/// A dispute as other services need one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisputeCard {
    /// The order.
    pub order: OrderId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Where the two talk; none before they have a conversation.
    pub conversation: Option<ConversationId>,
    /// When a manager was asked to decide.
    pub opened_at: Instant,
    /// When it was decided.
    pub resolved_at: Option<Instant>,
}
