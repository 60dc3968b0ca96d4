//! What other services may ask of notifications, and the events it publishes.

pub mod events;

use plaza_core::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

plaza_core::id! {
    /// A notification.
    NotificationId
}

plaza_rpc::service! {
    /// Notifications, as other services see them.
    pub trait Notifications as "notifications", client NotificationsClient, router notifications_router {
        /// Tells somebody something, once per key. Answers when it is recorded; channels follow by themselves.
        async fn notify(Notify) -> ();
    }
}

/// What somebody is told. The texts are made when they are sent, from the ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notify {
    /// One notification per user and key: `booking_confirmed:<id>:<version>`.
    pub key: String,
    /// Which: `booking_confirmed`, `booking_cancelled`, `booking_rescheduled`, `booking_expired`,
    /// `booking_no_show` or `booking_reminder`; any other is refused.
    pub kind: String,
    /// Whom.
    pub user: UserId,
    /// What it is about: the booking's id.
    pub subject: Uuid,
}
