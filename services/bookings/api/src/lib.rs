//! What other services may ask of bookings, and the events it publishes.

pub mod events;

use plaza_core::{Instant, Money, OrgId, Slot, UserId};
use plaza_payments_api::{NextAction, PaymentId, PaymentMethod, PaymentStatus};
use plaza_resources_api::{ResourceId, UnitId, UnitOf};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

plaza_core::id! {
    /// A booking.
    BookingId
}
plaza_core::id! {
    /// A closure: a resource out of use for a while.
    ClosureId
}

plaza_rpc::service! {
    /// Bookings, as other services see them.
    pub trait Bookings as "bookings", client BookingsClient, router bookings_router {
        /// A booking of the context's organisation.
        async fn booking(BookingId) -> Option<BookingCard>;
        /// Which of these units nobody has claimed in the slot.
        async fn which_free(WhichFree) -> Vec<UnitId>;
        /// Pays a held booking on behalf of the context's user; answers how far it got.
        async fn pay(PayBooking) -> BookingCard;
        /// Makes the demo's bookings, once.
        async fn seed_demo(DemoBookings) -> u32;
    }
}

/// Where a booking is in its life (002-22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BookingStatus {
    /// The slot is kept for a few minutes, waiting for payment.
    Held,
    /// Payment is under way.
    Pending,
    /// It stands.
    Confirmed,
    /// It was given back.
    Cancelled,
    /// It took place.
    Completed,
    /// Nobody came.
    NoShow,
    /// Nobody paid in time.
    Expired,
}

/// A booking as other services need it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookingCard {
    /// Its id.
    pub id: BookingId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Whose it is.
    pub user_id: UserId,
    /// Whose time it is, when a person's is booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_id: Option<UserId>,
    /// People who come too.
    pub attendee_ids: Vec<UserId>,
    /// What is booked.
    pub resource_id: ResourceId,
    /// Which piece of it.
    pub unit_id: UnitId,
    /// From when to when.
    pub slot: Slot,
    /// Where it is in its life.
    pub status: BookingStatus,
    /// What it costs.
    pub price: Money,
    /// The payment, once there is one.
    pub payment_id: Option<PaymentId>,
    /// How the payment stands.
    pub payment_status: Option<PaymentStatus>,
    /// What the payer has to do, if anything.
    pub next_action: Option<NextAction>,
    /// Until when a hold is kept.
    pub hold_expires_at: Option<Instant>,
    /// Given back at cancellation.
    pub refunded: Option<Money>,
    /// Counts its changes; calendars use it as the sequence of an entry.
    pub version: i32,
}

/// Asks which units are free.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WhichFree {
    /// Units to look at.
    pub units: Vec<UnitId>,
    /// From when to when, buffers included.
    pub slot: Slot,
}

/// Pays a held booking.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PayBooking {
    /// Which.
    pub booking: BookingId,
    /// How.
    pub method: PaymentMethod,
}

/// The demo's bookings: what is booked when by whom; those that collide are left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoBookings {
    /// Wanted bookings, all confirmed.
    pub wanted: Vec<DemoBooking>,
}

/// One of the demo's bookings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoBooking {
    /// What.
    pub unit: UnitOf,
    /// When.
    pub slot: Slot,
    /// Whose.
    pub user: UserId,
    /// What for.
    pub purpose: String,
}
