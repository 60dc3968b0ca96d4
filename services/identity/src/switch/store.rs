use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use uuid::Uuid;

/// Turns an open session to an organisation and withdraws its unspent tokens; false when it is over.
pub async fn turn(tx: &mut Tx, session: Uuid, user: UserId, org: OrgId) -> Result<bool> {
    let now = tx.now();
    let turned = sqlx::query(
        "UPDATE sessions SET org_id = $3, last_used_at = $4 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL",
    )
    .bind(session)
    .bind(user)
    .bind(org)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if turned.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM refresh_tokens WHERE session_id = $1 AND used_at IS NULL")
        .bind(session)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}
