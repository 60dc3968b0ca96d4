//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_gigs_api::GigId;
use plaza_web::{Body, Id, Reply, SignedIn};

use super::command;
use crate::app::App;
use crate::domain::content::GigBody;
use crate::view::GigView;

/// Writes one's gig anew. Where gigs are moderated, a published one that changes waits for an operator again and is not found meanwhile; orders made before keep what they bought.
#[utoipa::path(put, path = "/gigs/{id}", tag = "gigs", params(("id" = GigId, Path)), request_body = GigBody, responses((status = 200, body = GigView)), security(("bearer" = [])))]
pub async fn change(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<GigId>,
    Body(body): Body<GigBody>,
) -> Reply<Json<GigView>> {
    Ok(Json(command::change(&app, &cx, id, body).await?))
}
