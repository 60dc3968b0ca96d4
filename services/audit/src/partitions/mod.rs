//! Partitions of a month: made three ahead, and behind for what rests in the default one.

mod store;

use std::collections::BTreeSet;
use std::time::Duration;

use plaza_core::{Cx, Instant};
use plaza_db::Db;
use plaza_jobs::Reconciler;

use crate::domain::month::Month;
use crate::error::Error;

/// Months ahead of the present one.
const AHEAD: i32 = 3;

/// Months back for which a partition is made when there are events of them: ten years.
const BACK: i32 = 120;

/// Makes the partitions that are missing.
pub struct Partitions(pub Db);

#[async_trait::async_trait]
impl Reconciler for Partitions {
    fn name(&self) -> &'static str {
        "partitions"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, cx: &Cx) -> plaza_core::Result<()> {
        let now = self.0.clock().now();
        for month in wanted(&self.0, now).await? {
            let mut tx = self.0.begin(cx).await?;
            store::make(&mut tx, month).await.map_err(Error::from)?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The months that need a partition and have none.
async fn wanted(db: &Db, now: Instant) -> Result<BTreeSet<Month>, Error> {
    let present = Month::of(now);
    let mut months: BTreeSet<Month> = (0..=AHEAD).map(|by| present.later(by)).collect();
    let (from, to) = (present.later(-BACK).start(), present.later(AHEAD + 1).start());
    months.extend(store::resting(db.pool(), from, to).await?.into_iter().map(Month::of));
    let made = store::made(db.pool()).await?;
    months.retain(|month| !made.contains(&month.partition()));
    Ok(months)
}
