//! What the published reviews of a subject come to.

pub mod http;
pub mod query;

use plaza_core::Instant;
use plaza_db::{Result, Tx};
use plaza_reviews_api::events::ReviewFacts;

use crate::record::Review;

/// Stars and number of a subject's published reviews.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Rating {
    /// Sum of stars.
    pub stars: i64,
    /// How many reviews.
    pub count: i64,
    /// Grows with every change.
    pub version: i64,
}

/// Counts a review in; the subject's row is locked until the transaction ends.
pub async fn add(tx: &mut Tx, review: &Review) -> Result<Rating> {
    Ok(sqlx::query_as(
        "INSERT INTO ratings AS r (org_id, subject_kind, subject, stars, count, version) VALUES ($1, $2, $3, $4, 1, 1)
         ON CONFLICT (org_id, subject_kind, subject)
         DO UPDATE SET stars = r.stars + excluded.stars, count = r.count + 1, version = r.version + 1
         RETURNING stars, count, version",
    )
    .bind(review.org)
    .bind(review.kind.name())
    .bind(review.subject)
    .bind(i64::from(review.rating))
    .fetch_one(&mut **tx)
    .await?)
}

/// Counts a review out.
pub async fn subtract(tx: &mut Tx, review: &Review) -> Result<Rating> {
    Ok(sqlx::query_as(
        "UPDATE ratings SET stars = stars - $4, count = count - 1, version = version + 1
         WHERE org_id = $1 AND subject_kind = $2 AND subject = $3 RETURNING stars, count, version",
    )
    .bind(review.org)
    .bind(review.kind.name())
    .bind(review.subject)
    .bind(i64::from(review.rating))
    .fetch_one(&mut **tx)
    .await?)
}

/// The facts of a review as its events carry them.
pub fn facts(review: &Review, rating: Rating, at: Instant) -> ReviewFacts {
    ReviewFacts {
        review_id: review.id,
        subject_kind: review.kind.name().to_owned(),
        subject: review.subject,
        host: review.host,
        author: review.author,
        reference: review.reference,
        rating: review.rating,
        rating_sum: rating.stars,
        rating_count: rating.count,
        rating_version: rating.version,
        timestamp: at,
    }
}
