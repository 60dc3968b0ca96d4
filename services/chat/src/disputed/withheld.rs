//! What an operator removed while it was evidence: out of the two's sight, kept until the dispute is decided.

use std::collections::HashMap;

use plaza_chat_api::ConversationId;
use plaza_core::OrgId;
use plaza_db::Tx;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor};

use crate::error::Result;
use crate::record::{Attachment, Message};
use crate::send;

/// What a message said and carried before it was removed.
#[derive(Debug, Clone, FromRow)]
pub struct Withheld {
    seq: i64,
    text: Option<String>,
    attachments: Json<Vec<Attachment>>,
}

impl Withheld {
    /// Says and carries it again.
    pub fn back_into(self, message: &mut Message) {
        (message.text, message.attachments) = (self.text, self.attachments);
    }
}

/// Puts aside what a message says and carries, before it is taken out of the two's sight. Who calls has the
/// conversation's turn.
///
/// # Errors
/// As the database fails.
pub async fn keep(tx: &mut Tx, org: OrgId, id: ConversationId, seq: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO withheld_messages (org_id, conversation_id, seq, text, attachments)
         SELECT org_id, conversation_id, seq, text, attachments FROM messages
         WHERE org_id = $1 AND conversation_id = $2 AND seq = $3",
    )
    .bind(org)
    .bind(id)
    .bind(seq)
    .execute(&mut **tx)
    .await?;
    sqlx::query("UPDATE files SET withheld = true WHERE org_id = $1 AND conversation_id = $2 AND seq = $3")
        .bind(org)
        .bind(id)
        .bind(seq)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What is kept of messages of a conversation, by their numbers.
///
/// # Errors
/// As the database fails.
pub async fn of(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    seqs: &[i64],
) -> Result<HashMap<i64, Withheld>> {
    let asked = sqlx::query_as(
        "SELECT seq, text, attachments FROM withheld_messages WHERE org_id = $1 AND conversation_id = $2 AND seq = ANY($3)",
    );
    let found: Vec<Withheld> = asked.bind(org).bind(id).bind(seqs).fetch_all(db).await?;
    Ok(found.into_iter().map(|one| (one.seq, one)).collect())
}

/// Erases what is kept of a conversation whose two have no disputed order any more; files go with the next sweep. The
/// first statement of its transaction, and the only turn it takes.
///
/// # Errors
/// As the database fails.
pub async fn erase(tx: &mut Tx, org: OrgId, id: ConversationId) -> Result<()> {
    // A removal that still saw the dispute has ended when the turn is ours; the next one sees its end.
    send::store::take_turn(tx, id).await?;
    if super::query::is_disputed(&mut **tx, org, id).await? {
        return Ok(());
    }
    sqlx::query("DELETE FROM withheld_messages WHERE org_id = $1 AND conversation_id = $2")
        .bind(org)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "UPDATE files SET seq = NULL, created_at = '-infinity', withheld = false
         WHERE org_id = $1 AND conversation_id = $2 AND withheld",
    )
    .bind(org)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
