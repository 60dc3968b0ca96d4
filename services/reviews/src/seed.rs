//! The demo's reviews.

use async_trait::async_trait;
use plaza_core::{Cx, Result, UserId};
use plaza_reviews_api::{DemoReviews, ReviewId, Reviews};
use sqlx::types::Json;

use crate::app::App;
use crate::domain::review::SubjectKind;
use crate::error::Error;
use crate::record::{Review, Status};
use crate::{ratings, reputation};

#[async_trait]
impl Reviews for App {
    async fn seed_demo(&self, cx: &Cx, demo: DemoReviews) -> Result<u32> {
        Ok(seed(self, cx, demo).await?)
    }
}

/// Writes the demo's reviews as if they had been written and shown in their time; once, since each has its reference.
async fn seed(app: &App, cx: &Cx, demo: DemoReviews) -> Result<u32, Error> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let mut written = 0;
    for one in demo.reviews {
        let kind = SubjectKind::from_name(&one.subject_kind)
            .ok_or_else(|| plaza_core::Fault::invalid("subjectKind", "must be professional, client or resource"))?;
        sqlx::query(
            "INSERT INTO chances (org_id, reference, author, subject_kind, subject, opened_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(org)
        .bind(one.reference)
        .bind(one.author)
        .bind(kind.name())
        .bind(one.subject)
        .bind(one.at)
        .execute(&mut *tx)
        .await?;
        let fresh: Option<Review> = sqlx::query_as(
            "INSERT INTO reviews (org_id, id, reference, author, subject_kind, subject, rating, aspects, body, status, submitted_at, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) ON CONFLICT ON CONSTRAINT reviews_once DO NOTHING RETURNING *",
        )
        .bind(org)
        .bind(ReviewId::new())
        .bind(one.reference)
        .bind(one.author)
        .bind(kind.name())
        .bind(one.subject)
        .bind(i16::from(one.rating.clamp(1, 5)))
        .bind(Json(&one.aspects))
        .bind(&one.text)
        .bind(Status::Published.name())
        .bind(one.at)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(review) = fresh else { continue };
        ratings::add(&mut tx, &review).await?;
        written += 1;
    }
    for one in demo.standings {
        reputation::store::seed(&mut tx, org, &one).await?;
        reputation::reckon(&mut tx, org, UserId(one.user_id.uuid())).await?;
    }
    tx.commit().await?;
    Ok(written)
}
