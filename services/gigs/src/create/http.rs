//! The operation over HTTP.

use std::sync::Arc;

use axum::extract::State;
use plaza_web::{Body, Created, Reply, SignedIn};

use super::command;
use crate::app::App;
use crate::domain::content::GigBody;
use crate::view::GigView;

/// Begins a gig, as a draft; its prices are in the organisation's currency.
#[utoipa::path(post, path = "/gigs", tag = "gigs", request_body = GigBody, responses((status = 201, body = GigView)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(body): Body<GigBody>,
) -> Reply<Created<GigView>> {
    Ok(Created(command::create(&app, &cx, body).await?))
}
