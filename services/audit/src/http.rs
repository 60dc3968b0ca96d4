use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{export, report, search};

/// The document of audit's routes.
pub fn openapi() -> OpenApi {
    all().into_openapi()
}

/// Audit's public routes.
pub fn router(app: Arc<App>) -> axum::Router {
    all().split_for_parts().0.with_state(app)
}

fn all() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(search::http::logs))
        .routes(routes!(report::http::report))
        .routes(routes!(export::http::export))
}
