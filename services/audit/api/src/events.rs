//! Events of audit.

use plaza_core::{Event, Instant, OrgId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody took a copy of the log out of the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogExported {
    /// Whose log.
    pub org_id: OrgId,
    /// From when on.
    pub from: Instant,
    /// Until when.
    pub to: Instant,
    /// Only kinds that begin so; empty for all.
    pub kind: String,
}

impl Event for LogExported {
    const TYPE: &'static str = "audit.log.exported.v1";
    fn aggregate_id(&self) -> Uuid {
        self.org_id.uuid()
    }
}
