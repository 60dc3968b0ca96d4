use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::{Cx, UserId};
use plaza_reviews_api::ReviewId;
use plaza_reviews_api::events::ReviewRemoved;
use plaza_web::{Body, Id, Operator, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store;
use crate::app::App;
use crate::domain::review::{SubjectKind, text};
use crate::error::{Error, Result};
use crate::list::view::ReviewView;
use crate::record::{self, Review, Status};
use crate::{people, ratings, reputation};

/// What is wrong with a review.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// Insults, threats.
    Offensive,
    /// Somebody's private matters.
    Private,
    /// Not about the work or the stay.
    OffTopic,
    /// Not true.
    Untrue,
    /// Advertising.
    Spam,
}

impl ReportReason {
    const fn name(self) -> &'static str {
        match self {
            Self::Offensive => "offensive",
            Self::Private => "private",
            Self::OffTopic => "off_topic",
            Self::Untrue => "untrue",
            Self::Spam => "spam",
        }
    }
}

/// A complaint about a review.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportReview {
    /// What is wrong.
    pub reason: ReportReason,
    /// In words.
    #[serde(default)]
    pub note: String,
}

/// A complaint, as operators see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewReport {
    /// The review.
    pub review: ReviewView,
    /// Who complains.
    pub reporter: UserId,
    /// Why, as a code.
    pub reason: String,
    /// In words.
    pub note: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Complaints to decide.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReviewReports {
    /// The oldest first, at most two hundred.
    pub items: Vec<ReviewReport>,
}

/// What an operator decides of a review.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModerateReview {
    /// Whether it goes; else it stays and the complaints are closed.
    pub remove: bool,
    /// Why, up to 2,000 characters; kept with the review.
    #[serde(default)]
    pub reason: String,
}

/// Complains about a published review.
#[utoipa::path(post, path = "/reviews/{id}/report", tag = "reviews", params(("id" = ReviewId, Path)), request_body = ReportReview, responses((status = 200, body = ReviewView)), security(("bearer" = [])))]
pub async fn report(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ReviewId>,
    Body(request): Body<ReportReview>,
) -> Reply<Json<ReviewView>> {
    let note = text("note", &request.note).map_err(Error::from)?;
    let review = record::find(app.db.pool(), cx.org()?, id).await.map_err(Error::from)?;
    let review = review.filter(|review| review.status == Status::Published).ok_or(Error::NoReview)?;
    let name = people::name(&app, review.org, review.author).await;
    let mut tx = app.db.begin(&cx).await.map_err(Error::from)?;
    store::file(&mut tx, &review, cx.user()?, request.reason.name(), &note).await.map_err(Error::from)?;
    let view = ReviewView::of(&review, name);
    tx.answer(200, &view);
    tx.commit().await.map_err(Error::from)?;
    Ok(Json(view))
}

/// Lists complaints about reviews that wait for a decision.
#[utoipa::path(get, path = "/operations/reviews", tag = "reviews", responses((status = 200, body = ReviewReports)), security(("bearer" = [])))]
pub async fn reported(State(app): State<Arc<App>>, Operator(cx): Operator) -> Reply<Json<ReviewReports>> {
    let org = cx.org()?;
    let mut items = Vec::new();
    for report in store::open(app.db.pool(), org).await.map_err(Error::from)? {
        let review = record::find(app.db.pool(), org, report.review_id).await.map_err(Error::from)?;
        let Some(review) = review else { continue };
        let view = ReviewView { reference: Some(review.reference), ..ReviewView::of(&review, String::new()) };
        items.push(ReviewReport {
            review: view,
            reporter: report.reporter,
            reason: report.reason,
            note: report.note,
            created_at: report.created_at,
        });
    }
    let names = people::names(&app, org, items.iter().map(|item| item.review.author)).await;
    for item in &mut items {
        item.review.author_name = names.get(&item.review.author).cloned().unwrap_or_default();
    }
    Ok(Json(ReviewReports { items }))
}

/// Decides the complaints about a review: it goes, or it stays.
#[utoipa::path(post, path = "/operations/reviews/{id}/decide", tag = "reviews", params(("id" = ReviewId, Path)), request_body = ModerateReview, responses((status = 200, body = ReviewView)), security(("bearer" = [])))]
pub async fn decide(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<ReviewId>,
    Body(request): Body<ModerateReview>,
) -> Reply<Json<ReviewView>> {
    let reason = text("reason", &request.reason).map_err(Error::from)?;
    Ok(Json(settle(&app, &cx, id, request.remove, &reason).await?))
}

async fn settle(app: &App, cx: &Cx, id: ReviewId, remove: bool, reason: &str) -> Result<ReviewView> {
    let (org, me) = (cx.org()?, cx.user()?);
    let author = record::find(app.db.pool(), org, id).await?.ok_or(Error::NoReview)?.author;
    let name = people::name(app, org, author).await;
    let mut tx = app.db.begin(cx).await?;
    let mut review = record::locked(&mut tx, org, id).await?.ok_or(Error::NoReview)?;
    may_judge(&review, me, remove)?;
    if remove {
        take_down(&mut tx, &mut review, reason).await?;
    }
    store::resolve(&mut tx, &review).await?;
    let view = ReviewView::of(&review, name);
    tx.answer(200, &view);
    tx.commit().await?;
    Ok(view)
}

/// Whether somebody may decide so of a review. What nobody sees yet is nothing to them, their own is another's to judge,
/// and what was taken down does not stay.
fn may_judge(review: &Review, me: UserId, remove: bool) -> Result<()> {
    match review.status {
        Status::Hidden => Err(Error::NoReview),
        _ if review.author == me || review.is_about(me) => Err(Error::OwnReview),
        Status::Removed if !remove => Err(Error::WrongState(review.status.name())),
        Status::Published | Status::Removed => Ok(()),
    }
}

async fn take_down(tx: &mut plaza_db::Tx, review: &mut Review, reason: &str) -> Result<()> {
    if review.status == Status::Removed {
        return Ok(()); // once more changes nothing
    }
    store::remove(tx, review, reason).await?;
    review.status = Status::Removed;
    let rating = ratings::subtract(tx, review).await?;
    tx.emit(&ReviewRemoved(ratings::facts(review, rating, tx.now())));
    if review.kind == SubjectKind::Professional {
        reputation::reckon(tx, review.org, UserId(review.subject)).await?;
    }
    Ok(())
}
