use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_web::{Caller, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::query;
use super::view::ReviewView;
use crate::app::App;
use crate::domain::review::SubjectKind;
use crate::error::Error;
use crate::people;

/// Whose reviews, and which page of them.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListReviews {
    /// What is reviewed.
    #[param(inline)]
    pub subject_kind: SubjectKind,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
    /// Only what was written of this order or booking; of oneself, for nobody else knows which a review is of.
    #[serde(default)]
    pub reference: Option<Uuid>,
    /// Where the last page ended.
    #[serde(default)]
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Which page of what one wrote, or of what was written of one.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListOwnReviews {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Lists the published reviews of a person or place, the newest first; of a professional, those of their hours too (`host`).
#[utoipa::path(get, path = "/reviews", tag = "reviews", params(ListReviews), responses((status = 200, body = Page<ReviewView>)))]
pub async fn list(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(params): Params<ListReviews>,
) -> Reply<Json<Page<ReviewView>>> {
    let (org, limit) = (cx.org()?, page_limit(params.limit));
    let before = cursor(params.cursor.as_deref())?;
    let subject = (params.subject_kind, params.subject);
    let of_me = params.subject_kind != SubjectKind::Resource && cx.user().is_ok_and(|me| me.uuid() == params.subject);
    if params.reference.is_some() && !of_me {
        return Err(Fault::invalid("reference", "goes with reviews of yourself").into());
    }
    let found = query::of_subject(app.db.pool(), org, subject, params.reference, before, limit + 1)
        .await
        .map_err(Error::from)?;
    let names = people::names(&app, org, found.iter().map(|review| review.author)).await;
    let page = Page::of(found, limit, |review| review.id.to_string());
    Ok(Json(page.map(|review| {
        let view = ReviewView::of(&review, names.get(&review.author).cloned().unwrap_or_default());
        ReviewView { reference: of_me.then_some(review.reference), ..view }
    })))
}

/// Lists what others say of one, the newest first: of one's work, as a client, and of hours that were booked with one.
/// Those of an hour name oneself as `host`.
#[utoipa::path(get, path = "/reviews/received", tag = "reviews", params(ListOwnReviews), responses((status = 200, body = Page<ReviewView>)), security(("bearer" = [])))]
pub async fn received(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListOwnReviews>,
) -> Reply<Json<Page<ReviewView>>> {
    let (org, me, limit) = (cx.org()?, cx.user()?, page_limit(params.limit));
    let before = cursor(params.cursor.as_deref())?;
    let found = query::about(app.db.pool(), org, me, before, limit + 1).await.map_err(Error::from)?;
    let names = people::names(&app, org, found.iter().map(|review| review.author)).await;
    let page = Page::of(found, limit, |review| review.id.to_string());
    // Who is reviewed is shown which order or booking it is of, as its author is.
    Ok(Json(page.map(|review| ReviewView::own(&review, names.get(&review.author).cloned().unwrap_or_default()))))
}

/// Lists what one has written, the newest first.
#[utoipa::path(get, path = "/reviews/mine", tag = "reviews", params(ListOwnReviews), responses((status = 200, body = Page<ReviewView>)), security(("bearer" = [])))]
pub async fn mine(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListOwnReviews>,
) -> Reply<Json<Page<ReviewView>>> {
    let (org, me, limit) = (cx.org()?, cx.user()?, page_limit(params.limit));
    let before = cursor(params.cursor.as_deref())?;
    let found = query::by_author(app.db.pool(), org, me, before, limit + 1).await.map_err(Error::from)?;
    let name = people::name(&app, org, me).await;
    let page = Page::of(found, limit, |review| review.id.to_string());
    Ok(Json(page.map(|review| ReviewView::own(&review, name.clone()))))
}

/// The id a cursor stands for.
pub fn cursor(text: Option<&str>) -> Result<Option<Uuid>, Fault> {
    text.map(str::parse)
        .transpose()
        .map_err(|_| Fault::invalid("cursor", "is none of ours; pass 'next' of the page before"))
}
