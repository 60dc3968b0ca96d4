use plaza_core::{Locale, UserId};
use plaza_db::{Result, Tx};

/// An account that wants to be.
pub struct Candidate {
    /// The id if it is new.
    pub id: UserId,
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language.
    pub locale: Locale,
    /// Hash of the password.
    pub password_hash: String,
}

/// What registering met.
pub enum Outcome {
    /// Nobody had the address.
    New,
    /// Somebody had, but never proved it: the account is theirs who prove it now.
    Anew(UserId),
    /// It is somebody's.
    Known,
}

/// Inserts the account, or takes over one that nobody proved, in one statement: two who register at once do not collide.
pub async fn insert(tx: &mut Tx, candidate: &Candidate) -> Result<Outcome> {
    let now = tx.now();
    let row: Option<(UserId,)> = sqlx::query_as(
        "INSERT INTO users AS u (id, email, name, locale, password_hash, verify_asked_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $6)
         ON CONFLICT (lower(email)) DO UPDATE SET email = $2, name = $3, locale = $4, password_hash = $5, verify_asked_at = $6, updated_at = $6
         WHERE u.verified_at IS NULL AND u.banned_at IS NULL
         RETURNING id",
    )
    .bind(candidate.id)
    .bind(&candidate.email)
    .bind(&candidate.name)
    .bind(candidate.locale.code())
    .bind(&candidate.password_hash)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    match row {
        Some((id,)) if id == candidate.id => Ok(Outcome::New),
        Some((id,)) => {
            sqlx::query("DELETE FROM mail_secrets WHERE user_id = $1").bind(id).execute(&mut **tx).await?;
            Ok(Outcome::Anew(id))
        }
        None => Ok(Outcome::Known),
    }
}

/// The owner of an address, unless a mail of this sort went there a moment ago.
pub async fn ask_owner(tx: &mut Tx, email: &str, pause_seconds: u32) -> Result<Option<UserId>> {
    let now = tx.now();
    let row: Option<(UserId,)> = sqlx::query_as(
        "UPDATE users SET verify_asked_at = $2 WHERE lower(email) = lower($1) AND banned_at IS NULL AND (verify_asked_at IS NULL OR verify_asked_at <= $3) RETURNING id",
    )
    .bind(email)
    .bind(now)
    .bind(now - chrono::Duration::seconds(i64::from(pause_seconds)))
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| row.0))
}
