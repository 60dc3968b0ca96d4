//! What an operator may configure for gigs.

use serde::{Deserialize, Serialize};

/// Configuration of the gigs service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folder of the pictures; `files/gigs` in the data directory when empty.
    pub folder: String,
    /// Pictures made small at once; each takes up to 240 MB for the largest that is allowed.
    pub pictures_at_once: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { folder: String::new(), pictures_at_once: 2 }
    }
}
