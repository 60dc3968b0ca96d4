use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{features, settings};

/// The document of settings' routes.
pub fn openapi() -> OpenApi {
    all().into_openapi()
}

/// Settings' public routes.
pub fn router(app: Arc<App>) -> axum::Router {
    all().split_for_parts().0.with_state(app)
}

fn all() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(settings::http::get, settings::http::put))
        .routes(routes!(settings::http::put_one))
        .routes(routes!(features::http::list))
        .routes(routes!(features::http::put))
}
