//! HTTP of changing a resource.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_resources_api::ResourceId;
use plaza_web::{Body, Id, Operator, Reply};

use super::command;
use crate::app::App;
use crate::body::ResourceBody;
use crate::show::view::ResourceView;

/// Replaces a resource; bookings already made keep their price and policy. A status of active brings an archived one back.
#[utoipa::path(put, path = "/resources/{id}", tag = "resources", params(("id" = ResourceId, Path)), request_body = ResourceBody, responses((status = 200, body = ResourceView)), security(("bearer" = [])))]
pub async fn change(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<ResourceId>,
    Body(body): Body<ResourceBody>,
) -> Reply<Json<ResourceView>> {
    Ok(Json(command::change(&app, &cx, id, body).await?))
}
