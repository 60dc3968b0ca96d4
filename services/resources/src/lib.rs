//! Resources: places, what can be booked in them with its hours, rules and
//! rates, and finding it by text, place, price and free time.

mod amenities;
pub mod app;
mod archive;
mod audit;
mod body;
mod catalogue;
mod categories;
mod change;
mod config;
mod domain;
mod error;
mod http;
mod locations;
mod on;
mod person;
mod photos;
mod publish;
mod rpc;
mod search;
mod seed;
mod show;
mod similar;

use config::Config;
use plaza_resources_api::resources_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The resources service.
pub fn service() -> Service {
    Service::named::<Config, _, _>("resources", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = app::App::new(&parts);
        Ok(Built::new().http(http::router(app.clone())).rpc(resources_router(app)).on(on::ProfileChanged))
    })
    .listens(on::LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}
