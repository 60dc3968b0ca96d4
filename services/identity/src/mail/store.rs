use plaza_core::{Instant, UserId};
use plaza_db::{Result, Tx};
use plaza_identity_api::MailPurpose;
use sqlx::PgExecutor;

/// A secret that was given out and is not yet too old.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Given {
    pub user_id: UserId,
    pub used_at: Option<Instant>,
}

/// The purpose as the table names it.
fn name(purpose: MailPurpose) -> &'static str {
    match purpose {
        MailPurpose::Verify => "verify",
        MailPurpose::Reset => "reset",
    }
}

/// Stores the hash of a secret.
pub async fn insert(tx: &mut Tx, hash: &[u8], user: UserId, purpose: MailPurpose, expires_at: Instant) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO mail_secrets (hash, user_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(hash)
    .bind(user)
    .bind(name(purpose))
    .bind(now)
    .bind(expires_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Reads a secret without spending it.
pub async fn find(db: impl PgExecutor<'_>, hash: &[u8], purpose: MailPurpose, now: Instant) -> Result<Option<Given>> {
    let query = sqlx::query_as(
        "SELECT user_id, used_at FROM mail_secrets WHERE hash = $1 AND purpose = $2 AND expires_at > $3",
    );
    Ok(query.bind(hash).bind(name(purpose)).bind(now).fetch_optional(db).await?)
}

/// Spends a secret and every other of its sort; whose it was, or none when it is not good.
pub async fn spend(tx: &mut Tx, hash: &[u8], purpose: MailPurpose) -> Result<Option<UserId>> {
    let now = tx.now();
    let row: Option<(UserId,)> =
        sqlx::query_as("UPDATE mail_secrets SET used_at = $3 WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING user_id")
            .bind(hash)
            .bind(name(purpose))
            .bind(now)
            .fetch_optional(&mut **tx)
            .await?;
    let Some((user,)) = row else { return Ok(None) };
    sqlx::query("UPDATE mail_secrets SET used_at = $3 WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL")
        .bind(user)
        .bind(name(purpose))
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(Some(user))
}

/// The account to mail, unless a mail of this sort went out a moment ago or there is nothing to mail.
pub async fn ask(tx: &mut Tx, email: &str, purpose: MailPurpose, pause_seconds: u32) -> Result<Option<UserId>> {
    let now = tx.now();
    let text = match purpose {
        MailPurpose::Verify => {
            "UPDATE users SET verify_asked_at = $2 WHERE lower(email) = lower($1) AND banned_at IS NULL AND verified_at IS NULL
               AND (verify_asked_at IS NULL OR verify_asked_at <= $3) RETURNING id"
        }
        MailPurpose::Reset => {
            "UPDATE users SET reset_asked_at = $2 WHERE lower(email) = lower($1) AND banned_at IS NULL
               AND (reset_asked_at IS NULL OR reset_asked_at <= $3) RETURNING id"
        }
    };
    let row: Option<(UserId,)> = sqlx::query_as(text)
        .bind(email)
        .bind(now)
        .bind(now - chrono::Duration::seconds(i64::from(pause_seconds)))
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.map(|row| row.0))
}
