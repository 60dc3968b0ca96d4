use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{
    jwks, login, logout, organisations, password, people, profile, recover, refresh, register, sessions, switch, verify,
};

/// The document of identity's routes.
pub fn openapi() -> OpenApi {
    all().into_openapi()
}

/// Identity's public routes.
pub fn router(app: Arc<App>) -> axum::Router {
    all().split_for_parts().0.with_state(app)
}

fn all() -> OpenApiRouter<Arc<App>> {
    auth().merge(users()).merge(orgs())
}

fn auth() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(register::http::register))
        .routes(routes!(verify::page::page, verify::http::verify))
        .routes(routes!(verify::page::submit))
        .routes(routes!(verify::http::resend))
        .routes(routes!(login::http::login))
        .routes(routes!(refresh::http::refresh))
        .routes(routes!(logout::http::logout))
        .routes(routes!(switch::http::switch))
        .routes(routes!(recover::http::forgot))
        .routes(routes!(recover::page::page, recover::http::reset))
        .routes(routes!(recover::page::submit))
        .routes(routes!(sessions::http::list))
        .routes(routes!(sessions::http::end))
        .routes(routes!(jwks::auth_jwks))
        .routes(routes!(jwks::well_known_jwks))
}

fn users() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(profile::http::get, profile::http::put))
        .routes(routes!(profile::http::preferences))
        .routes(routes!(password::http::change))
        .routes(routes!(people::http::list))
        .routes(routes!(people::http::get))
        .routes(routes!(people::http::set_roles))
}

fn orgs() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(organisations::http::create, organisations::http::mine))
        .routes(routes!(organisations::http::current))
}
