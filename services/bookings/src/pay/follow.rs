//! Refunds that were made in payments, without a booking asking: the booking
//! takes note, so that a later cancellation does not ask for the same money again.

use std::sync::Arc;

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Envelope, Fault, Result};
use plaza_db::{Db, Tx};
use plaza_events::Handler;
use plaza_jobs::{Job, enqueue_once};
use plaza_payments_api::events::{PaymentFacts, PaymentRefunded};
use plaza_payments_api::{PaymentId, Payments};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::error::Error;
use crate::record::{self, Booking};

const KIND: &str = "follow_refund";

#[derive(Debug, Serialize, Deserialize)]
struct Which {
    booking: BookingId,
    payment: PaymentId,
}

/// Hears of refunds; asks payments by a job, because the event tells one refund and not their sum.
pub struct HearOfRefund;

#[async_trait::async_trait]
impl Handler for HearOfRefund {
    fn name(&self) -> &'static str {
        "hear_of_refund"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["payments.payment.refunded.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let PaymentRefunded(PaymentFacts { payment_id, booking_id, .. }) = event.data()?;
        let (now, which) = (tx.now(), Which { booking: BookingId(booking_id), payment: payment_id });
        Ok(enqueue_once(tx, KIND, &which, now, &event.id.to_string()).await?)
    }
}

/// Brings what a booking knows of its refunds up to what payments says.
pub struct FollowRefund {
    /// Where bookings are.
    pub db: Db,
    /// Who knows the sum.
    pub payments: Arc<dyn Payments>,
}

#[async_trait::async_trait]
impl Job for FollowRefund {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let which: Which = serde_json::from_value(payload).map_err(|error| {
            tracing::error!(%error, "which refund to follow does not read");
            Fault::internal()
        })?;
        let Some(payment) = self.payments.payment(cx, which.payment).await? else { return Ok(()) };
        take_note(&self.db, cx, which.booking, which.payment, payment.refunded.amount).await?;
        Ok(())
    }
}

/// Brings a paid booking up to what payments says now, before somebody decides what it gives back: the event
/// of a refund made there may still be on its way. Answers the booking as it is then; none when it was up to
/// date, or payments cannot be asked: then what is known stands, and payments gives back no more than is left.
pub async fn bring_up(app: &App, cx: &Cx, booking: &Booking) -> Option<Booking> {
    let id = booking.payment_id.filter(|_| booking.paid > 0)?;
    let payment = app.payments.payment(cx, id).await.ok().flatten()?;
    if payment.refunded.amount <= booking.refunded {
        return None;
    }
    match take_note(&app.db, cx, booking.id, id, payment.refunded.amount).await {
        Ok(()) => record::find(app.db.pool(), booking.org, booking.id).await.ok(),
        Err(error) => {
            tracing::warn!(%error, "a refund made in payments could not be noted");
            None
        }
    }
}

async fn take_note(db: &Db, cx: &Cx, booking: BookingId, payment: PaymentId, refunded: i64) -> Result<(), Error> {
    // What bookings has asked back itself is in `refunded` before payments has done it.
    sqlx::query(
        "UPDATE bookings SET refunded = least(paid, greatest(refunded, $4)) WHERE org_id = $1 AND id = $2 AND payment_id = $3",
    )
    .bind(cx.org()?)
    .bind(booking)
    .bind(payment)
    .bind(refunded)
    .execute(db.pool())
    .await?;
    Ok(())
}
