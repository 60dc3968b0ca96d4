use std::str::FromStr;
use std::time::Duration;

use plaza_core::{Clock, Cx};
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::{Error, Result, Tx, Wake};

/// A service's database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
    service: &'static str,
    clock: Clock,
    wake: Wake,
}

/// How many connections a service may hold.
#[derive(Clone, Copy, Debug)]
pub struct PoolOptions {
    /// At most so many at once.
    pub max: u32,
    /// How long a request waits for a free one before it is told to try again.
    pub wait: Duration,
}

impl Default for PoolOptions {
    fn default() -> Self {
        Self { max: 10, wait: Duration::from_secs(5) }
    }
}

/// Opens a pool that connects when first used.
///
/// # Errors
/// When the URL cannot be read.
pub fn connect(url: &str, service: &str, options: PoolOptions) -> Result<PgPool> {
    let connect = PgConnectOptions::from_str(url)?.application_name(&format!("plaza-{service}"));
    // No ping before each use: it doubles the round trips, and a broken connection
    // answers as unreachable, which callers retry.
    Ok(PgPoolOptions::new()
        .max_connections(options.max)
        .min_connections(0)
        .acquire_timeout(options.wait)
        .test_before_acquire(false)
        .connect_lazy_with(connect))
}

impl Db {
    /// A database over a pool.
    pub fn new(service: &'static str, pool: PgPool, clock: Clock) -> Self {
        Self { pool, service, clock, wake: Wake::default() }
    }

    /// Opens a transaction. Everything a command writes and emits goes through it;
    /// dropped without [`Tx::commit`] it leaves nothing.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when no connection can be had in time.
    pub async fn begin(&self, cx: &Cx) -> Result<Tx> {
        Tx::open(self, cx).await
    }

    /// For reads, outside a transaction.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Name of the service whose database it is.
    pub fn service(&self) -> &'static str {
        self.service
    }

    /// The clock that stamps rows.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The nudges of this process's workers.
    pub fn wake(&self) -> &Wake {
        &self.wake
    }

    /// Closes the connections, waiting for those in use; from then on there are none to be had.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(drop).map_err(Error::from)
    }
}
