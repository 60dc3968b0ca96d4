use chrono::{DateTime, Utc};
use plaza_core::{Money, UserId};
use plaza_payments_api::{InvoiceId, NextAction, PaymentId, PaymentStatus};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::record::Payment;
use crate::refund::http::RefundView;

/// A payment as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Payment)]
pub struct PaymentView {
    /// Its id.
    pub id: PaymentId,
    /// What it pays: a booking, a subscription, or an order when it is held for somebody.
    pub booking_id: Uuid,
    /// Who pays.
    pub user_id: UserId,
    /// For whom it is held until an order's work is done; none for what the organisation sells itself.
    pub payee_id: Option<UserId>,
    /// Made the payee's so far.
    pub released: Money,
    /// How much.
    pub amount: Money,
    /// Given back so far.
    pub refunded: Money,
    /// Where it is in its life.
    pub status: PaymentStatus,
    /// Why it failed, as a stable code such as `payments.card_declined`.
    pub failure: Option<String>,
    /// What the payer has to do.
    pub next_action: Option<NextAction>,
    /// The invoice, once paid.
    pub invoice_id: Option<InvoiceId>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was paid.
    pub completed_at: Option<DateTime<Utc>>,
}

impl From<&Payment> for PaymentView {
    fn from(payment: &Payment) -> Self {
        Self {
            id: payment.id,
            booking_id: payment.reference,
            user_id: payment.payer,
            payee_id: payment.escrow.as_ref().map(|terms| terms.payee),
            released: payment.released,
            amount: payment.amount,
            refunded: payment.refunded,
            status: payment.status,
            failure: payment.failure.clone(),
            next_action: payment.next_action(),
            invoice_id: payment.invoice,
            created_at: payment.created_at,
            completed_at: payment.completed_at,
        }
    }
}

/// A payment with its refunds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaymentDetail {
    /// The payment.
    #[serde(flatten)]
    pub payment: PaymentView,
    /// What was given back, oldest first.
    pub refunds: Vec<RefundView>,
}
