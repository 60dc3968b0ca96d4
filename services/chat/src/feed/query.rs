//! Frames by position.

use plaza_chat_api::Position;
use plaza_core::{OrgId, UserId};
use sqlx::PgPool;

use crate::error::{Error, Result};
use crate::frames::Frame;

/// The position of the present: everything later is after it.
///
/// # Errors
/// As the database fails.
pub async fn present(pool: &PgPool) -> Result<Position> {
    let txid: String =
        sqlx::query_scalar("SELECT pg_snapshot_xmin(pg_current_snapshot())::text").fetch_one(pool).await?;
    Ok(Position { txid: txid.parse().unwrap_or_default(), n: -1 })
}

/// Refuses a position that lies before what is kept.
///
/// # Errors
/// [`Error::FeedExpired`].
pub async fn must_be_kept(pool: &PgPool, after: Position) -> Result<()> {
    let kept: bool = sqlx::query_scalar("SELECT txid < $1::text::xid8 FROM forgotten_frames")
        .bind(after.txid.to_string())
        .fetch_one(pool)
        .await?;
    if kept { Ok(()) } else { Err(Error::FeedExpired) }
}

/// At most `limit` frames of a person's conversations after a position.
///
/// # Errors
/// As the database fails.
pub async fn of_person(pool: &PgPool, org: OrgId, me: UserId, after: Position, limit: i64) -> Result<Vec<Frame>> {
    let frames = sqlx::query_as(
        "SELECT f.org_id, f.conversation_id, f.txid::text AS txid, f.n, f.kind, f.seq, f.user_id, f.at, f.own, true AS readable
         FROM participants p CROSS JOIN LATERAL (
             SELECT * FROM frames
             WHERE org_id = p.org_id AND conversation_id = p.conversation_id
               AND (NOT own OR user_id = $2)
               AND (txid, n) > ($3::text::xid8, $4) AND txid < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY txid, n LIMIT $5
         ) f
         WHERE p.org_id = $1 AND p.user_id = $2
         ORDER BY f.txid, f.n LIMIT $5",
    )
    .bind(org)
    .bind(me)
    .bind(after.txid.to_string())
    .bind(after.n)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    Ok(frames)
}

/// At most `limit` frames of everybody after a position; those that may not be told yet are marked.
///
/// # Errors
/// As the database fails.
pub async fn of_all(pool: &PgPool, after: Position, limit: i64) -> Result<Vec<Frame>> {
    let frames = sqlx::query_as(
        "SELECT org_id, conversation_id, txid::text AS txid, n, kind, seq, user_id, at, own,
                txid < pg_snapshot_xmin(pg_current_snapshot()) AS readable
         FROM frames WHERE (txid, n) > ($1::text::xid8, $2) ORDER BY frames.txid, n LIMIT $3",
    )
    .bind(after.txid.to_string())
    .bind(after.n)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    Ok(frames)
}
