//! The public operations of gigs.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use plaza_files::pictures::LARGEST;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{change, create, images, moderate, remove, search, show, state};

/// The operations' document.
pub fn openapi() -> OpenApi {
    operations().into_openapi()
}

/// The operations over the service.
pub fn router(app: Arc<App>) -> Router {
    // One byte more than is taken: what is larger is refused in our own words.
    operations().split_for_parts().0.layer(DefaultBodyLimit::max(LARGEST + 1)).with_state(app)
}

fn operations() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(search::http::search, create::http::create))
        .routes(routes!(show::http::mine))
        .routes(routes!(show::http::show, change::http::change, remove::http::remove))
        .routes(routes!(state::http::submit))
        .routes(routes!(state::http::pause))
        .routes(routes!(state::http::resume))
        .routes(routes!(images::http::upload))
        .routes(routes!(images::http::remove))
        .routes(routes!(images::http::show))
        .routes(routes!(moderate::http::queue))
        .routes(routes!(moderate::http::approve))
        .routes(routes!(moderate::http::reject))
}
