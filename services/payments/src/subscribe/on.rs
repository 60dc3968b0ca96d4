//! Our own payments' ends, for subscriptions whose payment took its time.

use async_trait::async_trait;
use plaza_core::{Envelope, Event, Fault};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_payments_api::SubscriptionId;
use plaza_payments_api::events::{PaymentCompleted, PaymentFacts, PaymentFailed};

use super::command;
use crate::error::Error;
use crate::record::Payment;

/// What the handler listens to.
pub const PATTERNS: &[&str] = &[PaymentCompleted::TYPE, PaymentFailed::TYPE];

/// Tells a subscription what became of its payment.
pub struct Settled;

#[async_trait]
impl Handler for Settled {
    fn name(&self) -> &'static str {
        "subscriptions settle"
    }

    fn patterns(&self) -> &'static [&'static str] {
        PATTERNS
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<(), Fault> {
        let facts: PaymentFacts = match event.kind.as_str() {
            PaymentCompleted::TYPE => event.data::<PaymentCompleted>()?.0,
            _ => event.data::<PaymentFailed>()?.0,
        };
        let Some(org) = event.orgid else { return Ok(()) };
        let found: Option<(String,)> =
            sqlx::query_as("SELECT key FROM payments WHERE org_id = $1 AND id = $2 AND key LIKE 'subscription/%'")
                .bind(org)
                .bind(facts.payment_id)
                .fetch_optional(&mut **tx)
                .await
                .map_err(Error::from)?;
        let Some((key,)) = found else { return Ok(()) };
        let payment: Option<Payment> = sqlx::query_as("SELECT * FROM payments WHERE org_id = $1 AND id = $2")
            .bind(org)
            .bind(facts.payment_id)
            .fetch_optional(&mut **tx)
            .await
            .map_err(Error::from)?;
        if let Some(payment) = payment {
            command::settle(tx, &payment, &key, SubscriptionId(payment.reference)).await?;
        }
        Ok(())
    }
}
