//! What orders do when others tell of something.

mod payment_settled;
mod payout_completed;

pub use payment_settled::PaymentSettled;
pub use payout_completed::PaidOut;

/// Every event these listen to, for the service's declaration.
pub const LISTENS: &[&str] =
    &["payments.payment.completed.v1", "payments.payment.failed.v1", "payments.payout.completed.v1"];
