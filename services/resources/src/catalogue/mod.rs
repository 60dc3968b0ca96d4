//! Every organisation's resources in memory, exactly as the database has them:
//! each look first reads the catalogue's version, one small row, and loads just
//! what is stamped later. Searches and other services' questions are answered
//! from here without decoding the same rows again and again.

pub(crate) mod listed;
mod store;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use plaza_core::{Instant, OrgId};
use plaza_db::Tx;
use plaza_resources_api::ResourceId;
use sqlx::PgPool;

pub use listed::Listed;

use crate::error::Result;

/// How many resources are kept in memory over all organisations; about 4 KB each.
const KEPT: u64 = 100_000;
const UNUSED: Duration = Duration::from_secs(3600);

/// The organisations' catalogues. Clones share them.
#[derive(Clone)]
pub struct Catalogue {
    pool: PgPool,
    known: Cache<OrgId, Arc<Snapshot>>,
}

/// An organisation's resources at one version, archived ones too.
#[derive(Debug, Default)]
pub struct Snapshot {
    version: i64,
    all: HashMap<ResourceId, Arc<Listed>>,
}

impl Snapshot {
    /// One of them.
    pub fn get(&self, id: ResourceId) -> Option<&Arc<Listed>> {
        self.all.get(&id)
    }

    /// All of them, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Listed>> {
        self.all.values()
    }

    fn weight(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(u32::MAX).max(1)
    }
}

impl Catalogue {
    /// Catalogues over the service's database.
    pub fn new(pool: PgPool) -> Self {
        let known = Cache::builder()
            .weigher(|_, snapshot: &Arc<Snapshot>| snapshot.weight())
            .max_capacity(KEPT)
            .time_to_idle(UNUSED)
            .build();
        Self { pool, known }
    }

    /// An organisation's catalogue as it is now.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn of(&self, org: OrgId) -> Result<Arc<Snapshot>> {
        let version = store::version(&self.pool, org).await?;
        let known = self.known.get(&org).await.unwrap_or_default();
        if known.version == version {
            return Ok(known);
        }
        let mut all = known.all.clone();
        let mut seen = version.max(known.version);
        // What is newer may hold changes later than `version`; they are in it, so it counts as their version.
        for listed in store::newer(&self.pool, org, known.version).await? {
            seen = seen.max(listed.catalogue_version);
            all.insert(listed.card.id, Arc::new(listed));
        }
        let fresh = Arc::new(Snapshot { version: seen, all });
        self.known.insert(org, fresh.clone()).await;
        Ok(fresh)
    }
}

/// Begins a change of the transaction's organisation's catalogue: others wait until it ends. Answers the stamp of what it writes.
///
/// # Errors
/// As the database fails.
pub async fn change(tx: &mut Tx, org: OrgId) -> Result<i64> {
    store::next_version(tx, org).await
}

/// Writes what makes resources findable anew, after they or their place changed.
///
/// # Errors
/// As the database fails.
pub async fn make_findable(tx: &mut Tx, org: OrgId, ids: &[ResourceId]) -> Result<()> {
    store::make_findable(tx, org, ids).await
}

/// Stamps a location's resources as changed; answers each with its new version.
///
/// # Errors
/// As the database fails.
pub async fn touch_location(
    tx: &mut Tx,
    org: OrgId,
    location: plaza_resources_api::LocationId,
    stamp: i64,
    now: Instant,
) -> Result<Vec<(ResourceId, i32)>> {
    store::touch_location(tx, org, location, stamp, now).await
}
