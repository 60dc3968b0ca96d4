//! HTTP of one resource.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Cx;
use plaza_resources_api::ResourceId;
use plaza_web::{Caller, Id, Reply};

use super::store;
use super::view::ResourceView;
use crate::app::App;
use crate::error::Result;

/// Shows a resource; archived ones too, because bookings name them.
#[utoipa::path(get, path = "/resources/{id}", tag = "resources", params(("id" = ResourceId, Path)), responses((status = 200, body = ResourceView)))]
pub async fn get(State(app): State<Arc<App>>, Caller(cx): Caller, Id(id): Id<ResourceId>) -> Reply<Json<ResourceView>> {
    Ok(Json(show(&app, &cx, id).await?))
}

async fn show(app: &App, cx: &Cx, id: ResourceId) -> Result<ResourceView> {
    let mut connection = app.db.pool().acquire().await?;
    store::find(&mut connection, cx.org()?, id).await
}
