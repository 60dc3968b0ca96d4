use plaza_core::{Envelope, Event, OrgId, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::events::{OrderDisputed, OrderFacts, OrderResolved};

use crate::error::Error;

/// Notes which orders are disputed. An order is disputed once and ends so by the decision only: whichever of the two
/// is heard first, a decided one stays decided.
pub struct DisputeChanged;

#[async_trait::async_trait]
impl Handler for DisputeChanged {
    fn name(&self) -> &'static str {
        "dispute_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[OrderDisputed::TYPE, OrderResolved::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let Some(org) = event.orgid else { return Ok(()) };
        // Both have one shape.
        let facts = event.data::<OrderDisputed>()?.0;
        note(tx, org, &facts, event.kind == OrderResolved::TYPE).await?;
        Ok(())
    }
}

async fn note(tx: &mut Tx, org: OrgId, facts: &OrderFacts, decided: bool) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO order_disputes AS d (org_id, order_id, low, high, opened_at, decided_at)
         VALUES ($1, $2, least($3::uuid, $4::uuid), greatest($3::uuid, $4::uuid), CASE WHEN $5 THEN NULL ELSE $6::timestamptz END,
                 CASE WHEN $5 THEN $6::timestamptz END)
         ON CONFLICT (org_id, order_id) DO UPDATE SET
             opened_at = coalesce(d.opened_at, excluded.opened_at), decided_at = coalesce(d.decided_at, excluded.decided_at)",
    )
    .bind(org)
    .bind(facts.order_id)
    .bind(facts.client)
    .bind(facts.professional)
    .bind(decided)
    .bind(facts.timestamp)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
