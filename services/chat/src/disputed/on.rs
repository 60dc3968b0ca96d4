use plaza_chat_api::ConversationId;
use plaza_core::{Envelope, Event, OrgId, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::events::{OrderDisputed, OrderFacts, OrderResolved};

use super::job;
use super::store::{self, Heard};
use crate::error::Error;

/// Notes which orders are disputed, and with the decision orders that what was removed while it was awaited is erased. An
/// order is disputed once and ends so by the decision only: whichever of the two is heard first, a decided one stays decided.
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
        let decided = event.kind == OrderResolved::TYPE;
        let at = |wanted: bool| wanted.then_some(facts.timestamp);
        let (order, people) = (facts.order_id, [facts.client, facts.professional]);
        store::note(tx, org, Heard { order, people, opened_at: at(!decided), decided_at: at(decided) }).await?;
        if decided && let Some(id) = of_the_two(tx, org, &facts).await? {
            job::order(tx, org, id).await?;
        }
        Ok(())
    }
}

async fn of_the_two(tx: &mut Tx, org: OrgId, facts: &OrderFacts) -> Result<Option<ConversationId>, Error> {
    let asked = sqlx::query_scalar(
        "SELECT id FROM conversations WHERE org_id = $1 AND low = least($2::uuid, $3::uuid) AND high = greatest($2::uuid, $3::uuid)",
    );
    Ok(asked.bind(org).bind(facts.client).bind(facts.professional).fetch_optional(&mut **tx).await?)
}
