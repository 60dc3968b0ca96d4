use plaza_core::{Envelope, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_reviews_api::events::ReviewFacts;

use super::{done, take};
use crate::error::Error;

/// Keeps professionals' ratings as the reviews service counts them.
pub struct RatingChanged;

#[async_trait::async_trait]
impl Handler for RatingChanged {
    fn name(&self) -> &'static str {
        "rating_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["reviews.review.published.v1", "reviews.review.removed.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts: ReviewFacts = read(event)?;
        let Some(org) = event.orgid.filter(|_| facts.subject_kind == "professional") else { return Ok(()) };
        let user = UserId(facts.subject);
        take(tx, org, user).await?;
        // Reviews of one person are several aggregates: their events may come in another order than they happened.
        let changed = sqlx::query(
            "UPDATE standings SET rating_sum = $3, rating_count = $4, rating_version = $5 WHERE org_id = $1 AND user_id = $2 AND rating_version < $5",
        )
        .bind(org)
        .bind(user)
        .bind(facts.rating_sum)
        .bind(facts.rating_count)
        .bind(facts.rating_version)
        .execute(&mut **tx)
        .await
        .map_err(Error::from)?;
        Ok(done(tx, org, user, changed.rows_affected()).await?)
    }
}

pub(super) fn read<T: serde::de::DeserializeOwned>(event: &Envelope) -> Result<T> {
    serde_json::from_value(event.data.clone()).map_err(|error| {
        plaza_core::Fault::new(
            plaza_core::Kind::Invalid,
            "event.unreadable",
            format!("{} does not read: {error}", event.id),
        )
    })
}
