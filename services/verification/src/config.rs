//! What an operator may configure for verification.

use serde::{Deserialize, Serialize};

/// Configuration of the verification service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folder of the sealed files; `files/verification` in the data directory when empty.
    pub folder: String,
    /// The key that documents are sealed under, 64 hexadecimal digits; derived from the installation's secret
    /// when empty. After a change documents are sealed anew under it, little by little.
    pub sealing_key: String,
    /// Earlier values of `sealing_key`, separated by commas: kept until nothing is sealed under them any more.
    pub earlier_sealing_key: String,
    /// How long documents and what they say of a person are kept after the decision, or after the last
    /// change of a case that was not submitted again, days.
    pub retention_days: u32,
    /// How long before the end of an approval its person is told, days.
    pub warn_days: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            folder: String::new(),
            sealing_key: String::new(),
            earlier_sealing_key: String::new(),
            retention_days: 90,
            warn_days: 30,
        }
    }
}
