//! What operators see of a message of a disputed order.

use plaza_core::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::withheld::Withheld;
use crate::record::Message;
use crate::view::MessageView;

/// A message of a disputed order, as it was when it was decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DisputedMessage {
    /// The message; without its text and files when it was changed after the decision.
    #[serde(flatten)]
    pub message: MessageView,
    /// Whether it was changed or deleted after the decision: what it says now is nobody else's business.
    pub changed_later: bool,
    /// Whether an operator removed it after a report: the two see it as deleted, and it is erased with the decision.
    pub removed: bool,
}

impl DisputedMessage {
    /// A message and what is kept of it when it was removed, as it may be shown after a decision, or while there is none.
    pub fn of(mut message: Message, removed: Option<Withheld>, decided_at: Option<Instant>) -> Self {
        let was_removed = removed.is_some();
        if let Some(removed) = removed {
            removed.back_into(&mut message);
        }
        let later = |at: Option<Instant>| at.zip(decided_at).is_some_and(|(at, decided)| at > decided);
        let changed_later = later(message.edited_at) || later(message.deleted_at);
        let mut message = MessageView::from(message);
        if changed_later {
            (message.text, message.attachments) = (None, Vec::new());
        }
        Self { message, changed_later, removed: was_removed }
    }
}
