//! The service's configuration.

use serde::{Deserialize, Serialize};

/// There is nothing to set yet; a key that is set is refused by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {}
