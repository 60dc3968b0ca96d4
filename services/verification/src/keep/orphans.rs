//! The reconciler of files that no row names.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;
use plaza_verification_api::DocumentId;

use crate::app::App;
use crate::documents::store;
use crate::error::Error;

/// A file is written before its row, and no request takes so long.
const YOUNG: chrono::Duration = chrono::Duration::hours(1);

/// Removes files whose row was never written, or is gone.
pub struct SweepOrphans(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for SweepOrphans {
    fn name(&self) -> &'static str {
        "sweep_orphans"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3_600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        let kept = self.0.files.older_than(self.0.clock.now() - YOUNG).await?;
        for some in kept.chunks(1_000) {
            let ids: Vec<DocumentId> = some.iter().map(|file| DocumentId(file.id)).collect();
            let named: Vec<DocumentId> = sqlx::query_scalar("SELECT id FROM documents WHERE id = ANY($1)")
                .bind(&ids)
                .fetch_all(self.0.db.pool())
                .await
                .map_err(Error::from)?;
            let named: HashSet<DocumentId> = named.into_iter().collect();
            let orphans: Vec<DocumentId> = ids.into_iter().filter(|id| !named.contains(id)).collect();
            store::shred(&self.0, &orphans).await;
        }
        Ok(())
    }
}
