//! The reconciler of files without a row: an upload that died between the two.

use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;
use uuid::Uuid;

use crate::app::App;
use crate::error::Error;

/// How long an upload may take until its file counts as left behind.
const LEFT_BEHIND: chrono::Duration = chrono::Duration::days(1);
const AT_ONCE: usize = 1_000;

/// Removes files that no order knows.
pub struct SweepFiles(pub App);

#[async_trait::async_trait]
impl Reconciler for SweepFiles {
    fn name(&self) -> &'static str {
        "sweep_files"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(6 * 3_600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        Ok(pass(&self.0).await?)
    }
}

/// Removes what was left behind once.
///
/// # Errors
/// As the store or the database fails.
pub async fn pass(app: &App) -> Result<(), Error> {
    let old: Vec<Uuid> =
        app.files.older_than(app.clock.now() - LEFT_BEHIND).await?.into_iter().map(|kept| kept.id).collect();
    for some in old.chunks(AT_ONCE) {
        let known: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM order_files WHERE id = ANY($1)")
            .bind(some)
            .fetch_all(app.db.pool())
            .await?;
        for id in some.iter().filter(|id| !known.contains(id)) {
            app.files.remove(*id).await?;
        }
    }
    Ok(())
}
