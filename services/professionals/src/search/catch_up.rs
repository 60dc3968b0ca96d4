use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;

use super::index::Index;

/// Reads what the follower should have read: a second way to the same, should the first one hang. Tests, in which no
/// task runs by itself, follow the table by it.
pub struct CatchUp(pub Arc<Index>);

#[async_trait::async_trait]
impl Reconciler for CatchUp {
    fn name(&self) -> &'static str {
        "search_catch_up"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        Ok(self.0.refresh().await?)
    }
}
