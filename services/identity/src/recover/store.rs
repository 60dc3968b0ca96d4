use plaza_core::UserId;
use plaza_db::{Result, Tx};

/// Stores the hash of a new password.
pub async fn set_password(tx: &mut Tx, user: UserId, hash: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1")
        .bind(user)
        .bind(hash)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
