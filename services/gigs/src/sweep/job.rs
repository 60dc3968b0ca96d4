//! The reconciler of pictures.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;
use uuid::Uuid;

use crate::app::App;
use crate::error::Error;
use crate::images::store;

/// Files are written before their row, and no request takes so long.
const YOUNG: chrono::Duration = chrono::Duration::hours(1);

/// Removes pictures whose row was never written, or is gone.
pub struct SweepPictures(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for SweepPictures {
    fn name(&self) -> &'static str {
        "sweep_pictures"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3_600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        let kept = self.0.files.older_than(self.0.clock.now() - YOUNG).await.map_err(Error::from)?;
        for some in kept.chunks(1_000) {
            let ids: Vec<Uuid> = some.iter().map(|file| file.id).collect();
            let named: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM images WHERE id = ANY($1)")
                .bind(&ids)
                .fetch_all(self.0.db.pool())
                .await
                .map_err(Error::from)?;
            let named: HashSet<Uuid> = named.into_iter().collect();
            let orphans: Vec<Uuid> = ids.into_iter().filter(|id| !named.contains(id)).collect();
            store::discard(&self.0, &orphans).await;
        }
        Ok(())
    }
}
