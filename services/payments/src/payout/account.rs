use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use sqlx::{FromRow, PgPool};

/// Where somebody wants their money.
#[derive(Debug, Clone, FromRow)]
pub struct Account {
    /// The provider's token of a bank account.
    pub token: String,
    /// What its owner calls it.
    pub label: String,
    /// Why the last payout to it failed.
    pub failure: Option<String>,
    /// When it was said.
    pub updated_at: Instant,
}

/// Somebody's account, if they said one.
pub async fn find(pool: &PgPool, org: OrgId, user: UserId) -> Result<Option<Account>> {
    Ok(sqlx::query_as(
        "SELECT token, label, failure, updated_at FROM payout_accounts WHERE org_id = $1 AND user_id = $2",
    )
    .bind(org)
    .bind(user)
    .fetch_optional(pool)
    .await?)
}

/// Says somebody's account; payouts that failed before do not count against a new one.
pub async fn put(tx: &mut Tx, org: OrgId, user: UserId, token: &str, label: &str) -> Result<Account> {
    let now = tx.now();
    Ok(sqlx::query_as(
        "INSERT INTO payout_accounts (org_id, user_id, token, label, updated_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (org_id, user_id) DO UPDATE SET token = excluded.token, label = excluded.label, failure = NULL, updated_at = excluded.updated_at
         RETURNING token, label, failure, updated_at",
    )
    .bind(org)
    .bind(user)
    .bind(token)
    .bind(label)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?)
}
