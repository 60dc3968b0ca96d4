use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use uuid::Uuid;

/// A refresh token as it is presented, with its session.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Presented {
    pub hash: Vec<u8>,
    pub session_id: Uuid,
    pub user_id: UserId,
    pub org_id: Option<OrgId>,
    pub used_at: Option<Instant>,
    pub expires_at: Instant,
    pub revoked_at: Option<Instant>,
    pub banned_at: Option<Instant>,
}

/// Reads the token and locks it and its session: two that come at once go one after the other.
pub async fn lock(tx: &mut Tx, hash: &[u8]) -> Result<Option<Presented>> {
    let query = sqlx::query_as(
        "SELECT t.hash, s.id AS session_id, s.user_id, s.org_id, t.used_at, t.expires_at, s.revoked_at, u.banned_at
         FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id
         WHERE t.hash = $1 FOR NO KEY UPDATE OF s, t",
    );
    Ok(query.bind(hash).fetch_optional(&mut **tx).await?)
}

/// Marks the token as used.
pub async fn spend(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1")
        .bind(hash)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes that the session lives, and in which organisation.
pub async fn touch(tx: &mut Tx, session: Uuid, org: Option<OrgId>) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE sessions SET last_used_at = $2, org_id = $3 WHERE id = $1")
        .bind(session)
        .bind(now)
        .bind(org)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
