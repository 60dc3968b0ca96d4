use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_identity_api::events::SessionRevoked;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A session as it is opened.
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub user: UserId,
    /// The organisation its tokens name.
    pub org: Option<OrgId>,
    /// What the client calls itself.
    pub device: String,
    /// The client's address.
    pub address: String,
}

/// An open session, as its owner sees it.
#[derive(Debug, sqlx::FromRow)]
pub struct SessionRow {
    pub id: Uuid,
    pub device: String,
    pub address: String,
    pub created_at: Instant,
    pub last_used_at: Instant,
}

/// Why a session ends before its time.
#[derive(Debug, Clone, Copy)]
pub enum Reason {
    /// Its owner left.
    Logout,
    /// A spent refresh token came again: somebody has a copy.
    Reuse,
    /// The password was changed.
    Password,
}

impl Reason {
    fn name(self) -> &'static str {
        match self {
            Self::Logout => "logout",
            Self::Reuse => "reuse",
            Self::Password => "password",
        }
    }
}

/// Opens a session.
pub async fn open(tx: &mut Tx, session: &NewSession) -> Result<()> {
    let now = tx.now();
    sqlx::query("INSERT INTO sessions (id, user_id, org_id, device, address, created_at, last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $6)")
        .bind(session.id)
        .bind(session.user)
        .bind(session.org)
        .bind(&session.device)
        .bind(&session.address)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Adds a refresh token to a session.
pub async fn add_token(tx: &mut Tx, session: Uuid, hash: &[u8], expires_at: Instant) -> Result<()> {
    let now = tx.now();
    sqlx::query("INSERT INTO refresh_tokens (hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(hash)
        .bind(session)
        .bind(now)
        .bind(expires_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends one session and says so; false when it was not open or not `user`'s.
pub async fn revoke(tx: &mut Tx, session: Uuid, user: UserId, reason: Reason) -> Result<bool> {
    let now = tx.now();
    let ended = sqlx::query(
        "UPDATE sessions SET revoked_at = $3, reason = $4 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL",
    )
    .bind(session)
    .bind(user)
    .bind(now)
    .bind(reason.name())
    .execute(&mut **tx)
    .await?;
    let ended = ended.rows_affected() > 0;
    if ended {
        tx.emit(&SessionRevoked { session_id: session, user_id: user, reason: reason.name().into() });
    }
    Ok(ended)
}

/// Ends all of a person's sessions but `except`, and says so.
pub async fn revoke_all(tx: &mut Tx, user: UserId, except: Option<Uuid>, reason: Reason) -> Result<()> {
    let now = tx.now();
    let ended: Vec<(Uuid,)> =
        sqlx::query_as("UPDATE sessions SET revoked_at = $3, reason = $4 WHERE user_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL RETURNING id")
            .bind(user)
            .bind(except)
            .bind(now)
            .bind(reason.name())
            .fetch_all(&mut **tx)
            .await?;
    for (session_id,) in ended {
        tx.emit(&SessionRevoked { session_id, user_id: user, reason: reason.name().into() });
    }
    Ok(())
}

/// A person's open sessions, the newest first: those with a refresh token that still works.
pub async fn of(pool: &PgPool, user: UserId, now: Instant) -> Result<Vec<SessionRow>> {
    let query = sqlx::query_as(
        "SELECT s.id, s.device, s.address, s.created_at, s.last_used_at FROM sessions s
         WHERE s.user_id = $1 AND s.revoked_at IS NULL
           AND EXISTS (SELECT FROM refresh_tokens t WHERE t.session_id = s.id AND t.used_at IS NULL AND t.expires_at > $2)
         ORDER BY s.created_at DESC, s.id DESC LIMIT 200",
    );
    Ok(query.bind(user).bind(now).fetch_all(pool).await?)
}

/// The session and owner of a refresh token, spent or not.
pub async fn of_token(db: impl PgExecutor<'_>, hash: &[u8]) -> Result<Option<(Uuid, UserId)>> {
    let query = sqlx::query_as(
        "SELECT s.id, s.user_id FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.hash = $1",
    );
    Ok(query.bind(hash).fetch_optional(db).await?)
}

/// Ids of sessions revoked since an instant.
pub async fn revoked_since(pool: &PgPool, since: Instant) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = sqlx::query_as("SELECT id FROM sessions WHERE revoked_at >= $1 ORDER BY revoked_at")
        .bind(since)
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
