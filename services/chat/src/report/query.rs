//! Reports as operators read them.

use plaza_chat_api::ConversationId;
use plaza_core::{Instant, OrgId, UserId};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::error::{Error, Result};

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

/// Whether a report `r` concerns the person $2: they made it, or it is about what they said; a report of a conversation
/// of two is about both.
macro_rules! concerns {
    () => {
        "(r.reporter = $2
          OR EXISTS (SELECT FROM messages m WHERE m.org_id = r.org_id AND m.conversation_id = r.conversation_id
                     AND m.seq = r.seq AND m.author = $2)
          OR r.seq IS NULL AND EXISTS (SELECT FROM conversations c WHERE c.org_id = r.org_id AND c.id = r.conversation_id
                                       AND $2 IN (c.low, c.high)))"
    };
}

/// At most `limit` reports that do not concern `me`, the last made first; open or resolved ones, or both.
///
/// # Errors
/// As the database fails.
pub async fn list(
    db: impl PgExecutor<'_>,
    org: OrgId,
    me: UserId,
    open: Option<bool>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Report>> {
    let found = sqlx::query_as(concat!(
        "SELECT r.* FROM reports r WHERE r.org_id = $1 AND NOT ",
        concerns!(),
        " AND ($3::bool IS NULL OR (r.outcome IS NULL) = $3) AND ($4::uuid IS NULL OR r.id < $4)
         ORDER BY r.id DESC LIMIT $5"
    ))
    .bind(org)
    .bind(me)
    .bind(open)
    .bind(before)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// One report of the organisation, for an operator whom it does not concern.
///
/// # Errors
/// [`Error::NoSuchReport`], [`Error::OwnReport`].
pub async fn of_others(db: impl PgExecutor<'_>, org: OrgId, id: Uuid, operator: UserId) -> Result<Report> {
    #[derive(FromRow)]
    struct Found {
        #[sqlx(flatten)]
        report: Report,
        own: bool,
    }
    let sql = concat!("SELECT r.*, ", concerns!(), " AS own FROM reports r WHERE r.org_id = $1 AND r.id = $3");
    let found: Option<Found> = sqlx::query_as(sql).bind(org).bind(operator).bind(id).fetch_optional(db).await?;
    let found = found.ok_or(Error::NoSuchReport)?;
    if found.own { Err(Error::OwnReport) } else { Ok(found.report) }
}
