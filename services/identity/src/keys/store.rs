use plaza_core::Instant;
use plaza_db::Result;
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use super::Made;

#[derive(sqlx::FromRow)]
pub(super) struct KeyRow {
    pub kid: String,
    pub sealed: Vec<u8>,
    pub jwk: Value,
    pub retired_at: Option<Instant>,
}

/// The current key and those retired after `since`, newest first.
pub(super) async fn known(pool: &PgPool, since: Instant) -> Result<Vec<KeyRow>> {
    let rows = sqlx::query_as(
        "SELECT kid, sealed, jwk, retired_at FROM signing_keys WHERE retired_at IS NULL OR retired_at > $1 ORDER BY created_at DESC, kid",
    );
    Ok(rows.bind(since).fetch_all(pool).await?)
}

/// Adds a key unless another signs already.
pub(super) async fn insert(db: impl sqlx::PgExecutor<'_>, made: &Made, now: Instant) -> Result<()> {
    sqlx::query(
        "INSERT INTO signing_keys (kid, sealed, jwk, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(&made.kid)
    .bind(&made.sealed)
    .bind(&made.jwk)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Retires one key.
pub(super) async fn retire(pool: &PgPool, kid: &str, now: Instant) -> Result<()> {
    sqlx::query("UPDATE signing_keys SET retired_at = $2 WHERE kid = $1 AND retired_at IS NULL")
        .bind(kid)
        .bind(now)
        .execute(pool)
        .await?;
    Ok(())
}

/// Retires the current key if it was made before `before`; returns whether it did.
pub(super) async fn retire_older(tx: &mut PgConnection, before: Instant, now: Instant) -> Result<bool> {
    let retired = sqlx::query("UPDATE signing_keys SET retired_at = $2 WHERE retired_at IS NULL AND created_at < $1")
        .bind(before)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(retired.rows_affected() > 0)
}
