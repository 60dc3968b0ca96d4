//! Rows as they are read: messages, and what a person has to do with a conversation.

use plaza_chat_api::{ConversationId, MessageId};
use plaza_core::{Instant, OrgId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::Result;

/// What a conversation was begun about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ChatAbout)]
pub struct About {
    /// Sort of thing.
    pub kind: AboutKind,
    /// Its id.
    pub id: Uuid,
}

/// What one may talk about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChatAboutKind)]
pub enum AboutKind {
    /// A professional's profile.
    Professional,
    /// A gig.
    Gig,
    /// An order.
    Order,
    /// A booking.
    Booking,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatAttachment)]
pub struct Attachment {
    /// Read it with `GET /conversations/{id}/files/{fileId}`.
    pub file_id: Uuid,
    /// As its sender named it.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// A message as the table keeps it.
#[derive(Debug, Clone, FromRow)]
pub struct Message {
    /// Its organisation.
    pub org_id: OrgId,
    /// Where.
    pub conversation_id: ConversationId,
    /// Its number there.
    pub seq: i64,
    /// Its id.
    pub id: MessageId,
    /// By whom.
    pub author: UserId,
    /// The author's own id of it.
    pub client_id: Uuid,
    /// `text`, `file` or `card`.
    pub kind: String,
    /// What was said; none in cards and when deleted.
    pub text: Option<String>,
    /// Its files.
    pub attachments: Json<Vec<Attachment>>,
    /// The message it answers.
    pub reply_to: Option<i64>,
    /// What the conversation was begun about.
    pub about: Option<Json<About>>,
    /// What a card shows.
    pub card_kind: Option<String>,
    /// Its id in its own service.
    pub card_subject: Option<Uuid>,
    /// Which version is shown.
    pub card_version: Option<i64>,
    /// What is shown.
    pub card_data: Option<Value>,
    /// When it was sent.
    pub created_at: Instant,
    /// When it was last changed.
    pub edited_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// The columns of [`Message`], of a table called `m`.
macro_rules! columns {
    () => {
        "m.org_id, m.conversation_id, m.seq, m.id, m.author, m.client_id, m.kind, m.text, m.attachments, m.reply_to, m.about, \
         m.card_kind, m.card_subject, m.card_version, m.card_data, m.created_at, m.edited_at, m.deleted_at"
    };
}
pub(crate) use columns;

/// One message.
///
/// # Errors
/// As the database fails.
pub async fn message(
    db: impl PgExecutor<'_>,
    org: OrgId,
    conversation: ConversationId,
    seq: i64,
) -> Result<Option<Message>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM messages m WHERE m.org_id = $1 AND m.conversation_id = $2 AND m.seq = $3"
    );
    Ok(sqlx::query_as(sql).bind(org).bind(conversation).bind(seq).fetch_optional(db).await?)
}

/// Messages by where they are, in no order.
///
/// # Errors
/// As the database fails.
pub async fn messages(db: impl PgExecutor<'_>, wanted: &[(OrgId, ConversationId, i64)]) -> Result<Vec<Message>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS w (org_id, conversation_id, seq)
          JOIN messages m ON m.org_id = w.org_id AND m.conversation_id = w.conversation_id AND m.seq = w.seq"
    );
    let found = sqlx::query_as(sql)
        .bind(wanted.iter().map(|one| one.0.uuid()).collect::<Vec<_>>())
        .bind(wanted.iter().map(|one| one.1.uuid()).collect::<Vec<_>>())
        .bind(wanted.iter().map(|one| one.2).collect::<Vec<_>>())
        .fetch_all(db)
        .await?;
    Ok(found)
}
