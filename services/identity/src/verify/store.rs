use plaza_core::UserId;
use plaza_db::{Result, Tx};

/// Marks the address as proved; false when it was already.
pub async fn mark(tx: &mut Tx, user: UserId) -> Result<bool> {
    let now = tx.now();
    let marked =
        sqlx::query("UPDATE users SET verified_at = $2, updated_at = $2 WHERE id = $1 AND verified_at IS NULL")
            .bind(user)
            .bind(now)
            .execute(&mut **tx)
            .await?;
    Ok(marked.rows_affected() > 0)
}
