use std::time::Duration;

use plaza_core::Cx;
use plaza_db::{Db, idempotency};
use plaza_jobs::Reconciler;

/// Clients' keys are kept for two days; handled events are remembered for thirty.
const KEYS: chrono::Duration = chrono::Duration::days(2);
const SEEN: chrono::Duration = chrono::Duration::days(30);

/// Forgets what no repeat can ask for any more.
pub(crate) struct Housekeeping {
    db: Db,
}

impl Housekeeping {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait::async_trait]
impl Reconciler for Housekeeping {
    fn name(&self) -> &'static str {
        "kernel.housekeeping"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3600)
    }

    async fn run(&self, _: &Cx) -> plaza_core::Result<()> {
        let now = self.db.clock().now();
        idempotency::forget(self.db.pool(), now - KEYS).await?;
        sqlx::query("DELETE FROM kernel.inbox WHERE state = 'done' AND seen_at < $1")
            .bind(now - SEEN)
            .execute(self.db.pool())
            .await
            .map_err(plaza_db::Error::from)?;
        Ok(())
    }
}
