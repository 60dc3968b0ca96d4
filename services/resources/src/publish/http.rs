//! HTTP of publishing.

use std::sync::Arc;

use axum::extract::State;
use plaza_web::{Body, Created, Operator, Reply};

use super::command;
use crate::app::App;
use crate::body::ResourceBody;
use crate::show::view::ResourceView;

/// Publishes a resource.
#[utoipa::path(post, path = "/resources", tag = "resources", request_body = ResourceBody, responses((status = 201, body = ResourceView)), security(("bearer" = [])))]
pub async fn publish(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Body(body): Body<ResourceBody>,
) -> Reply<Created<ResourceView>> {
    Ok(Created(command::publish(&app, &cx, body).await?))
}
