//! The rows of files.

use plaza_chat_api::ConversationId;
use plaza_core::{OrgId, UserId};
use plaza_db::Tx;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::error::Result;
use crate::record::{Attachment, Message};

/// A file's row.
#[derive(Debug, Clone, FromRow)]
pub struct FileRow {
    /// Its id.
    pub id: Uuid,
    /// As its sender named it.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

impl From<FileRow> for Attachment {
    fn from(row: FileRow) -> Self {
        Self { file_id: row.id, name: row.name, media_type: row.media_type, size: row.size }
    }
}

/// Writes a file that waits for its message.
///
/// # Errors
/// As the database fails.
pub async fn insert(tx: &mut Tx, org: OrgId, id: ConversationId, author: UserId, file: &FileRow) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO files (org_id, conversation_id, id, author, name, media_type, size, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(org)
    .bind(id)
    .bind(file.id)
    .bind(author)
    .bind(&file.name)
    .bind(&file.media_type)
    .bind(file.size)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A file of an author that waits for its message; it is locked, so that no sweep takes it meanwhile.
///
/// # Errors
/// As the database fails.
pub async fn waiting(
    tx: &mut Tx,
    org: OrgId,
    id: ConversationId,
    author: UserId,
    file: Uuid,
) -> Result<Option<Attachment>> {
    let found: Option<FileRow> = sqlx::query_as(
        "SELECT id, name, media_type, size FROM files
         WHERE org_id = $1 AND conversation_id = $2 AND id = $3 AND author = $4 AND seq IS NULL AND created_at > '-infinity'
         FOR UPDATE",
    )
    .bind(org)
    .bind(id)
    .bind(file)
    .bind(author)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.map(Attachment::from))
}

/// Notes which message the files went with.
///
/// # Errors
/// As the database fails.
pub async fn attach(tx: &mut Tx, message: &Message) -> Result<()> {
    if message.attachments.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = message.attachments.iter().map(|file| file.file_id).collect();
    sqlx::query("UPDATE files SET seq = $4 WHERE org_id = $1 AND conversation_id = $2 AND id = ANY($3)")
        .bind(message.org_id)
        .bind(message.conversation_id)
        .bind(ids)
        .bind(message.seq)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A file that somebody in the conversation may read: it was sent, or is their own.
///
/// # Errors
/// As the database fails.
pub async fn find(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    reader: UserId,
    file: Uuid,
) -> Result<Option<FileRow>> {
    let found = sqlx::query_as(
        "SELECT id, name, media_type, size FROM files
         WHERE org_id = $1 AND conversation_id = $2 AND id = $3 AND (seq IS NOT NULL OR author = $4)
           AND created_at > '-infinity' AND NOT withheld",
    )
    .bind(org)
    .bind(id)
    .bind(file)
    .bind(reader)
    .fetch_optional(db)
    .await?;
    Ok(found)
}
