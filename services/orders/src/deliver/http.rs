//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Fault;
use plaza_orders_api::{MilestoneId, OrderId};
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::command::{self, Handed};
use crate::app::App;
use crate::domain::words::required;
use crate::view::OrderView;

/// The most files of one delivery.
const MOST_FILES: usize = 20;

/// Hands work over.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliverOrder {
    /// What you say to it, up to 5,000 characters.
    pub message: String,
    /// Files uploaded before with `POST /orders/{id}/files`.
    #[serde(default)]
    pub files: Vec<Uuid>,
    /// Which milestone; the next one when left out.
    #[serde(default)]
    pub milestone_id: Option<MilestoneId>,
}

/// The professional hands the work, or its next milestone, over. From now the client's silence counts as yes after
/// the days the order says; a day before, the client is told.
#[utoipa::path(post, path = "/orders/{id}/deliver", tag = "orders", params(("id" = OrderId, Path)), request_body = DeliverOrder, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn deliver(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<DeliverOrder>,
) -> Reply<Json<OrderView>> {
    let message = required("message", &request.message, 1, 5_000)?;
    let mut files = request.files;
    files.sort_unstable();
    files.dedup();
    if files.len() > MOST_FILES {
        return Err(Fault::invalid("files", format!("must be at most {MOST_FILES}")).into());
    }
    let order = command::deliver(&app, &cx, id, Handed { message, files, milestone: request.milestone_id }).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}
