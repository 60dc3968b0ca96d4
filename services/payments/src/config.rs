//! The `[payments]` section of the configuration.

use serde::{Deserialize, Serialize};

/// What an operator may set; all have defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Seconds after which the sandbox settles a late payment.
    pub sandbox_late_seconds: u32,
    /// Seconds without news after which an open payment or refund is looked up at the provider.
    pub look_up_after_seconds: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { sandbox_late_seconds: 5, look_up_after_seconds: 30 }
    }
}
