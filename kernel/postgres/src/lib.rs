//! A private PostgreSQL in a data directory, with nothing to set up.
//!
//! [`PrivatePostgres::start`] finds PostgreSQL on the machine, creates a
//! cluster the first time, and runs it on a Unix socket only the server's user
//! can reach. Processes started with the same data directory share one server:
//! whoever holds the lock file supervises it, the others connect, and one of
//! them takes over when the supervisor ends.
//!
//! The supervisor is a thread of its own (see `supervisor`): Linux sends the
//! server its signal to stop when the *thread* that forked it ends, so the
//! server can never be started from a pool's thread.
//!
//! What is on disk, below the data directory:
//!
//! ```text
//! postgres.location     only when the cluster had to live elsewhere: where
//! postgres/lock         held by the supervisor; names the server it runs
//! postgres/server.conf  settings, written at each start
//! postgres/local.conf   settings of the operator's own, if any; read last
//! postgres/server.log   what the server says, bounded
//! postgres/data/        the cluster, owned by the server's user
//! postgres/run/         the socket, owned by the server's user
//! ```

mod account;
mod binaries;
mod cluster;
mod error;
mod extensions;
mod leftovers;
mod lock;
mod log;
mod options;
mod place;
mod processes;
mod scratch;
mod server;
mod settings;
mod spawn;
mod supervisor;

pub use binaries::installed;
pub use error::Error;
pub use options::{Durability, Options};
pub use scratch::scratch_folder;
pub use server::PrivatePostgres;

/// What this crate's functions answer.
pub type Result<T> = std::result::Result<T, Error>;
