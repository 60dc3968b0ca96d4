//! A mail as it is written and kept.

use plaza_core::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A file that goes with a mail; all of ours are text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Media type with its parameters.
    pub content_type: String,
    /// The text itself.
    pub content: String,
}

/// A mail, ready to be sent any number of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Stable: `<delivery@domain>`.
    pub message_id: String,
    /// Who gets it, by name.
    pub to_name: String,
    /// Who gets it.
    pub to_address: String,
    /// Name of the sender; the address is the installation's.
    pub from_name: String,
    /// Subject, one line.
    pub subject: String,
    /// The page.
    pub html: String,
    /// The plain text.
    pub text: String,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// When it was written: its date, whenever it is sent.
    pub written_at: Instant,
}

/// The id of a delivery's mail: the same whenever it is sent (RFC 5322, 3.6.4).
pub fn message_id(delivery: Uuid, domain: &str) -> String {
    format!("<{delivery}@{domain}>")
}
