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
use crate::view::OrderView;

/// Begins: nothing to say.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartOrder {}

/// The professional begins the work of a funded order.
#[utoipa::path(post, path = "/orders/{id}/start", tag = "orders", params(("id" = OrderId, Path)), request_body = StartOrder, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn start(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(StartOrder {}): Body<StartOrder>,
) -> Reply<Json<OrderView>> {
    let order = perform(&app, &cx, id, Action::Start, None).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}
