//! The routes, nothing else.

use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};

use crate::app::App;
use crate::{list, moderate, open, ratings, reply, reputation, submit};

/// What the service answers over HTTP.
pub fn openapi() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// The service's public routes.
pub fn router(app: Arc<App>) -> axum::Router {
    table().split_for_parts().0.with_state(app)
}

fn table() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::http::list, submit::http::write))
        .routes(routes!(submit::http::write_of_order))
        .routes(routes!(open::http::open))
        .routes(routes!(list::http::mine))
        .routes(routes!(list::http::received))
        .routes(routes!(ratings::http::summary))
        .routes(routes!(reputation::http::standing))
        .routes(routes!(reply::http::reply))
        .routes(routes!(moderate::http::report))
        .routes(routes!(moderate::http::reported))
        .routes(routes!(moderate::http::decide))
}
