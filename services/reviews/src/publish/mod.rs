//! Showing reviews: when both sides have written, or when the time is over.

pub mod reconciler;

use plaza_core::UserId;
use plaza_db::{Result, Tx};
use plaza_reviews_api::events::ReviewPublished;

use crate::domain::review::SubjectKind;
use crate::record::{Review, Status};
use crate::{ratings, reputation};

/// Shows a hidden review and counts it; one that is shown stays as it is.
pub async fn publish(tx: &mut Tx, review: &mut Review) -> Result<()> {
    let now = tx.now();
    let shown = sqlx::query(
        "UPDATE reviews SET status = 'published', published_at = $3 WHERE org_id = $1 AND id = $2 AND status = 'hidden'",
    )
    .bind(review.org)
    .bind(review.id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if shown.rows_affected() == 0 {
        return Ok(());
    }
    (review.status, review.published_at) = (Status::Published, Some(now));
    let rating = ratings::add(tx, review).await?;
    tx.emit(&ReviewPublished(ratings::facts(review, rating, now)));
    if review.kind == SubjectKind::Professional {
        reputation::reckon(tx, review.org, UserId(review.subject)).await?;
    }
    Ok(())
}
