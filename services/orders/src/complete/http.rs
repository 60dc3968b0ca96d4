//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Fault;
use plaza_orders_api::{MilestoneId, OrderId};
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command::{self, Accepted};
use crate::app::App;
use crate::view::OrderView;

/// Accepts work.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompleteOrder {
    /// The milestone that was delivered, to be sure that it is the one you looked at.
    #[serde(default)]
    pub milestone_id: Option<MilestoneId>,
    /// Accepts everything that is left, also milestones not delivered yet.
    #[serde(default)]
    pub all: bool,
}

/// The client accepts what was delivered (001-49): its money becomes the professional's. The last milestone completes
/// the order.
#[utoipa::path(post, path = "/orders/{id}/complete", tag = "orders", params(("id" = OrderId, Path)), request_body = CompleteOrder, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn complete(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<CompleteOrder>,
) -> Reply<Json<OrderView>> {
    let accepted = match (request.milestone_id, request.all) {
        (Some(_), true) => return Err(Fault::invalid("all", "is said without a milestone: leave one out").into()),
        (Some(milestone), false) => Accepted::Milestone(milestone),
        (None, true) => Accepted::All,
        (None, false) => Accepted::Delivered,
    };
    let order = command::complete(&app, &cx, id, accepted).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}
