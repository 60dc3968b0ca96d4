//! Pays on schedule, and ends what was begun and not ended.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Instant, OrgId, UserId};
use plaza_jobs::Reconciler;

use super::{command, store};
use crate::app::App;
use crate::error::{Error, Result};

/// Pays everybody what has been theirs for as long as the organisation's settings say.
pub struct PayOut(pub Arc<App>);

impl PayOut {
    async fn end_begun(&self) -> Result<()> {
        let app = &self.0;
        let now = app.clock.now();
        let before = now - chrono::Duration::seconds(i64::from(app.config.look_up_after_seconds));
        for payout in store::silent(app.db.pool(), before).await? {
            store::looked_up(app.db.pool(), &payout, now).await?;
            let (id, cx) = (payout.id, Cx::service("payments", Some(payout.org)));
            if let Err(error) = command::submit(app, &cx, payout).await {
                tracing::warn!(payout = %id, %error, "an open payout could not be ended");
            }
        }
        Ok(())
    }

    async fn pay_if_due(&self, org: OrgId, payee: UserId, currency: &str, since: Instant) -> Result<()> {
        let app = &self.0;
        let cx = Cx::service("payments", Some(org));
        let days = app.settings.settings(&cx, ()).await?.hiring.payout_days;
        if since + chrono::Duration::days(i64::from(days)) > app.clock.now() {
            return Ok(());
        }
        let currency = currency.parse().map_err(|_| Error::Broken(format!("'{currency}' is no currency")))?;
        match command::pay(app, &cx, payee, currency).await {
            Ok(_) | Err(Error::NothingToPayOut | Error::PayoutUnderWay) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

#[async_trait]
impl Reconciler for PayOut {
    fn name(&self) -> &'static str {
        "pay out"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(30)
    }

    async fn run(&self, cx: &Cx) -> Result<(), Fault> {
        self.end_begun().await?;
        command::settle_waiting(&self.0, cx).await?;
        for (org, payee, currency, since) in store::waiting(self.0.db.pool()).await? {
            if let Err(error) = self.pay_if_due(org, payee, &currency, since).await {
                tracing::warn!(%payee, %error, "somebody could not be paid out; it is tried again");
            }
        }
        Ok(())
    }
}
