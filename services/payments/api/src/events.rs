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
    /// What it is for: a booking's id.
    pub booking_id: Uuid,
    /// Who pays.
    pub user_id: UserId,
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
