//! Every published professional of the installation in memory, in columns, so that all filters and the counts for
//! each are answered in a few milliseconds (decision 14). PostgreSQL holds the truth: the index is read from
//! `listings` at the start and follows it.

mod bits;
mod dictionary;
mod facets;
mod grid;
#[cfg(test)]
mod oracle_tests;
mod org;
mod query;
mod row;
mod segment;
mod store;
mod text;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use plaza_core::{Fault, OrgId};
use plaza_db::Db;
use plaza_tasks::Tasks;
use tokio::sync::Mutex;

pub use facets::Facets;
pub use org::{Found, Hit, OrgIndex};
pub use query::{Place, Query};
pub use row::{LanguageCode, Row};
pub use segment::{PRICES, STARS};

use crate::error::{Error, Result};

/// How long the follower rests when the database does not answer.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

type Orgs = HashMap<OrgId, Arc<OrgIndex>>;

/// Published professionals by organisation. Readers take what is there and never wait for a change.
pub struct Index {
    db: Db,
    known: ArcSwapOption<Orgs>,
    /// The oldest transaction that was open at the last look; none before the first.
    horizon: Mutex<Option<String>>,
}

impl Index {
    /// An index over the service's database, empty until it is first [refreshed](Index::refresh).
    pub fn new(db: Db) -> Self {
        Self { db, known: ArcSwapOption::empty(), horizon: Mutex::new(None) }
    }

    /// An organisation's professionals as they are known now.
    ///
    /// # Errors
    /// [`Error::SearchStarting`] until everything was read once.
    pub fn of(&self, org: OrgId) -> Result<Arc<OrgIndex>> {
        let known = self.known.load();
        let orgs = known.as_ref().ok_or(Error::SearchStarting)?;
        Ok(orgs.get(&org).cloned().unwrap_or_default())
    }

    /// Starts the task that follows the table: at once after a commit of this process that tells of something, and as
    /// often as `every` for the rest.
    pub fn follow(self: Arc<Self>, tasks: &Tasks, every: Duration) {
        let wake = self.db.wake().feeds.clone();
        tasks.spawn("professionals search", move |mut shutdown| {
            let (index, wake) = (self.clone(), wake.clone());
            async move {
                loop {
                    let wait = match index.refresh().await {
                        Ok(()) => every,
                        Err(error) => {
                            tracing::warn!(%error, "the search cannot follow its table; it goes on with what it knows");
                            every.max(AFTER_FAILURE)
                        }
                    };
                    if !shutdown.pause(wake.notified(), wait).await {
                        return;
                    }
                }
            }
        });
    }

    /// Reads what changed since the last time; everything, the first time.
    ///
    /// A row is stamped with the transaction that wrote it. What was written by transactions that had ended at the last
    /// look was read then or before; so all that is new was written by one that was open then, or began later: those at
    /// or above the oldest that was open. Rows read twice are known by their revision.
    ///
    /// # Errors
    /// As the database fails; the next call makes up for it.
    pub async fn refresh(&self) -> Result<()> {
        let mut horizon = self.horizon.lock().await;
        let Some(since) = horizon.clone() else {
            store::settle(self.db.pool()).await?;
            let (next, _) = store::horizon(self.db.pool(), "0").await?;
            let rows = store::all(self.db.pool()).await?;
            self.known.store(Some(Arc::new(built(rows).await?)));
            *horizon = Some(next);
            return Ok(());
        };
        let (next, changed) = store::horizon(self.db.pool(), &since).await?;
        if changed {
            let rows = store::since(self.db.pool(), &since).await?;
            let known = self.known.load_full().unwrap_or_default();
            if let Some(orgs) = applied(known, rows).await? {
                self.known.store(Some(Arc::new(orgs)));
            }
        }
        *horizon = Some(next);
        Ok(())
    }
}

/// An index of all rows, made where work may take long.
async fn built(rows: Vec<Row>) -> Result<Orgs> {
    aside(move || {
        let count = rows.len();
        let indexed = |(org, rows): (OrgId, Vec<Arc<Row>>)| (org, Arc::new(OrgIndex::new(rows)));
        let mut by_org: HashMap<OrgId, Vec<Arc<Row>>> = HashMap::new();
        for row in rows {
            by_org.entry(row.org).or_default().push(Arc::new(row));
        }
        let orgs: Orgs = by_org.into_iter().map(indexed).collect();
        tracing::info!(professionals = count, "the search is ready");
        orgs
    })
    .await
}

async fn applied(known: Arc<Orgs>, rows: Vec<Row>) -> Result<Option<Orgs>> {
    aside(move || {
        let mut by_org: HashMap<OrgId, Vec<Row>> = HashMap::new();
        for row in rows {
            by_org.entry(row.org).or_default().push(row);
        }
        let fresh = by_org.into_iter().filter_map(|(org, rows)| {
            let index = known.get(&org).cloned().unwrap_or_default();
            Some((org, Arc::new(index.changed(rows)?)))
        });
        let fresh: Vec<_> = fresh.collect();
        (!fresh.is_empty()).then(|| {
            let mut orgs = (*known).clone();
            orgs.extend(fresh);
            orgs
        })
    })
    .await
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "the search could not be made");
        Error::Other(Fault::internal())
    })
}
