//! Settings: what each organisation has decided, typed and checked, with
//! defaults for the rest, and feature flags that can be rolled out by share.

mod app;
mod check;
mod config;
mod domain;
mod error;
mod features;
mod http;
mod rpc;
mod settings;

use plaza_service::{Built, Parts, Service};
use plaza_settings_api::settings_router;
use sqlx::migrate::Migrator;

pub use config::Config;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Settings: typed settings and feature flags of each organisation.
pub fn service() -> Service {
    Service::named::<Config, _, _>("settings", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = app::App::new(&parts);
        Ok(Built::new().http(http::router(app.clone())).rpc(settings_router(app)))
    })
    .audit(|pool| Box::pin(check::check(pool)))
}
