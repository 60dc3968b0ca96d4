//! Payouts.

use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_payments_api::events::PayoutCompleted as Completed;
use serde_json::json;

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells professionals that what they earned was sent.
pub struct PayoutCompleted;

#[async_trait::async_trait]
impl Handler for PayoutCompleted {
    fn name(&self) -> &'static str {
        "payout_completed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[Completed::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts = event.data::<Completed>()?.0;
        // All of it was commission: nothing is on its way to anybody.
        if facts.amount.amount == 0 {
            return Ok(());
        }
        let key = format!("payout_completed:{}", facts.payout_id);
        let new = New {
            facts: json!({ "amount": facts.amount }),
            ..New::of(Kind::PayoutCompleted, key, facts.payee, facts.payout_id)
        };
        record(tx, &new).await?;
        Ok(())
    }
}
