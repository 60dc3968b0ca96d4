//! The job that delivers a notification: remote reads, the texts, then one transaction.

use std::sync::Arc;

use plaza_core::{Cx, Result};
use plaza_jobs::Job;
use serde_json::Value;

use super::{command, store};
use crate::app::{App, scope};
use crate::payload;
use crate::record::WhichNotification;

/// Name of the job.
pub const DELIVER: &str = "deliver";

/// Delivers one notification; a repetition finds it done.
pub struct Deliver(pub Arc<App>);

#[async_trait::async_trait]
impl Job for Deliver {
    fn kind(&self) -> &'static str {
        DELIVER
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let which: WhichNotification = payload::read(payload)?;
        match store::waiting(self.0.db.pool(), scope(cx.org), which.notification).await? {
            Some(waiting) => Ok(command::deliver(&self.0, cx, &waiting).await?),
            None => Ok(()),
        }
    }
}
