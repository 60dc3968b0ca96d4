//! The public operations of verification.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{describe, documents, review, show, submit};

/// The operations' document.
pub fn openapi() -> OpenApi {
    operations().into_openapi()
}

/// The operations over the service.
pub fn router(app: Arc<App>) -> Router {
    // One byte more than is taken: what is larger is refused in our own words.
    let most = DefaultBodyLimit::max(documents::upload::LARGEST + 1);
    operations().split_for_parts().0.layer(most).with_state(app)
}

fn operations() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(show::http::show, describe::http::describe))
        .routes(routes!(documents::http::upload))
        .routes(routes!(documents::http::open, documents::http::remove))
        .routes(routes!(submit::http::submit))
        .routes(routes!(review::http::queue))
        .routes(routes!(review::http::show))
        .routes(routes!(review::http::take))
        .routes(routes!(review::http::release))
        .routes(routes!(review::http::approve))
        .routes(routes!(review::http::reject))
        .routes(routes!(review::http::revoke))
}
