//! The route table.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use plaza_files::pictures::LARGEST;
use plaza_web::{OpenApiRouter, routes};

use crate::app::App;
use crate::{bookable, change, create, files, moderate, place, portfolio, publish, search, show, trades};

/// What the service answers over HTTP, described.
pub fn openapi() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// What the service answers over HTTP.
pub fn router(app: Arc<App>) -> axum::Router {
    // A picture one byte too large is refused as a picture, not as a body.
    table().split_for_parts().0.layer(DefaultBodyLimit::max(LARGEST + 1024)).with_state(app)
}

fn table() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(create::http::create, show::http::own, change::http::describe))
        .routes(routes!(trades::http::set, trades::http::post))
        .routes(routes!(trades::http::list))
        .routes(routes!(place::http::set, place::http::post))
        .routes(routes!(publish::http::set))
        .routes(routes!(portfolio::http::list, portfolio::http::add))
        .routes(routes!(portfolio::http::sort))
        .routes(routes!(portfolio::http::describe, portfolio::http::remove))
        .routes(routes!(portfolio::http::set_avatar))
        .routes(routes!(bookable::http::offer))
        .routes(routes!(moderate::http::list))
        .routes(routes!(show::http::page))
        .routes(routes!(moderate::http::suspend))
        .routes(routes!(moderate::http::restore))
        .routes(routes!(files::http::show))
        .routes(routes!(search::http::search))
}
