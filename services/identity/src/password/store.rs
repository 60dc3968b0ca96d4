use plaza_core::UserId;
use plaza_db::{Result, Tx};

/// Replaces the password that was checked; false when it was changed meanwhile.
pub async fn replace(tx: &mut Tx, user: UserId, old: &str, new: &str) -> Result<bool> {
    let now = tx.now();
    let replaced =
        sqlx::query("UPDATE users SET password_hash = $3, updated_at = $4 WHERE id = $1 AND password_hash = $2")
            .bind(user)
            .bind(old)
            .bind(new)
            .bind(now)
            .execute(&mut **tx)
            .await?;
    Ok(replaced.rows_affected() > 0)
}
