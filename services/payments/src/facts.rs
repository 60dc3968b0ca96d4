//! The facts of a payment as its events carry them: ids and amounts, never personal text.

use plaza_core::{Instant, Money};
use plaza_payments_api::EscrowTerms;
use plaza_payments_api::events::{EscrowFacts, PaymentFacts};

use crate::record::Payment;

/// The facts of a payment; `amount` is the payment's own, or what a refund gave back.
pub fn of(payment: &Payment, amount: Money, at: Instant) -> PaymentFacts {
    PaymentFacts {
        payment_id: payment.id,
        booking_id: payment.reference,
        user_id: payment.payer,
        held_for: payment.escrow.as_ref().map(|terms| terms.payee),
        amount,
        status: payment.status,
        timestamp: at,
    }
}

/// The facts of held money after `amount` of it was held or released.
pub fn of_escrow(payment: &Payment, terms: &EscrowTerms, amount: Money, commission: Money, at: Instant) -> EscrowFacts {
    EscrowFacts {
        payment_id: payment.id,
        reference: payment.reference,
        payer: payment.payer,
        payee: terms.payee,
        amount,
        commission,
        held: payment.left(),
        timestamp: at,
    }
}
