//! The facts of a payment as its events carry them: ids and amounts, never personal text.

use plaza_core::{Instant, Money};
use plaza_payments_api::events::PaymentFacts;

use crate::record::Payment;

/// The facts of a payment; `amount` is the payment's own, or what a refund gave back.
pub fn of(payment: &Payment, amount: Money, at: Instant) -> PaymentFacts {
    PaymentFacts {
        payment_id: payment.id,
        booking_id: payment.reference,
        user_id: payment.payer,
        amount,
        status: payment.status,
        timestamp: at,
    }
}
