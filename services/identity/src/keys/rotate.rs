use std::time::Duration;

use plaza_core::Cx;
use plaza_jobs::Reconciler;

use super::{Keys, Made, store};
use crate::error::Error;

/// Replaces the signing key when it is old. Who verifies must read the JWK set again on a key id it does not know.
pub struct Rotation {
    /// The keys.
    pub keys: Keys,
    /// The database they are in.
    pub db: plaza_db::Db,
    /// The age, days.
    pub days: u32,
}

#[async_trait::async_trait]
impl Reconciler for Rotation {
    fn name(&self) -> &'static str {
        "signing-keys"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3_600)
    }

    async fn run(&self, cx: &Cx) -> plaza_core::Result<()> {
        let made = Made::new(&self.keys.secret)?;
        let mut tx = self.db.begin(cx).await?;
        let now = tx.now();
        let before = now - chrono::Duration::days(i64::from(self.days));
        if store::retire_older(&mut tx, before, now).await.map_err(Error::from)? {
            store::insert(&mut *tx, &made, now).await.map_err(Error::from)?;
            tx.commit().await?;
            self.keys.forget();
        }
        Ok(())
    }
}
