use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;
use uuid::Uuid;

use crate::app::App;
use crate::error::Error;

/// How long a file may wait for its row: longer than any upload takes.
const GRACE: chrono::Duration = chrono::Duration::hours(1);

/// Removes files that a crash between file and row, or between row and file, left behind.
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
        let app = &self.0;
        let old = app.files.older_than(app.clock.now() - GRACE).await?;
        for chunk in old.chunks(500) {
            let ids: Vec<Uuid> = chunk.iter().map(|kept| kept.id).collect();
            let named = named(app, &ids).await?;
            for id in ids.into_iter().filter(|id| !named.contains(id)) {
                app.files.remove(id).await?;
                tracing::info!(%id, "a picture nobody names was removed");
            }
        }
        Ok(())
    }
}

async fn named(app: &App, ids: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    let named: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM portfolio WHERE id = ANY($1) UNION ALL SELECT avatar FROM professionals WHERE avatar = ANY($1)",
    )
    .bind(ids)
    .fetch_all(app.db.pool())
    .await?;
    Ok(named.into_iter().collect())
}
