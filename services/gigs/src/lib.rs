//! Gigs: what professionals sell, in packages with extras and questions; moderated, searched, with pictures.

pub mod app;
pub mod audit;
pub mod change;
pub mod config;
pub mod create;
pub mod demo;
pub mod domain;
pub mod error;
pub mod facts;
pub mod http;
pub mod images;
pub mod moderate;
pub mod on;
pub mod record;
pub mod remove;
pub mod rpc;
pub mod search;
pub mod sellers;
pub mod show;
pub mod state;
pub mod sweep;
pub mod view;

use plaza_gigs_api::gigs_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

use crate::app::App;
use crate::config::Config;

/// The tables of gigs.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The gigs service, as the binary lists it.
pub fn service() -> Service {
    Service::named::<Config, _, _>("gigs", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = App::new(&parts)?;
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(gigs_router(app.clone()))
            .on(on::ProfileChanged)
            .on(on::RatingChanged)
            .job(sellers::job::RefreshSeller(app.clone()))
            .reconciler(sweep::job::SweepPictures(app)))
    })
    .listens(on::LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}
