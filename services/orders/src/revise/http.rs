//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_orders_api::OrderId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::change::perform;
use crate::domain::action::Action;
use crate::domain::words::required;
use crate::view::OrderView;

/// Asks for changes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestRevision {
    /// What is to be changed, up to 5,000 characters.
    pub message: String,
}

/// The client asks for changes of what was delivered; counted, and refused beyond the agreed number.
#[utoipa::path(post, path = "/orders/{id}/request-revision", tag = "orders", params(("id" = OrderId, Path)), request_body = RequestRevision, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn request_revision(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<RequestRevision>,
) -> Reply<Json<OrderView>> {
    let message = required("message", &request.message, 1, 5_000)?;
    let order = perform(&app, &cx, id, Action::RequestRevision, Some(&message)).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}
