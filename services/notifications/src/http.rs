//! The public operations of notifications.

use std::sync::Arc;

use axum::Router;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{list, mark_read, outbox, preferences, try_out};

/// The operations' document.
pub fn openapi() -> OpenApi {
    operations().into_openapi()
}

/// The operations over the service.
pub fn router(app: Arc<App>) -> Router {
    operations().split_for_parts().0.with_state(app)
}

fn operations() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::http::list))
        .routes(routes!(mark_read::http::mark_read))
        .routes(routes!(preferences::http::show, preferences::http::change))
        .routes(routes!(try_out::http::try_out))
        .routes(routes!(outbox::http::list))
        .routes(routes!(outbox::http::get))
        .routes(routes!(outbox::http::html))
}
