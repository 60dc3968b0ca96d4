//! Events of payments (000-93, 000-96). Ids and facts only.

use plaza_core::{Event, Instant, Money, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{InvoiceId, PaymentId, PaymentStatus};

/// The facts of a payment after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentFacts {
    /// The payment.
    pub payment_id: PaymentId,
    /// What it is for: a booking's id, or an order's when it is held for somebody.
    pub booking_id: Uuid,
    /// Who pays.
    pub user_id: UserId,
    /// For whom it is held; none for a sale of the organisation's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_for: Option<UserId>,
    /// How much; of a refund, how much was given back by it.
    pub amount: Money,
    /// Its status now.
    pub status: PaymentStatus,
    /// When.
    pub timestamp: Instant,
}

macro_rules! payment_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub PaymentFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.payment_id.uuid()
            }
        }
    };
}

payment_event! {
    /// A payment was asked for.
    PaymentCreated, "payments.payment.created.v1"
}
payment_event! {
    /// Paid (`PAYMENT_COMPLETED`).
    PaymentCompleted, "payments.payment.completed.v1"
}
payment_event! {
    /// Declined or called off.
    PaymentFailed, "payments.payment.failed.v1"
}
payment_event! {
    /// Given back, all or part.
    PaymentRefunded, "payments.payment.refunded.v1"
}

/// An invoice or credit note has its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceIssued {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// Its payment.
    pub payment_id: PaymentId,
    /// Whom it is for.
    pub user_id: UserId,
    /// `invoice` or `credit_note`.
    pub kind: String,
}

impl Event for InvoiceIssued {
    const TYPE: &'static str = "payments.invoice.issued.v1";
    fn aggregate_id(&self) -> Uuid {
        self.invoice_id.uuid()
    }
}

/// Money that is held, released or given back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EscrowFacts {
    /// The payment it came with.
    pub payment_id: PaymentId,
    /// What for: an order's id, or a booking's.
    pub reference: Uuid,
    /// Who paid.
    pub payer: UserId,
    /// Who gets it.
    pub payee: UserId,
    /// How much this was about.
    pub amount: Money,
    /// What the platform kept of it.
    pub commission: Money,
    /// Still held after it.
    pub held: Money,
    /// When.
    pub timestamp: Instant,
}

macro_rules! escrow_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub EscrowFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.payment_id.uuid()
            }
        }
    };
}

escrow_event! {
    /// Paid, and held until the work is done.
    EscrowHeld, "payments.escrow.held.v1"
}
escrow_event! {
    /// Made the payee's.
    EscrowReleased, "payments.escrow.released.v1"
}

/// One order's part of a payout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayoutPart {
    /// What for: an order's id, or a booking's.
    pub reference: Uuid,
    /// How much of what was released, commission included, it settles.
    pub released: Money,
    /// How much of it was sent.
    pub amount: Money,
}

/// The facts of a payout after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayoutFacts {
    /// The payout.
    pub payout_id: Uuid,
    /// To whom.
    pub payee: UserId,
    /// How much.
    pub amount: Money,
    /// What for, order by order.
    pub parts: Vec<PayoutPart>,
    /// When.
    pub timestamp: Instant,
}

macro_rules! payout_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub PayoutFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.payout_id
            }
        }
    };
}

payout_event! {
    /// Sent to the payee's account (`PayoutCompleted`).
    PayoutCompleted, "payments.payout.completed.v1"
}
payout_event! {
    /// The payee's account refused it; the money is theirs still.
    PayoutFailed, "payments.payout.failed.v1"
}
