use plaza_bookings_api::BookingId;
use plaza_core::{Envelope, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_payments_api::events::PaymentFacts;

use crate::error::Error;
use crate::pay::saga::CreateBooking;

/// Sends the saga of a payment on when the payment is decided (000-96).
pub struct PaymentSettled;

#[async_trait::async_trait]
impl Handler for PaymentSettled {
    fn name(&self) -> &'static str {
        "payment_settled"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["payments.payment.completed.v1", "payments.payment.failed.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let Ok(facts) = serde_json::from_value::<PaymentFacts>(event.data.clone()) else { return Ok(()) };
        let Some(org) = event.orgid else { return Ok(()) };
        let attempt = sqlx::query_scalar("SELECT attempt_id FROM bookings WHERE org_id = $1 AND id = $2 AND state = 'pending' AND attempt_id IS NOT NULL")
            .bind(org)
            .bind(BookingId(facts.booking_id))
            .fetch_optional(&mut **tx)
            .await
            .map_err(Error::from)?;
        if let Some(attempt) = attempt {
            plaza_saga::nudge::<CreateBooking>(tx, attempt).await?;
        }
        Ok(())
    }
}
