use plaza_chat_api::events::MessageSent;
use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::events::{OrderCancelled, OrderCompleted, OrderDelivered, OrderFacts};

use super::store::{self, Happened};

/// Work that was completed, late or called off counts.
pub struct WorkChanged;

/// How soon somebody answers counts.
pub struct Answered;

#[async_trait::async_trait]
impl Handler for WorkChanged {
    fn name(&self) -> &'static str {
        "work_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[OrderCompleted::TYPE, OrderDelivered::TYPE, OrderCancelled::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let (Some(org), Ok(facts)) = (event.orgid, serde_json::from_value::<OrderFacts>(event.data.clone())) else {
            return Ok(());
        };
        let late = facts.due_at.is_some_and(|due| facts.timestamp > due);
        let happened = match event.kind.as_str() {
            OrderCompleted::TYPE => Happened::Completed,
            OrderDelivered::TYPE if late && first_delivery(tx, event).await? => Happened::Late,
            // Only what its own side gave up counts against anybody.
            OrderCancelled::TYPE if facts.by == Some(facts.professional) => Happened::Cancelled,
            _ => return Ok(()),
        };
        store::count(tx, org, facts.professional, happened).await?;
        Ok(super::reckon(tx, org, facts.professional).await?)
    }
}

/// Whether this is the first time the order was delivered late: revisions are delivered again.
async fn first_delivery(tx: &mut Tx, event: &Envelope) -> Result<bool> {
    let written = sqlx::query("INSERT INTO late_orders (org_id, order_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(event.orgid)
        .bind(event.subject)
        .execute(&mut **tx)
        .await
        .map_err(plaza_db::Error::from)?;
    Ok(written.rows_affected() == 1)
}

#[async_trait::async_trait]
impl Handler for Answered {
    fn name(&self) -> &'static str {
        "answered"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[MessageSent::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let (Some(org), Ok(sent)) = (event.orgid, event.data::<MessageSent>()) else { return Ok(()) };
        let Some(seconds) = sent.answered_after else { return Ok(()) };
        store::count(tx, org, sent.author, Happened::Answered(seconds)).await?;
        Ok(super::reckon(tx, org, sent.author).await?)
    }
}
