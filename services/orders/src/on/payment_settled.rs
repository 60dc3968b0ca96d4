use plaza_core::{Envelope, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::OrderId;
use plaza_payments_api::events::PaymentFacts;

use crate::error::Error;
use crate::fund::saga::FundOrder;

/// Sends the saga of an order on when its payment is decided.
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
        let order: Option<OrderId> =
            sqlx::query_scalar("SELECT id FROM orders WHERE org_id = $1 AND id = $2 AND status = 'awaiting_payment'")
                .bind(org)
                .bind(facts.booking_id)
                .fetch_optional(&mut **tx)
                .await
                .map_err(Error::from)?;
        if let Some(order) = order {
            plaza_saga::nudge::<FundOrder>(tx, order.uuid()).await?;
        }
        Ok(())
    }
}
