use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_reviews_api::ReviewId;
use sqlx::types::Json;

use super::command::Written;
use crate::open::store::Chance;
use crate::record::Review;

/// Writes a hidden review; `None` if this side has written.
pub async fn insert(tx: &mut Tx, org: OrgId, chance: &Chance, written: &Written) -> Result<Option<Review>> {
    let now = tx.now();
    Ok(sqlx::query_as(
        "INSERT INTO reviews (org_id, id, reference, author, subject_kind, subject, host, rating, aspects, body, status, submitted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'hidden', $11) ON CONFLICT ON CONSTRAINT reviews_once DO NOTHING RETURNING *",
    )
    .bind(org)
    .bind(ReviewId::new())
    .bind(chance.reference)
    .bind(chance.author)
    .bind(chance.kind.name())
    .bind(chance.subject)
    .bind(chance.host)
    .bind(i16::from(written.rating))
    .bind(Json(&written.aspects))
    .bind(&written.text)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The other side's review that nobody sees yet, if it is there.
pub async fn of_the_other(tx: &mut Tx, review: &Review) -> Result<Option<Review>> {
    Ok(sqlx::query_as(
        "SELECT * FROM reviews WHERE org_id = $1 AND reference = $2 AND author <> $3 AND status = 'hidden'",
    )
    .bind(review.org)
    .bind(review.reference)
    .bind(review.author)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Whether the other side has written.
pub async fn other_side_wrote(tx: &mut Tx, review: &Review) -> Result<bool> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT FROM reviews WHERE org_id = $1 AND reference = $2 AND author <> $3)")
        .bind(review.org)
        .bind(review.reference)
        .bind(review.author)
        .fetch_one(&mut **tx)
        .await?)
}
