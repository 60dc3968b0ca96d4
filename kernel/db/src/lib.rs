//! A service's database: [`Db`] opens transactions, [`Tx`] is where commands
//! write and emit. The kernel's own tables live in the schema `kernel`.

mod db;
mod error;
pub mod idempotency;
pub mod migrate;
mod tx;
mod wake;

pub use db::{Db, PoolOptions, connect};
pub use error::{Error, Result};
pub use tx::Tx;
pub use wake::Wake;

/// The driver, so that services name one version of it.
pub use sqlx;
