//! The reconciler of offers.

use std::time::Duration;

use plaza_core::{Cx, OrgId, Result};
use plaza_jobs::Reconciler;
use plaza_orders_api::OfferId;
use plaza_orders_api::events::OfferExpired;

use crate::app::App;
use crate::domain::offer::Action;
use crate::error::Error;
use crate::facts;
use crate::offers;

const AT_ONCE: i64 = 500;

/// Expires open offers whose time to answer is over.
pub struct ExpireOffers(pub App);

#[async_trait::async_trait]
impl Reconciler for ExpireOffers {
    fn name(&self) -> &'static str {
        "expire_offers"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(30)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        Ok(pass(&self.0, cx).await?)
    }
}

/// Expires all that are due: one that fails does not keep the others from it, and is tried again.
async fn pass(app: &App, cx: &Cx) -> Result<(), Error> {
    let due: Vec<(OrgId, OfferId)> = sqlx::query_as(
        "SELECT org_id, id FROM offers WHERE status = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
    )
    .bind(app.clock.now())
    .bind(AT_ONCE)
    .fetch_all(app.db.pool())
    .await?;
    let mut first = Ok(());
    for (org, id) in due {
        if let Err(error) = one(app, &Cx { org: Some(org), ..cx.clone() }, org, id).await {
            tracing::warn!(offer = %id, %error, "an offer could not be expired; it is tried again");
            first = first.and(Err(error));
        }
    }
    first
}

async fn one(app: &App, cx: &Cx, org: OrgId, id: OfferId) -> Result<(), Error> {
    let mut tx = app.db.begin(cx).await?;
    let offer = offers::lock(&mut *tx, org, id).await?;
    match offers::act(&mut tx, &offer, Action::Expire, None).await {
        Ok(expired) => {
            let facts = facts::of_offer(&tx, &expired, None);
            tx.emit(&OfferExpired(facts));
            Ok(tx.commit().await?)
        }
        // Somebody answered in the meantime: theirs counts.
        Err(Error::Offer(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
