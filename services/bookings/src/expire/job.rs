//! The reconciler of holds.

use std::time::Duration;

use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;

use crate::app::App;
use crate::error::Error;
use crate::facts;

const AT_ONCE: i64 = 200;

/// Expires the holds whose time to pay is over.
pub struct ExpireHolds(pub App);

#[async_trait::async_trait]
impl Reconciler for ExpireHolds {
    fn name(&self) -> &'static str {
        "expire_holds"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(5)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        while pass(&self.0, cx).await? == AT_ONCE {}
        Ok(())
    }
}

/// Expires one batch; returns how many.
///
/// # Errors
/// As the database fails.
pub async fn pass(app: &App, cx: &Cx) -> Result<i64, Error> {
    let mut tx = app.db.begin(cx).await?;
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let gone = super::store::expire_due(&mut tx, now, &actor, AT_ONCE).await?;
    gone.iter().for_each(|booking| facts::announce(&mut tx, booking));
    tx.commit().await?;
    Ok(i64::try_from(gone.len()).unwrap_or(AT_ONCE))
}
