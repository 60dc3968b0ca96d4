//! The job that asks how a seller is called now: events carry no names.

use std::sync::Arc;

use plaza_core::{Cx, Fault, Kind, Result, UserId};
use plaza_jobs::Job;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store;
use crate::app::App;
use crate::error::Error;

/// Name of the job.
pub const REFRESH: &str = "refresh_seller";

/// Whose profile changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Whose {
    /// The person.
    pub user: UserId,
}

/// Reads a seller's profile anew.
pub struct RefreshSeller(pub Arc<App>);

#[async_trait::async_trait]
impl Job for RefreshSeller {
    fn kind(&self) -> &'static str {
        REFRESH
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let whose: Whose = serde_json::from_value(payload)
            .map_err(|error| Fault::new(Kind::Invalid, "gigs.job_unreadable", error.to_string()))?;
        let Some(profile) = self.0.professionals.of_user(cx, whose.user).await? else { return Ok(()) };
        let mut tx = self.0.db.begin(cx).await.map_err(Error::from)?;
        store::know(&mut tx, &profile).await.map_err(Error::from)?;
        tx.commit().await.map_err(Error::from)?;
        Ok(())
    }
}
