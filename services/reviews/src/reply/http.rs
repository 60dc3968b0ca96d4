use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Cx;
use plaza_reviews_api::ReviewId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::review::{SubjectKind, text};
use crate::error::{Error, Result};
use crate::list::view::ReviewView;
use crate::people;
use crate::record::{self, Status};

/// What one answers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplyToReview {
    /// Up to 2,000 characters, shown beneath the review.
    pub text: String,
}

/// Answers a published review, once: who is reviewed or whose hour was, or for a place that is nobody's an operator.
#[utoipa::path(post, path = "/reviews/{id}/reply", tag = "reviews", params(("id" = ReviewId, Path)), request_body = ReplyToReview, responses((status = 200, body = ReviewView)), security(("bearer" = [])))]
pub async fn reply(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ReviewId>,
    Body(request): Body<ReplyToReview>,
) -> Reply<Json<ReviewView>> {
    Ok(Json(answer(&app, &cx, id, &request.text).await?))
}

async fn answer(app: &App, cx: &Cx, id: ReviewId, answer: &str) -> Result<ReviewView> {
    let answer = text("text", answer)?;
    if answer.is_empty() {
        return Err(plaza_core::Fault::invalid("text", "must not be empty").into());
    }
    let org = cx.org()?;
    let author = record::find(app.db.pool(), org, id).await?.ok_or(Error::NoReview)?.author;
    let name = people::name(app, org, author).await;
    let mut tx = app.db.begin(cx).await?;
    let mut review = record::locked(&mut tx, org, id).await?.ok_or(Error::NoReview)?;
    if review.status != Status::Published {
        return Err(Error::NoReview);
    }
    // Who was booked answers for themselves; only a place has nobody who could.
    let speaks_for_it = review.kind == SubjectKind::Resource && review.host.is_none() && cx.roles.operates();
    if !speaks_for_it && !review.is_about(cx.user()?) {
        return Err(Error::NotTheReviewed);
    }
    if review.reply.is_some() {
        return Err(Error::AlreadyReplied);
    }
    let now = tx.now();
    sqlx::query("UPDATE reviews SET reply = $3, replied_at = $4 WHERE org_id = $1 AND id = $2")
        .bind(review.org)
        .bind(review.id)
        .bind(&answer)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    (review.reply, review.replied_at) = (Some(answer), Some(now));
    let view = ReviewView::of(&review, name);
    tx.answer(200, &view);
    tx.commit().await?;
    Ok(view)
}
