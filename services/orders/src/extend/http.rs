//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Fault;
use plaza_orders_api::OrderId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::change::perform;
use crate::domain::action::Action;
use crate::domain::words::required;
use crate::view::OrderView;

/// The most days to ask for at once.
const MOST_DAYS: u32 = 180;

/// Asks for more time.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtendOrder {
    /// How many days on top, 1 to 180.
    pub days: u32,
    /// Why, up to 1,000 characters; the client reads it.
    pub reason: String,
}

/// Answers a wish for more time: nothing to say.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnswerExtension {}

/// The professional asks for more time; the client accepts or refuses it.
#[utoipa::path(post, path = "/orders/{id}/extend", tag = "orders", params(("id" = OrderId, Path)), request_body = ExtendOrder, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn extend(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<ExtendOrder>,
) -> Reply<Json<OrderView>> {
    if !(1..=MOST_DAYS).contains(&request.days) {
        return Err(Fault::invalid("days", format!("must be 1 to {MOST_DAYS}")).into());
    }
    let reason = required("reason", &request.reason, 1, 1_000)?;
    let order = perform(&app, &cx, id, Action::AskExtension(request.days), Some(&reason)).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}

/// The client gives the time that was asked for: what is not accepted yet is due later.
#[utoipa::path(post, path = "/orders/{id}/extension/accept", tag = "orders", params(("id" = OrderId, Path)), request_body = AnswerExtension, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn accept_extension(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(AnswerExtension {}): Body<AnswerExtension>,
) -> Reply<Json<OrderView>> {
    let order = perform(&app, &cx, id, Action::AllowExtension, None).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}

/// The client does not give the time that was asked for.
#[utoipa::path(post, path = "/orders/{id}/extension/refuse", tag = "orders", params(("id" = OrderId, Path)), request_body = AnswerExtension, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn refuse_extension(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(AnswerExtension {}): Body<AnswerExtension>,
) -> Reply<Json<OrderView>> {
    let order = perform(&app, &cx, id, Action::RefuseExtension, None).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}
