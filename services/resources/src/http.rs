//! The route table.

use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};

use crate::app::App;
use crate::{amenities, archive, categories, change, locations, publish, search, show};

/// What the service answers over HTTP, described.
pub fn openapi() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// What the service answers over HTTP.
pub fn router(app: Arc<App>) -> axum::Router {
    table().split_for_parts().0.with_state(app)
}

fn table() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(search::http::search, publish::http::publish))
        .routes(routes!(show::http::get, change::http::change, archive::http::archive))
        .routes(routes!(locations::http::list, locations::http::create))
        .routes(routes!(locations::http::get, locations::http::update))
        .routes(routes!(locations::http::add_exception))
        .routes(routes!(locations::http::remove_exception))
        .routes(routes!(categories::http::list, categories::http::create))
        .routes(routes!(amenities::http::list))
}
