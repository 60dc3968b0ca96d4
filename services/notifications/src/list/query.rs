//! What somebody is shown.

use plaza_core::{OrgId, UserId};
use plaza_db::Result;
use plaza_notifications_api::NotificationId;
use sqlx::PgExecutor;

use super::http::NotificationView;

/// Whose notifications, and which.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The organisation, or nil.
    pub org: OrgId,
    /// The person.
    pub user: UserId,
    /// Only those not read.
    pub unread: bool,
    /// Older than this one.
    pub before: Option<NotificationId>,
}

/// What is shown in the app, the last first.
pub async fn shown(db: impl PgExecutor<'_>, wanted: &Wanted, limit: i64) -> Result<Vec<NotificationView>> {
    Ok(sqlx::query_as(
        "SELECT id, kind, title, body, subject_id, created_at, read_at FROM notifications
         WHERE org_id = $1 AND user_id = $2 AND shown_at IS NOT NULL
           AND (NOT $3 OR read_at IS NULL) AND ($4::uuid IS NULL OR id < $4)
         ORDER BY id DESC LIMIT $5",
    )
    .bind(wanted.org)
    .bind(wanted.user)
    .bind(wanted.unread)
    .bind(wanted.before)
    .bind(limit)
    .fetch_all(db)
    .await?)
}

/// How many are not read.
pub async fn unread(db: impl PgExecutor<'_>, org: OrgId, user: UserId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM notifications
         WHERE org_id = $1 AND user_id = $2 AND shown_at IS NOT NULL AND read_at IS NULL",
    )
    .bind(org)
    .bind(user)
    .fetch_one(db)
    .await?)
}
