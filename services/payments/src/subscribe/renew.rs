//! Renewals, and giving back what was paid for a subscription that had ended.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use plaza_core::{Cx, Fault};
use plaza_jobs::{Job, Reconciler};
use plaza_payments_api::{CancelCharge, PaymentMethod};
use serde_json::Value;

use super::command;
use super::store::{self, Subscription};
use crate::app::App;
use crate::cancel;
use crate::error::{Error, Result};

/// Name of the job that calls a subscription's charge off.
pub const CALL_OFF: &str = "subscription_call_off";

/// Charges periods whose time has come, with the saved token.
pub struct Renew(pub Arc<App>);

/// Calls a charge off by its key.
pub struct CallOff(pub Arc<App>);

impl Renew {
    async fn one(&self, cx: &Cx, subscription: &Subscription) -> Result<()> {
        let app = &self.0;
        let plan = crate::plans::store::find(app.db.pool(), subscription.org, subscription.plan)
            .await?
            .ok_or(Error::NoSuch("plan"))?;
        let method = PaymentMethod { method: "card".into(), token: subscription.token.clone() };
        let payment = command::charge_period(app, cx, subscription, &plan, method).await?;
        let mut tx = app.db.begin(cx).await?;
        command::settle(&mut tx, &payment, &subscription.charge_key(), subscription.id).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[async_trait]
impl Reconciler for Renew {
    fn name(&self) -> &'static str {
        "renew subscriptions"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, _: &Cx) -> Result<(), Fault> {
        for subscription in store::due(self.0.db.pool(), self.0.clock.now()).await? {
            let cx = Cx::service("payments", Some(subscription.org));
            if let Err(error) = self.one(&cx, &subscription).await {
                tracing::warn!(subscription = %subscription.id, %error, "a renewal is tried again");
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Job for CallOff {
    fn kind(&self) -> &'static str {
        CALL_OFF
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<(), Fault> {
        let key = payload.as_str().unwrap_or_default().to_owned();
        Ok(cancel::command::cancel(&self.0, cx, CancelCharge { key, reason: "subscription_ended".into() }).await?)
    }
}
