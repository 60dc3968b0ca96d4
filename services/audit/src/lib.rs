//! Audit: writes every event of the platform into one log and lets those who
//! run an organisation search it, count it and take it out as a table.

mod app;
mod check;
mod config;
mod domain;
mod error;
mod export;
mod http;
mod partitions;
mod record;
mod report;
mod search;

use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

pub use config::Config;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Audit: every event, searchable by actor, entity, kind and time.
pub fn service() -> Service {
    Service::named::<Config, _, _>("audit", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = app::App::new(&parts);
        Ok(Built::new()
            .http(http::router(app.clone()))
            .on(record::Record)
            .reconciler(partitions::Partitions(app.db.clone())))
    })
    .listens(&["*"])
    .audit(|pool| Box::pin(check::check(pool)))
}
