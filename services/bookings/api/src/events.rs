//! Events of bookings (000-92, 000-95). Ids and facts only; one shape for every
//! change of a booking, so that a listener to one can listen to all.

use plaza_core::{Event, Instant, Money, UserId};
use plaza_payments_api::PaymentId;
use plaza_resources_api::{ResourceId, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{BookingId, BookingStatus, ClosureId};

/// The facts of a booking after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookingFacts {
    /// The booking.
    pub booking_id: BookingId,
    /// Whose.
    pub user_id: UserId,
    /// Whose time it is, when a person's is booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_id: Option<UserId>,
    /// Who made the change; none when it happened by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// What it was before it was cancelled; none for other changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<BookingStatus>,
    /// What.
    pub resource_id: ResourceId,
    /// Which piece.
    pub unit_id: UnitId,
    /// From when.
    pub start_date_time: Instant,
    /// To when.
    pub end_date_time: Instant,
    /// Its status now.
    pub status: BookingStatus,
    /// What it costs.
    pub price: Money,
    /// What the change gives back of what was paid; told only where an operator gives back what is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_back: Option<Money>,
    /// Its payment, once there is one.
    pub payment_id: Option<PaymentId>,
    /// Version after the change.
    pub version: i32,
}

macro_rules! booking_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub BookingFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.booking_id.uuid()
            }
            fn aggregate_version(&self) -> i32 {
                self.0.version
            }
        }
    };
}

booking_event! {
    /// A slot is kept, waiting for payment.
    BookingHeld, "bookings.booking.held.v1"
}
booking_event! {
    /// It stands (`BOOKING_CONFIRMED`).
    BookingConfirmed, "bookings.booking.confirmed.v1"
}
booking_event! {
    /// It was given back.
    BookingCancelled, "bookings.booking.cancelled.v1"
}
booking_event! {
    /// It moved to another time.
    BookingRescheduled, "bookings.booking.rescheduled.v1"
}
booking_event! {
    /// It took place.
    BookingCompleted, "bookings.booking.completed.v1"
}
booking_event! {
    /// Nobody came.
    BookingNoShow, "bookings.booking.no_show.v1"
}
booking_event! {
    /// An operator gives back what was held for a person's time, or a part of it; the booking stays what it is.
    BookingRefunded, "bookings.booking.refunded.v1"
}
booking_event! {
    /// Who booked a person's time says that it was not as agreed: what was paid stays held until that is decided.
    BookingObjected, "bookings.booking.objected.v1"
}
booking_event! {
    /// An operator found that nothing is due to who objected.
    BookingObjectionRejected, "bookings.booking.objection_rejected.v1"
}
booking_event! {
    /// Who objected took it back.
    BookingObjectionWithdrawn, "bookings.booking.objection_withdrawn.v1"
}
booking_event! {
    /// Nobody paid in time.
    BookingExpired, "bookings.booking.expired.v1"
}

macro_rules! closure_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// The closure.
            pub closure_id: ClosureId,
            /// What is out of use.
            pub resource_id: ResourceId,
            /// From when.
            pub start_date_time: Instant,
            /// To when.
            pub end_date_time: Instant,
        }

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.closure_id.uuid()
            }
        }
    };
}

closure_event! {
    /// A resource is out of use for a while.
    ClosureCreated, "bookings.closure.created.v1"
}
closure_event! {
    /// It is in use again.
    ClosureRemoved, "bookings.closure.removed.v1"
}
