use serde::{Deserialize, Serialize};

/// Audit's configuration: none yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {}
