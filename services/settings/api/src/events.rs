//! Events of settings.

use plaza_core::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A setting has another value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SettingChanged {
    /// The organisation.
    pub org_id: Uuid,
    /// Which setting.
    pub key: String,
}

impl Event for SettingChanged {
    const TYPE: &'static str = "settings.setting.changed.v1";
    fn aggregate_id(&self) -> Uuid {
        self.org_id
    }
}

/// A feature flag was turned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeatureChanged {
    /// The organisation.
    pub org_id: Uuid,
    /// Which feature.
    pub key: String,
    /// Whether it is on now.
    pub enabled: bool,
    /// Percentage of people who have it while it is on, 0 to 100.
    pub share: u8,
}

impl Event for FeatureChanged {
    const TYPE: &'static str = "settings.feature.changed.v1";
    fn aggregate_id(&self) -> Uuid {
        self.org_id
    }
}
