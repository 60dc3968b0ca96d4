use serde::{Deserialize, Serialize};

/// Reviews' own configuration: none, for how long both sides have is each organisation's setting.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {}
