//! How a private PostgreSQL is to run.

use std::path::PathBuf;
use std::time::Duration;

/// Whether an answered commit survives the loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Yes: what every installation uses.
    Durable,
    /// No: for tests, where the server's data is thrown away.
    Scratch,
}

/// How a private PostgreSQL is found and run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether commits survive the loss of power.
    pub durability: Durability,
    /// The folders to look for `postgres` and `initdb` in; none means PATH and the usual places.
    pub search: Option<Vec<PathBuf>>,
    /// Where the cluster lives when the server's user cannot reach the data directory.
    pub fallback_dir: PathBuf,
    /// How many connections the server accepts.
    pub max_connections: u32,
    /// The server's shared memory, in megabytes.
    pub shared_buffers_mb: u32,
    /// How long the server may take to answer its first connection; recovery is not counted.
    pub start_within: Duration,
    /// How long an orderly stop may take before open sessions are cut.
    pub stop_within: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            durability: Durability::Durable,
            search: None,
            fallback_dir: PathBuf::from("/var/lib/plaza"),
            max_connections: 300,
            shared_buffers_mb: 256,
            start_within: Duration::from_secs(60),
            stop_within: Duration::from_secs(30),
        }
    }
}

impl Options {
    /// The options for a server that lives as long as a test run.
    pub fn scratch() -> Self {
        Options { durability: Durability::Scratch, shared_buffers_mb: 128, ..Options::default() }
    }
}
