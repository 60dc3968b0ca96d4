//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Body, Reply, SignedIn};

use super::command;
use crate::app::App;
use crate::domain::details::Details;
use crate::show::view::VerificationView;

/// Writes who one is, in a case that is a draft, rejected or expired; it is kept sealed.
#[utoipa::path(put, path = "/verification", tag = "verification", request_body = Details, responses((status = 200, body = VerificationView)), security(("bearer" = [])))]
pub async fn describe(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(details): Body<Details>,
) -> Reply<Json<VerificationView>> {
    Ok(Json(command::describe(&app, &cx, details).await?))
}
