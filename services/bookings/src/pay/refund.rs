//! Giving money back: set aside in the transaction that decides it, done by a
//! durable job, so that a crash between the two loses nothing.

use std::sync::Arc;

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault, Money, Result};
use plaza_db::Tx;
use plaza_jobs::{Job, enqueue};
use plaza_payments_api::{PaymentId, Payments, Refund};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store;
use crate::error::Error;
use crate::record::Booking;

const KIND: &str = "refund_booking";

/// One refund to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    booking: BookingId,
    payment: PaymentId,
    amount: Money,
    /// Booking and version: each change of a booking gives back at most once.
    key: String,
    reason: String,
}

/// Sets `amount` aside and orders its refund; nothing when there is nothing to give back.
///
/// # Errors
/// As the database fails; the table refuses more than was paid.
pub async fn order(tx: &mut Tx, booking: &Booking, amount: Money, reason: &str) -> Result<Booking, Error> {
    let Some(payment) = booking.payment_id.filter(|_| amount.amount > 0) else { return Ok(booking.clone()) };
    let changed = store::set_aside(&mut **tx, booking, amount.amount).await?;
    enqueue_refund(tx, booking, payment, amount, reason).await?;
    Ok(changed)
}

/// Orders the refund of an amount that is already set aside.
///
/// # Errors
/// As the database fails.
pub async fn enqueue_refund(
    tx: &mut Tx,
    booking: &Booking,
    payment: PaymentId,
    amount: Money,
    reason: &str,
) -> Result<(), Error> {
    let key = format!("refund:{}:{}", booking.id, booking.version);
    enqueue(tx, KIND, &Order { booking: booking.id, payment, amount, key, reason: reason.to_owned() }).await?;
    Ok(())
}

/// Makes the refunds that were ordered.
pub struct RefundBooking(pub Arc<dyn Payments>);

#[async_trait::async_trait]
impl Job for RefundBooking {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let order: Order = serde_json::from_value(payload).map_err(|error| {
            tracing::error!(%error, "a refund's order does not read");
            Fault::internal()
        })?;
        let refund =
            Refund { key: order.key, payment: order.payment, amount: order.amount, reason: order.reason, up_to: true };
        match self.0.refund(cx, refund).await {
            // All of it was given back meanwhile: nothing is left to do.
            Err(fault) if fault.code == "payments.refund_too_large" => Ok(()),
            other => other.map(drop),
        }
    }
}
