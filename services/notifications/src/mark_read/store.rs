//! The rows that are marked.

use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_notifications_api::NotificationId;

/// Marks those named; returns how many of them there are, read before or not.
pub async fn mark(tx: &mut Tx, org: OrgId, user: UserId, ids: &[NotificationId]) -> Result<usize> {
    let now = tx.now();
    let done = sqlx::query(
        "UPDATE notifications SET read_at = coalesce(read_at, $4)
         WHERE org_id = $1 AND user_id = $2 AND id = ANY($3) AND shown_at IS NOT NULL",
    )
    .bind(org)
    .bind(user)
    .bind(ids)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
}

/// Marks all that is shown.
pub async fn mark_all(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "UPDATE notifications SET read_at = $3
         WHERE org_id = $1 AND user_id = $2 AND shown_at IS NOT NULL AND read_at IS NULL",
    )
    .bind(org)
    .bind(user)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
