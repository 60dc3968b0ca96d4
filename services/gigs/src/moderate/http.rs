//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_gigs_api::{GigId, GigStatus};
use plaza_web::{Body, Id, Operator, Params, Reply};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{command, query};
use crate::app::App;
use crate::domain::life::Action;
use crate::view::{GigListing, GigView};

/// Which gigs to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ModerationParams {
    /// `in_review` unless told.
    #[param(inline)]
    pub status: Option<GigStatus>,
    /// Where the last page ended.
    pub cursor: Option<GigId>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Accepts a gig.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApproveGig {
    /// The version that was looked at: nobody accepts what they have not seen.
    pub version: i32,
}

/// Refuses a gig.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RejectGig {
    /// Why, for its owner, 3 to 500 characters.
    pub reason: String,
}

/// Lists gigs in a state, those submitted first before the others.
#[utoipa::path(get, path = "/operations/gigs", tag = "gigs", params(ModerationParams), responses((status = 200, body = Page<GigListing>)), security(("bearer" = [])))]
pub async fn queue(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<ModerationParams>,
) -> Reply<Json<Page<GigListing>>> {
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let status = params.status.unwrap_or(GigStatus::InReview);
    let found = query::in_state(app.db.pool(), cx.org()?, status, params.cursor, most).await?;
    Ok(Json(Page::of(found, limit, |gig| gig.id.to_string()).map(|gig| GigListing::from(&gig))))
}

/// Accepts a gig that waits: clients find it from now on.
#[utoipa::path(post, path = "/operations/gigs/{id}/approve", tag = "gigs", params(("id" = GigId, Path)), request_body = ApproveGig, responses((status = 200, body = GigView)), security(("bearer" = [])))]
pub async fn approve(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<GigId>,
    Body(request): Body<ApproveGig>,
) -> Reply<Json<GigView>> {
    Ok(Json(command::decide(&app, &cx, id, Action::Approve, Some(request.version), None).await?))
}

/// Refuses a gig that waits, or takes one down; its owner reads why.
#[utoipa::path(post, path = "/operations/gigs/{id}/reject", tag = "gigs", params(("id" = GigId, Path)), request_body = RejectGig, responses((status = 200, body = GigView)), security(("bearer" = [])))]
pub async fn reject(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<GigId>,
    Body(request): Body<RejectGig>,
) -> Reply<Json<GigView>> {
    let reason = request.reason.trim().to_owned();
    if !(3..=500).contains(&reason.chars().count()) {
        return Err(Fault::invalid("reason", "must say why, in 3 to 500 characters").into());
    }
    Ok(Json(command::decide(&app, &cx, id, Action::Reject, None, Some(reason)).await?))
}
