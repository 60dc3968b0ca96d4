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

async fn pass(app: &App, cx: &Cx) -> Result<(), Error> {
    let due: Vec<(OrgId, OfferId)> = sqlx::query_as(
        "SELECT org_id, id FROM offers WHERE status = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
    )
    .bind(app.clock.now())
    .bind(AT_ONCE)
    .fetch_all(app.db.pool())
    .await?;
    for (org, id) in due {
        let mut tx = app.db.begin(&Cx { org: Some(org), ..cx.clone() }).await?;
        let offer = offers::lock(&mut *tx, org, id).await?;
        // Somebody answered in the meantime: theirs counts.
        match offers::act(&mut tx, &offer, Action::Expire, None).await {
            Ok(expired) => {
                let facts = facts::of_offer(&tx, &expired, None);
                tx.emit(&OfferExpired(facts));
                tx.commit().await?;
            }
            Err(Error::Offer(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
