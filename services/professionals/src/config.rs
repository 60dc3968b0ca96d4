//! The service's configuration.

use serde::{Deserialize, Serialize};

/// What can be set of professionals.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// How often the search looks for changes of other processes, milliseconds.
    pub search_poll_ms: u64,
    /// Folder for pictures; `files/professionals` in the data directory unless set.
    pub pictures_dir: String,
}

impl Default for Config {
    fn default() -> Self {
        Self { search_poll_ms: 250, pictures_dir: String::new() }
    }
}
