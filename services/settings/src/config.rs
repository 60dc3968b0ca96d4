use serde::{Deserialize, Serialize};

/// Settings' own configuration: none, for what can be set is set over the API.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {}
