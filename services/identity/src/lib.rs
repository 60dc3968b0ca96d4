//! Identity: accounts, organisations, roles, sessions and the keys that verify
//! access tokens. Answers never tell whether an address has an account; tokens
//! and events never carry an address or a name.

mod access;
mod account;
mod app;
mod audit;
mod config;
mod demo;
mod domain;
mod error;
mod http;
mod jwks;
mod keys;
mod login;
mod logout;
mod mail;
mod organisations;
mod pages;
mod password;
mod passwords;
mod people;
mod profile;
mod recover;
mod refresh;
mod register;
mod rpc;
mod secrets;
mod sessions;
mod sweep;
mod switch;
mod verify;

use plaza_identity_api::identity_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

pub use access::Claims;
pub use app::App;
pub use config::Config;
pub use error::Error;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Identity: accounts, organisations, roles, sessions, signing keys.
pub fn service() -> Service {
    Service::named::<Config, _, _>("identity", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = App::new(&parts)?;
        let rotation = keys::Rotation { keys: app.keys.clone(), db: app.db.clone(), days: app.config.signing_key_days };
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(identity_router(app.clone()))
            .job(mail::request::MailRequest(app.clone()))
            .reconciler(sweep::Sweep(app.db.clone()))
            .reconciler(rotation))
    })
    .audit(|pool| Box::pin(audit::check(pool)))
}
