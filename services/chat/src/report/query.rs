//! Reports as operators read them.

use plaza_chat_api::ConversationId;
use plaza_core::{Instant, OrgId, UserId};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::error::Result;

/// A report's row.
#[derive(Debug, Clone, FromRow)]
pub struct Report {
    /// Its organisation.
    pub org_id: OrgId,
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub conversation_id: ConversationId,
    /// Which message, if one.
    pub seq: Option<i64>,
    /// By whom.
    pub reporter: UserId,
    /// Why.
    pub reason: String,
    /// What the reporter says.
    pub text: String,
    /// What the message said then, until it is resolved.
    pub said: Option<String>,
    /// When.
    pub created_at: Instant,
    /// What was decided.
    pub outcome: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// By whom.
    pub resolved_by: Option<UserId>,
    /// When.
    pub resolved_at: Option<Instant>,
}

/// At most `limit` reports, the last made first; open or resolved ones, or both.
///
/// # Errors
/// As the database fails.
pub async fn list(
    db: impl PgExecutor<'_>,
    org: OrgId,
    open: Option<bool>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Report>> {
    let found = sqlx::query_as(
        "SELECT * FROM reports WHERE org_id = $1 AND ($2::bool IS NULL OR (outcome IS NULL) = $2) AND ($3::uuid IS NULL OR id < $3)
         ORDER BY id DESC LIMIT $4",
    )
    .bind(org)
    .bind(open)
    .bind(before)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// One report of the organisation.
///
/// # Errors
/// As the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: Uuid) -> Result<Option<Report>> {
    let sql = "SELECT * FROM reports WHERE org_id = $1 AND id = $2";
    Ok(sqlx::query_as(sql).bind(org).bind(id).fetch_optional(db).await?)
}
