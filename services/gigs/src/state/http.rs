//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_gigs_api::GigId;
use plaza_web::{Id, Reply, SignedIn};

use super::command;
use crate::app::App;
use crate::domain::life::Action;
use crate::view::GigView;

/// Asks for one's gig to be found: at once, or where gigs are moderated, once an operator has seen it.
#[utoipa::path(post, path = "/gigs/{id}/submit", tag = "gigs", params(("id" = GigId, Path)), responses((status = 200, body = GigView)), security(("bearer" = [])))]
pub async fn submit(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<GigId>) -> Reply<Json<GigView>> {
    Ok(Json(command::act(&app, &cx, id, Action::Submit).await?))
}

/// Takes one's gig off the shelves.
#[utoipa::path(post, path = "/gigs/{id}/pause", tag = "gigs", params(("id" = GigId, Path)), responses((status = 200, body = GigView)), security(("bearer" = [])))]
pub async fn pause(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<GigId>) -> Reply<Json<GigView>> {
    Ok(Json(command::act(&app, &cx, id, Action::Pause).await?))
}

/// Puts one's gig back; what changed meanwhile waits for an operator first where gigs are moderated.
#[utoipa::path(post, path = "/gigs/{id}/resume", tag = "gigs", params(("id" = GigId, Path)), responses((status = 200, body = GigView)), security(("bearer" = [])))]
pub async fn resume(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<GigId>) -> Reply<Json<GigView>> {
    Ok(Json(command::act(&app, &cx, id, Action::Resume).await?))
}
