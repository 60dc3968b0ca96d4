//! Dead letters, and events that wait for another try: seen, replayed or discarded by an operator.

use plaza_core::{Envelope, Instant, OrgId, Page};
use plaza_db::{Db, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An event that a handler could not handle.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Letter {
    /// The handler that failed.
    pub handler: String,
    /// The event's id.
    pub event_id: Uuid,
    /// `waiting` or `dead`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it first came.
    pub seen_at: Instant,
    /// When it is tried next, if it waits.
    pub next_at: Option<Instant>,
    /// The event.
    pub event: Envelope,
}

type LetterRow = (String, Uuid, String, i32, Option<String>, Instant, Option<Instant>, sqlx::types::Json<Envelope>);

/// Letters of an organisation (or of none), oldest first.
///
/// # Errors
/// As the database fails.
pub async fn list(db: &Db, org: Option<OrgId>, limit: usize, cursor: Option<&str>) -> Result<Page<Letter>> {
    let rows: Vec<LetterRow> = sqlx::query_as(
        "SELECT handler, event_id, state, attempts, last_error, seen_at, next_at, envelope FROM kernel.inbox
         WHERE state <> 'done' AND org_id IS NOT DISTINCT FROM $1 AND ($2::text IS NULL OR event_id::text || handler > $2)
         ORDER BY event_id::text || handler LIMIT $3",
    )
    .bind(org.map(OrgId::uuid))
    .bind(cursor)
    .bind(i64::try_from(limit).unwrap_or(50) + 1)
    .fetch_all(db.pool())
    .await?;
    let letters = rows.into_iter().map(|(handler, event_id, state, attempts, last_error, seen_at, next_at, event)| {
        Letter { handler, event_id, state, attempts, last_error, seen_at, next_at, event: event.0 }
    });
    Ok(Page::of(letters.collect(), limit, |letter| format!("{}{}", letter.event_id, letter.handler)))
}

/// Tries a letter again at once; false when there is none.
///
/// # Errors
/// As the database fails.
pub async fn replay(db: &Db, org: Option<OrgId>, handler: &str, event: Uuid) -> Result<bool> {
    let found = sqlx::query("UPDATE kernel.inbox SET state = 'waiting', attempts = 0, next_at = $4 WHERE handler = $1 AND event_id = $2 AND org_id IS NOT DISTINCT FROM $3 AND state <> 'done'")
        .bind(handler)
        .bind(event)
        .bind(org.map(OrgId::uuid))
        .bind(db.clock().now())
        .execute(db.pool())
        .await?;
    Ok(found.rows_affected() == 1)
}

/// Gives a letter up: it counts as handled; false when there is none.
///
/// # Errors
/// As the database fails.
pub async fn discard(db: &Db, org: Option<OrgId>, handler: &str, event: Uuid) -> Result<bool> {
    let found = sqlx::query("UPDATE kernel.inbox SET state = 'done', envelope = NULL, next_at = NULL WHERE handler = $1 AND event_id = $2 AND org_id IS NOT DISTINCT FROM $3 AND state <> 'done'")
        .bind(handler)
        .bind(event)
        .bind(org.map(OrgId::uuid))
        .execute(db.pool())
        .await?;
    Ok(found.rows_affected() == 1)
}
