//! The reconciler of deliveries that nobody answers.

use std::time::Duration;

use plaza_core::{Cx, Instant, OrgId, Result};
use plaza_jobs::Reconciler;
use plaza_orders_api::OrderId;

use crate::app::App;
use crate::change::{Deed, act};
use crate::domain::action::Action;
use crate::domain::order::NOTICE;
use crate::domain::work::Refusal;
use crate::error::Error;
use crate::record;

const AT_ONCE: i64 = 500;

/// Tells clients that silence will count as yes, and a day later lets it.
pub struct CompleteSilent(pub App);

#[async_trait::async_trait]
impl Reconciler for CompleteSilent {
    fn name(&self) -> &'static str {
        "complete_silent"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        let now = self.0.clock.now();
        let untold =
            "SELECT org_id, id FROM orders WHERE status = 'delivered' AND cancellation IS NULL AND noticed_at IS NULL
             AND completes_at <= $1 ORDER BY completes_at LIMIT $2";
        let told = pass(&self.0, cx, untold, now + NOTICE, Action::GiveNotice).await;
        let over = "SELECT org_id, id FROM orders WHERE status = 'delivered' AND cancellation IS NULL AND noticed_at IS NOT NULL
             AND completes_at <= $1 ORDER BY completes_at LIMIT $2";
        let accepted = pass(&self.0, cx, over, now, Action::AcceptBySilence).await;
        Ok(told.and(accepted)?)
    }
}

/// Does a thing to all that are due: one that fails does not keep the others from it, and is tried again.
async fn pass(app: &App, cx: &Cx, due: &'static str, until: Instant, action: Action) -> Result<(), Error> {
    let found: Vec<(OrgId, OrderId)> = sqlx::query_as(due).bind(until).bind(AT_ONCE).fetch_all(app.db.pool()).await?;
    let mut first = Ok(());
    for (org, id) in found {
        if let Err(error) = one(app, &Cx { org: Some(org), ..cx.clone() }, org, id, action).await {
            tracing::warn!(order = %id, %error, "silence could not be noted; it is tried again");
            first = first.and(Err(error));
        }
    }
    first
}

async fn one(app: &App, cx: &Cx, org: OrgId, id: OrderId, action: Action) -> Result<(), Error> {
    let mut tx = app.db.begin(cx).await?;
    let order = record::lock(&mut *tx, org, id).await?;
    match act(&mut tx, &order, Deed::by_itself(action, None)).await {
        Ok(_) => Ok(tx.commit().await?),
        // Somebody said something in the meantime: theirs counts.
        Err(Error::Refused { refusal: Refusal::NotDue | Refusal::WrongState(_), .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
