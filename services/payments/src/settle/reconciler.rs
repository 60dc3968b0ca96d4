//! Sets right what drifted: answers that were lost, webhooks that never came,
//! refunds begun and not ended, money that came in too late.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use plaza_core::{Cx, Fault};
use plaza_jobs::Reconciler;

use super::store;
use crate::app::App;
use crate::{cancel, charge, refund};

/// Looks up what stayed open.
pub struct LookUp {
    app: Arc<App>,
}

impl LookUp {
    /// A reconciler over the service.
    pub fn new(app: &Arc<App>) -> Self {
        Self { app: app.clone() }
    }

    async fn pass(&self) -> Result<(), Fault> {
        let app = &self.app;
        let now = app.clock.now();
        let before = now - chrono::Duration::seconds(i64::from(app.config.look_up_after_seconds));
        for payment in store::silent(app.db.pool(), before).await? {
            store::looked_up(app.db.pool(), &payment, now).await?;
            let (id, cx) = (payment.id, Cx::service("payments", Some(payment.org)));
            if let Err(error) = charge::command::look_up(app, &cx, payment).await {
                tracing::warn!(payment = %id, %error, "an open payment could not be looked up");
            }
        }
        for refund in refund::store::silent(app.db.pool(), before).await? {
            let (id, cx) = (refund.id, Cx::service("payments", Some(refund.org)));
            if let Err(error) = refund::command::finish(app, &cx, refund).await {
                tracing::warn!(refund = %id, %error, "an open refund could not be ended");
            }
        }
        for payment in store::to_reverse(app.db.pool()).await? {
            let (id, cx) = (payment.id, Cx::service("payments", Some(payment.org)));
            if let Err(error) = cancel::command::reverse(app, &cx, &payment).await {
                tracing::warn!(payment = %id, %error, "money that came in too late could not be given back");
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Reconciler for LookUp {
    fn name(&self) -> &'static str {
        "look up open payments"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(15)
    }

    async fn run(&self, _: &Cx) -> Result<(), Fault> {
        self.pass().await
    }
}
