//! Messages by number.

use plaza_chat_api::ConversationId;
use plaza_core::OrgId;
use sqlx::PgExecutor;

use crate::error::Result;
use crate::record::{Message, columns};

/// At most `limit` messages before a number, the last ones, oldest first.
///
/// # Errors
/// As the database fails.
pub async fn before(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    seq: i64,
    limit: i64,
) -> Result<Vec<Message>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM messages m WHERE m.org_id = $1 AND m.conversation_id = $2 AND m.seq < $3 ORDER BY m.seq DESC LIMIT $4"
    );
    let mut found: Vec<Message> = sqlx::query_as(sql).bind(org).bind(id).bind(seq).bind(limit).fetch_all(db).await?;
    found.reverse();
    Ok(found)
}

/// At most `limit` messages after a number, oldest first.
///
/// # Errors
/// As the database fails.
pub async fn after(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    seq: i64,
    limit: i64,
) -> Result<Vec<Message>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM messages m WHERE m.org_id = $1 AND m.conversation_id = $2 AND m.seq > $3 ORDER BY m.seq LIMIT $4"
    );
    Ok(sqlx::query_as(sql).bind(org).bind(id).bind(seq).bind(limit).fetch_all(db).await?)
}
