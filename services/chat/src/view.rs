//! What clients see. A message reads the same for everybody in its conversation.

use chrono::{DateTime, Utc};
use plaza_chat_api::{ConversationId, MessageId};
use plaza_core::UserId;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::record::{About, Attachment, Message};

/// A message.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatMessage)]
pub struct MessageView {
    /// Its id.
    pub id: MessageId,
    /// Where.
    pub conversation_id: ConversationId,
    /// Its number there: from 1, without gaps.
    pub seq: i64,
    /// By whom.
    pub author: UserId,
    /// The author's own id of it.
    pub client_id: Uuid,
    /// `text`, `file` or `card`.
    #[schema(example = "text")]
    pub kind: String,
    /// What was said; null in cards and when deleted.
    pub text: Option<String>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// The number of the message it answers.
    pub reply_to: Option<i64>,
    /// What the conversation was begun about, on the first message of who came for it.
    pub about: Option<About>,
    /// What a card shows.
    pub card: Option<CardView>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When its author changed it last.
    pub edited_at: Option<DateTime<Utc>>,
    /// Whether it was deleted: its number stays, its text is gone.
    pub deleted: bool,
}

/// What a card shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatCard)]
pub struct CardView {
    /// `offer` or `order`.
    #[schema(example = "offer")]
    pub kind: String,
    /// Its id in its own service.
    pub subject: Uuid,
    /// Which version of it is shown.
    pub version: i64,
    /// What is shown.
    #[schema(value_type = Object)]
    pub data: Value,
}

impl From<Message> for MessageView {
    fn from(message: Message) -> Self {
        let card = match (message.card_kind, message.card_subject, message.card_version, message.card_data) {
            (Some(kind), Some(subject), Some(version), Some(data)) => Some(CardView { kind, subject, version, data }),
            _ => None,
        };
        Self {
            id: message.id,
            conversation_id: message.conversation_id,
            seq: message.seq,
            author: message.author,
            client_id: message.client_id,
            kind: message.kind,
            text: message.text,
            attachments: message.attachments.0,
            reply_to: message.reply_to,
            about: message.about.map(|about| about.0),
            card,
            created_at: message.created_at,
            edited_at: message.edited_at,
            deleted: message.deleted_at.is_some(),
        }
    }
}
