//! The reconciler of old mails.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;

use crate::app::App;
use crate::error::Error;

/// Deletes the mails that have been kept long enough. That they were sent stays known.
pub struct ForgetMails(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for ForgetMails {
    fn name(&self) -> &'static str {
        "forget_mails"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        let oldest = self.0.clock.now() - chrono::Duration::days(i64::from(self.0.config.keep_days));
        sqlx::query(
            "DELETE FROM mails m USING deliveries d
             WHERE d.org_id = m.org_id AND d.id = m.delivery_id AND d.state <> 'queued' AND m.created_at < $1",
        )
        .bind(oldest)
        .execute(self.0.db.pool())
        .await
        .map_err(Error::from)?;
        Ok(())
    }
}
