//! The operations over HTTP.

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

/// Asks to end an order.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelOrder {
    /// Why, up to 1,000 characters; the other side reads it.
    pub reason: String,
}

/// Answers a wish to end an order: nothing to say.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnswerCancellation {}

/// Asks to end an order. Before the work starts it ends at once and everything goes back; from then on the other side
/// has to agree, and what is not released goes back.
#[utoipa::path(post, path = "/orders/{id}/cancel-request", tag = "orders", params(("id" = OrderId, Path)), request_body = CancelOrder, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn cancel_request(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<CancelOrder>,
) -> Reply<Json<OrderView>> {
    let reason = required("reason", &request.reason, 1, 1_000)?;
    let order = perform(&app, &cx, id, Action::AskCancellation, Some(&reason)).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}

/// Agrees to end an order: what is not released goes back to the client.
#[utoipa::path(post, path = "/orders/{id}/cancel-request/accept", tag = "orders", params(("id" = OrderId, Path)), request_body = AnswerCancellation, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn accept_cancellation(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(AnswerCancellation {}): Body<AnswerCancellation>,
) -> Reply<Json<OrderView>> {
    let order = perform(&app, &cx, id, Action::AgreeCancellation, None).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}

/// Wants to go on; who asked takes the wish back with it.
#[utoipa::path(post, path = "/orders/{id}/cancel-request/refuse", tag = "orders", params(("id" = OrderId, Path)), request_body = AnswerCancellation, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn refuse_cancellation(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(AnswerCancellation {}): Body<AnswerCancellation>,
) -> Reply<Json<OrderView>> {
    let order = perform(&app, &cx, id, Action::RefuseCancellation, None).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}
