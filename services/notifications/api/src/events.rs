//! Events of notifications. Ids and facts only.

use plaza_core::{Event, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody has a new notification in the app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotificationCreated {
    /// The notification.
    pub notification_id: Uuid,
    /// Whose.
    pub user_id: UserId,
    /// Which.
    pub kind: String,
}

impl Event for NotificationCreated {
    const TYPE: &'static str = "notifications.notification.created.v1";
    fn aggregate_id(&self) -> Uuid {
        self.notification_id
    }
}
