//! Professionals: who offers what and where, their work in pictures, and finding them: by trade, text, place, price,
//! rating, language and free time.

mod app;
mod audit;
mod bookable;
mod change;
mod config;
mod create;
mod demo;
mod domain;
mod error;
mod files;
mod http;
mod listings;
mod membership;
mod moderate;
mod on;
mod place;
mod portfolio;
mod publish;
mod record;
mod rpc;
pub mod search;
mod show;
mod sweep;
mod trades;
mod view;

use std::time::Duration;

use plaza_professionals_api::professionals_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

pub use audit::check;
pub use config::Config;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The professionals service.
pub fn service() -> Service {
    Service::named::<Config, _, _>("professionals", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let config = parts.config::<Config>()?;
        let app = app::App::new(&parts, &config)?;
        app.index.clone().follow(&parts.tasks, Duration::from_millis(config.search_poll_ms.max(10)));
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(professionals_router(app.clone()))
            .on(on::RatingChanged)
            .on(on::LevelChanged)
            .on(on::VerificationDecided)
            .on(on::RolesChanged)
            .job(membership::job::FollowMembership(app.clone()))
            .reconciler(search::CatchUp(app.index.clone()))
            .reconciler(sweep::SweepPictures(app)))
    })
    .listens(on::LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}

/// What a trade is called in a language, for the demo's texts.
pub fn trade_name(slug: &str, locale: plaza_core::Locale) -> Option<&'static str> {
    let all = domain::taxonomy::taxonomy();
    all.number(slug).and_then(|number| all.trade(number)).map(|trade| trade.named.name(locale))
}
