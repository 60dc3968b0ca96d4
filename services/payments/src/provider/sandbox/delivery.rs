//! The sandbox's own work: settling late charges and delivering webhooks until they are taken.

use std::sync::Arc;

use async_trait::async_trait;
use plaza_core::{Cx, Fault};
use plaza_jobs::Job;
use serde_json::Value;

use super::store::{self, State};
use super::{Sandbox, lost};

/// Name of the job that delivers a webhook.
pub const DELIVER: &str = "sandbox_deliver_webhook";
/// Name of the job that settles a late charge.
pub const SETTLE: &str = "sandbox_settle_charge";

/// Delivers a webhook; failing, it is tried again with back-off.
pub struct Deliver(pub Arc<Sandbox>);

/// Settles a late charge and has its webhook delivered.
pub struct Settle(pub Arc<Sandbox>);

#[async_trait]
impl Job for Deliver {
    fn kind(&self) -> &'static str {
        DELIVER
    }

    async fn run(&self, _: &Cx, payload: Value) -> Result<(), Fault> {
        match store::webhook(self.0.db.pool(), payload.as_str().unwrap_or_default()).await? {
            Some(message) => self.0.deliver(&message).await,
            None => Ok(()),
        }
    }
}

#[async_trait]
impl Job for Settle {
    fn kind(&self) -> &'static str {
        SETTLE
    }

    async fn run(&self, _: &Cx, payload: Value) -> Result<(), Fault> {
        let silent = |error| Fault::unavailable("sandbox.silent", format!("{error}"));
        let mut tx = self.0.begin().await.map_err(silent)?;
        let Some(mut charge) = store::locked(&mut tx, payload.as_str().unwrap_or_default()).await? else {
            return Ok(());
        };
        if charge.state == State::Pending {
            charge.state = State::Approved;
            store::save(&mut tx, &charge).await?;
            let message = store::write_webhook(&mut tx, &charge).await?;
            plaza_jobs::enqueue(&mut tx, DELIVER, &message.event_id).await?;
            tx.commit().await.map_err(lost).map_err(silent)?;
        }
        Ok(())
    }
}
