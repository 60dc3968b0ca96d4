use plaza_core::UserId;
use plaza_db::{Result, Tx};

/// Whether the account still has the password that was checked; locks it against changes until the commit.
pub async fn still_open(tx: &mut Tx, user: UserId, hash: &str) -> Result<bool> {
    let row: Option<(i32,)> = sqlx::query_as(
        "SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 AND banned_at IS NULL FOR NO KEY UPDATE",
    )
    .bind(user)
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.is_some())
}

/// Stores the same password under a better hash.
pub async fn upgrade(tx: &mut Tx, user: UserId, hash: &str) -> Result<()> {
    sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1").bind(user).bind(hash).execute(&mut **tx).await?;
    Ok(())
}
