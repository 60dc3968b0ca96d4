use plaza_core::UserId;
use plaza_db::{Result, Tx};
use sqlx::types::Json;

use crate::account::Account;

/// Locks the account, so that two changes at once both stay.
pub async fn lock(tx: &mut Tx, user: UserId) -> Result<()> {
    sqlx::query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE").bind(user).execute(&mut **tx).await?;
    Ok(())
}

/// Writes what a person may change about themself.
pub async fn update(tx: &mut Tx, account: &Account) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "UPDATE users SET name = $2, locale = $3, profile = $4, preferences = $5, updated_at = $6 WHERE id = $1",
    )
    .bind(account.id)
    .bind(&account.name)
    .bind(&account.locale)
    .bind(Json(&account.profile.0))
    .bind(Json(&account.preferences.0))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
