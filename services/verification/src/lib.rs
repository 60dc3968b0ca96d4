//! Verification: people prove who they are with documents that are sealed at rest, operators review them,
//! and an approval counts until it expires. What is here of a person leaves only to themselves and their reviewer.

pub mod app;
pub mod audit;
pub mod config;
pub mod describe;
pub mod documents;
pub mod domain;
pub mod error;
pub mod expire;
pub mod facts;
pub mod http;
pub mod keep;
pub mod record;
pub mod review;
pub mod rpc;
pub mod seal;
pub mod show;
pub mod submit;

use plaza_service::{Built, Parts, Service};
use plaza_verification_api::verification_router;
use sqlx::migrate::Migrator;

use crate::app::App;
use crate::config::Config;

/// The tables of verification.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The verification service, as the binary lists it.
pub fn service() -> Service {
    Service::named::<Config, _, _>("verification", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = App::new(&parts)?;
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(verification_router(app.clone()))
            .reconciler(expire::job::ExpireCases(app.clone()))
            .reconciler(keep::retention::ForgetDocuments(app.clone()))
            .reconciler(keep::orphans::SweepOrphans(app.clone()))
            .reconciler(keep::rewrap::Rewrap(app)))
    })
    .audit(|pool| Box::pin(audit::check(pool)))
}
