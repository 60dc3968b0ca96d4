//! How far somebody is, as the table keeps it.

use plaza_chat_api::ConversationId;
use plaza_core::{OrgId, UserId};
use plaza_db::Tx;
use sqlx::{FromRow, PgExecutor};

use crate::error::Result;

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Progress {
    /// Read up to.
    pub read_seq: i64,
    /// Got up to.
    pub delivered_seq: i64,
    /// The last message's number.
    pub last_seq: i64,
    /// Whether the conversation is of two.
    pub pair: bool,
}

/// How far somebody is now.
///
/// # Errors
/// As the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: ConversationId, me: UserId) -> Result<Option<Progress>> {
    let progress = sqlx::query_as(
        "SELECT p.read_seq, p.delivered_seq, c.last_seq, c.kind = 'pair' AS pair
         FROM participants p JOIN conversations c ON c.org_id = p.org_id AND c.id = p.conversation_id
         WHERE p.org_id = $1 AND p.conversation_id = $2 AND p.user_id = $3",
    )
    .bind(org)
    .bind(id)
    .bind(me)
    .fetch_optional(db)
    .await?;
    Ok(progress)
}

/// Moves somebody on, never back; answers how far they are.
///
/// # Errors
/// As the database fails.
pub async fn advance(tx: &mut Tx, org: OrgId, id: ConversationId, me: UserId, to: Progress) -> Result<(i64, i64)> {
    let reached = sqlx::query_as(
        "UPDATE participants SET read_seq = greatest(read_seq, $4), delivered_seq = greatest(delivered_seq, $5)
         WHERE org_id = $1 AND conversation_id = $2 AND user_id = $3 RETURNING read_seq, delivered_seq",
    )
    .bind(org)
    .bind(id)
    .bind(me)
    .bind(to.read_seq)
    .bind(to.delivered_seq)
    .fetch_one(&mut **tx)
    .await?;
    Ok(reached)
}
