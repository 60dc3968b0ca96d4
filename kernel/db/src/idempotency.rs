//! Clients' keys: the key, the effect and the answer commit together, so a
//! repeat after a lost answer gets the same answer and no second effect.

use plaza_core::{IdempotencyKey, Instant};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use crate::Result;

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// The same request under the same key.
    Answer {
        /// HTTP status of the first answer.
        status: u16,
        /// Its body.
        body: Value,
    },
    /// Another request under the same key.
    Different,
}

/// The answer kept for an actor's key, if any.
///
/// # Errors
/// As the database fails.
pub async fn find(pool: &PgPool, actor: &str, key: &IdempotencyKey) -> Result<Option<Kept>> {
    let row: Option<(String, i16, Value)> =
        sqlx::query_as("SELECT fingerprint, status, body FROM kernel.idempotency_keys WHERE actor = $1 AND key = $2")
            .bind(actor)
            .bind(&key.key)
            .fetch_optional(pool)
            .await?;
    Ok(row.map(|(fingerprint, status, body)| {
        if fingerprint == key.fingerprint {
            Kept::Answer { status: u16::try_from(status).unwrap_or(200), body }
        } else {
            Kept::Different
        }
    }))
}

/// Keeps an answer; false when the key was taken in the meantime.
pub(crate) async fn save(
    tx: &mut PgConnection,
    actor: &str,
    key: &IdempotencyKey,
    status: u16,
    body: &Value,
    now: Instant,
) -> Result<bool> {
    let written = sqlx::query("INSERT INTO kernel.idempotency_keys (actor, key, fingerprint, status, body, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING")
        .bind(actor)
        .bind(&key.key)
        .bind(&key.fingerprint)
        .bind(i16::try_from(status).unwrap_or(200))
        .bind(body)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(written.rows_affected() == 1)
}

/// Replaces the answer kept for a key, once what it said came to its end: a repeat of the request gets the outcome.
/// Does nothing when no answer was kept.
///
/// # Errors
/// As the database fails.
pub async fn replace(pool: &PgPool, actor: &str, key: &IdempotencyKey, status: u16, body: &Value) -> Result<()> {
    sqlx::query(
        "UPDATE kernel.idempotency_keys SET status = $4, body = $5 WHERE actor = $1 AND key = $2 AND fingerprint = $3",
    )
    .bind(actor)
    .bind(&key.key)
    .bind(&key.fingerprint)
    .bind(i16::try_from(status).unwrap_or(200))
    .bind(body)
    .execute(pool)
    .await?;
    Ok(())
}

/// Forgets keys older than `before`; returns how many.
///
/// # Errors
/// As the database fails.
pub async fn forget(pool: &PgPool, before: Instant) -> Result<u64> {
    let gone =
        sqlx::query("DELETE FROM kernel.idempotency_keys WHERE created_at < $1").bind(before).execute(pool).await?;
    Ok(gone.rows_affected())
}
