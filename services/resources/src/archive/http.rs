//! HTTP of archiving.

use std::sync::Arc;

use axum::extract::State;
use plaza_resources_api::ResourceId;
use plaza_web::{Id, NoContent, Operator, Reply};

use super::command;
use crate::app::App;

/// Archives a resource: it is found and booked no more, and its bookings stay. PUT with the status active brings it back.
#[utoipa::path(delete, path = "/resources/{id}", tag = "resources", params(("id" = ResourceId, Path)), responses((status = 204)), security(("bearer" = [])))]
pub async fn archive(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<ResourceId>) -> Reply<NoContent> {
    command::archive(&app, &cx, id).await?;
    Ok(NoContent)
}
