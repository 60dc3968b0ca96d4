//! What was said and sent until a moment.

use plaza_chat_api::ConversationId;
use plaza_core::{Instant, OrgId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::error::Result;
use crate::files::store::FileRow;
use crate::record::{Message, columns};

/// At most `limit` messages before a number and until a moment, the last ones, oldest first.
///
/// # Errors
/// As the database fails.
pub async fn before(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    seq: i64,
    until: Option<Instant>,
    limit: i64,
) -> Result<Vec<Message>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM messages m WHERE m.org_id = $1 AND m.conversation_id = $2 AND m.seq < $3
          AND ($4::timestamptz IS NULL OR m.created_at <= $4) ORDER BY m.seq DESC LIMIT $5"
    );
    let asked = sqlx::query_as(sql).bind(org).bind(id).bind(seq).bind(until).bind(limit);
    let mut found: Vec<Message> = asked.fetch_all(db).await?;
    found.reverse();
    Ok(found)
}

/// Whether the two of a conversation have an order that waits for a decision.
///
/// # Errors
/// As the database fails.
pub async fn is_disputed(db: impl PgExecutor<'_>, org: OrgId, id: ConversationId) -> Result<bool> {
    let asked = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM conversations c JOIN order_disputes d ON d.org_id = c.org_id AND d.low = c.low AND d.high = c.high
                        WHERE c.org_id = $1 AND c.id = $2 AND d.decided_at IS NULL)",
    );
    Ok(asked.bind(org).bind(id).fetch_one(db).await?)
}

/// A file of a message that is still there or withheld from the two, and as it was sent until a moment.
///
/// # Errors
/// As the database fails.
pub async fn sent(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    file: Uuid,
    until: Option<Instant>,
) -> Result<Option<FileRow>> {
    let found = sqlx::query_as(
        "SELECT f.id, f.name, f.media_type, f.size FROM files f
         JOIN messages m ON m.org_id = f.org_id AND m.conversation_id = f.conversation_id AND m.seq = f.seq
         WHERE f.org_id = $1 AND f.conversation_id = $2 AND f.id = $3 AND f.created_at > '-infinity'
           AND (m.deleted_at IS NULL OR f.withheld)
           AND ($4::timestamptz IS NULL OR greatest(m.created_at, m.edited_at, m.deleted_at) <= $4)",
    );
    Ok(found.bind(org).bind(id).bind(file).bind(until).fetch_optional(db).await?)
}
