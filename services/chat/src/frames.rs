//! What happened, in the order in which it is told: written with the change, read below the oldest open transaction.

use std::collections::HashMap;

use plaza_chat_api::{ConversationId, Position};
use plaza_core::{Instant, OrgId, UserId};
use plaza_db::Tx;
use serde_json::{Value, json};
use sqlx::FromRow;

use crate::error::Result;
use crate::record::{self, Message};
use crate::view::MessageView;

/// One thing that happened.
#[derive(Debug, Clone, FromRow)]
pub struct Frame {
    /// Its organisation.
    pub org_id: OrgId,
    /// Where.
    pub conversation_id: ConversationId,
    txid: String,
    n: i64,
    /// What: `message`, `edited`, `deleted`, `card`, `read` or `delivered`.
    pub kind: String,
    /// Of the message; of a read or delivered one, up to which.
    pub seq: i64,
    /// Who read, or has got them.
    pub user_id: Option<UserId>,
    /// When.
    pub at: Instant,
    /// Whether it is told to its own person only: there was a block.
    pub own: bool,
    /// Whether no open transaction can slip in front of it any more.
    pub readable: bool,
}

impl Frame {
    /// Its place in the order.
    pub fn position(&self) -> Position {
        // The database writes the number it reads: it is one.
        Position { txid: self.txid.parse().unwrap_or_default(), n: self.n }
    }

    fn is_of_a_message(&self) -> bool {
        self.user_id.is_none()
    }
}

/// Writes that something happened to a message. Who calls has the conversation's turn.
///
/// # Errors
/// As the database fails.
pub async fn write(tx: &mut Tx, org: OrgId, conversation: ConversationId, kind: &'static str, seq: i64) -> Result<()> {
    write_of(tx, org, conversation, kind, seq, None).await
}

/// Writes how far somebody has read, or has got, the messages. Where there is a block, the other is not told.
///
/// # Errors
/// As the database fails.
pub async fn write_of(
    tx: &mut Tx,
    org: OrgId,
    conversation: ConversationId,
    kind: &'static str,
    seq: i64,
    user: Option<UserId>,
) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO frames (org_id, conversation_id, kind, seq, user_id, at, own)
         VALUES ($1, $2, $3, $4, $5, $6, $5 IS NOT NULL AND EXISTS (
             SELECT FROM participants WHERE org_id = $1 AND conversation_id = $2 AND blocked_at IS NOT NULL))",
    )
    .bind(org)
    .bind(conversation)
    .bind(kind)
    .bind(seq)
    .bind(user)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The frames' JSON, as sockets and the feed send it, in their order: the messages are read as they are now.
///
/// # Errors
/// As the database fails.
pub async fn told(pool: &sqlx::PgPool, frames: &[Frame]) -> Result<Vec<Value>> {
    let mut wanted: Vec<(OrgId, ConversationId, i64)> = frames
        .iter()
        .filter(|frame| frame.is_of_a_message())
        .map(|frame| (frame.org_id, frame.conversation_id, frame.seq))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let found = record::messages(pool, &wanted).await?;
    let by_place: HashMap<(ConversationId, i64), Message> =
        found.into_iter().map(|message| ((message.conversation_id, message.seq), message)).collect();
    Ok(frames.iter().map(|frame| json_of(frame, by_place.get(&(frame.conversation_id, frame.seq)))).collect())
}

fn json_of(frame: &Frame, message: Option<&Message>) -> Value {
    let mut told = json!({
        "type": "chat",
        "cursor": frame.position(),
        "kind": frame.kind,
        "conversationId": frame.conversation_id,
        "seq": frame.seq,
        "at": frame.at,
    });
    match frame.user_id {
        Some(user) => told["userId"] = json!(user),
        None => told["message"] = json!(message.cloned().map(MessageView::from)),
    }
    told
}
