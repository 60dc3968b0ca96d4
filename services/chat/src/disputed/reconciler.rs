//! Finds disputes that no event told chat of: they were opened before it listened.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, OrgId, Result, UserId};
use plaza_jobs::Reconciler;
use plaza_orders_api::OrderId;

use super::store::{self, Heard};
use crate::app::App;
use crate::error::Error;

/// Notes the disputes of orders whose cards say so, once orders confirms it.
pub struct NoteDisputes(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for NoteDisputes {
    fn name(&self) -> &'static str {
        "note_disputes"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        for (org, order, low, high) in unheard(&self.0).await? {
            let cx = Cx::service("chat", Some(org));
            // A card may be behind: then there is nothing to note, or the decision with it.
            let Some(dispute) = self.0.orders.dispute(&cx, order).await? else { continue };
            let (opened_at, decided_at) = (Some(dispute.opened_at), dispute.resolved_at);
            let mut tx = self.0.db.begin(&cx).await?;
            store::note(&mut tx, org, Heard { order, people: [low, high], opened_at, decided_at }).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Disputed by their cards and not known as such: the order, and the two.
async fn unheard(app: &App) -> Result<Vec<(OrgId, OrderId, UserId, UserId)>, Error> {
    let asked = sqlx::query_as(
        "SELECT DISTINCT m.org_id, m.card_subject, c.low, c.high
         FROM messages m JOIN conversations c ON c.org_id = m.org_id AND c.id = m.conversation_id AND c.kind = 'pair'
         WHERE m.kind = 'card' AND m.card_kind = 'order' AND m.card_data ->> 'status' = 'disputed'
           AND NOT EXISTS (SELECT FROM order_disputes d WHERE d.org_id = m.org_id AND d.order_id = m.card_subject)",
    );
    Ok(asked.fetch_all(app.db.pool()).await?)
}
