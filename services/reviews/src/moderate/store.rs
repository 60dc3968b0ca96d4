use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_reviews_api::ReviewId;
use sqlx::{FromRow, PgPool};

use crate::record::Review;

/// Somebody finds a review wrong.
#[derive(Debug, Clone, FromRow)]
pub struct Report {
    /// Which review.
    pub review_id: ReviewId,
    /// Who says so.
    pub reporter: UserId,
    /// Why, as a code.
    pub reason: String,
    /// In words.
    pub note: String,
    /// When.
    pub created_at: Instant,
}

/// Files a report; somebody's second of one review changes nothing.
pub async fn file(tx: &mut Tx, review: &Review, reporter: UserId, reason: &str, note: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO reports (org_id, review_id, reporter, reason, note, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(review.org)
    .bind(review.id)
    .bind(reporter)
    .bind(reason)
    .bind(note)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Open reports, the oldest first.
pub async fn open(pool: &PgPool, org: OrgId) -> Result<Vec<Report>> {
    Ok(sqlx::query_as(
        "SELECT review_id, reporter, reason, note, created_at FROM reports WHERE org_id = $1 AND resolved_at IS NULL ORDER BY created_at LIMIT 200",
    )
    .bind(org)
    .fetch_all(pool)
    .await?)
}

/// Ends the open reports of a review.
pub async fn resolve(tx: &mut Tx, review: &Review) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE reports SET resolved_at = $3 WHERE org_id = $1 AND review_id = $2 AND resolved_at IS NULL")
        .bind(review.org)
        .bind(review.id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes a review down; its text stays for who has to explain it.
pub async fn remove(tx: &mut Tx, review: &Review, reason: &str) -> Result<()> {
    sqlx::query("UPDATE reviews SET status = 'removed', removed_for = $3 WHERE org_id = $1 AND id = $2")
        .bind(review.org)
        .bind(review.id)
        .bind(reason)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
