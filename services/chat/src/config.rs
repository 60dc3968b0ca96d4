//! What an operator may configure for chat.

use serde::{Deserialize, Serialize};

/// Configuration of the chat service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// How long the author may change or delete a message, minutes.
    pub edit_minutes: u32,
    /// Messages a person may send in one conversation in a minute, at once or one by one.
    pub messages_per_minute: u32,
    /// The most people of a group.
    pub group_people: u32,
    /// How long what happened is kept for who was away, days; the messages themselves stay.
    pub feed_days: u32,
    /// How long an uploaded file may wait for its message, hours.
    pub file_hours: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { edit_minutes: 15, messages_per_minute: 30, group_people: 200, feed_days: 30, file_hours: 24 }
    }
}
