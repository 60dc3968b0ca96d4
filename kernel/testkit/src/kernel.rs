//! A database with the kernel's tables only, for tests of the kernel and of
//! what stands directly on it.

use plaza_core::Clock;
use plaza_db::sqlx::migrate::Migrator;
use plaza_db::{Db, PoolOptions, connect, migrate};
use sqlx::PgPool;

use crate::stage::start_of_tests;
use crate::{TestDatabase, until};

/// No migrations of a service's own.
pub static NO_MIGRATIONS: Migrator = Migrator::DEFAULT;

/// A service's database without tables of its own, and a clock that stands still.
pub struct KernelDatabase {
    /// The database, as the service's first process sees it.
    pub db: Db,
    /// Its clock: Monday 2 March 2026, 09:00 UTC at first.
    pub clock: Clock,
    database: TestDatabase,
}

impl KernelDatabase {
    /// A fresh one for a service of this name.
    pub async fn of(service: &'static str) -> Self {
        let seed = migrate::fingerprint(&NO_MIGRATIONS);
        let migrated = async |pool: PgPool| migrate::run(&pool, &NO_MIGRATIONS).await;
        let database = TestDatabase::create("kernel", &seed, migrated).await.expect("a test database");
        let clock = Clock::manual(start_of_tests());
        Self { db: Db::new(service, database.pool.clone(), clock.clone()), clock, database }
    }

    /// The same database as another process sees it: connections and nudges of its own.
    pub fn another_process(&self) -> Db {
        let pool = connect(&self.database.url, self.db.service(), PoolOptions::default()).expect("a URL that reads");
        Db::new(self.db.service(), pool, self.clock.clone())
    }

    /// Runs a statement that sets something up.
    pub async fn execute(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(self.db.pool()).await.expect("a statement that runs");
    }

    /// One number that a query answers.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.db.pool()).await.expect("a query that answers a number")
    }

    /// Waits until readers may see every committed event. They stay below the oldest open
    /// transaction of the whole server, and other tests have theirs on it.
    pub async fn readable(&self) {
        let held_back =
            "SELECT count(*) FROM kernel.domain_events WHERE txid >= pg_snapshot_xmin(pg_current_snapshot())";
        until(async || (self.count(held_back).await == 0).then_some(())).await;
    }

    /// The database's URL.
    pub fn url(&self) -> &str {
        &self.database.url
    }
}
