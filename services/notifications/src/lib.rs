//! Notifications: what happens elsewhere is told to the people it concerns, by mail and in the app.
//! Each is recorded once per person and key; its texts are made and sent by jobs, outside any transaction.

pub mod app;
pub mod audit;
pub mod config;
pub mod deliver;
pub mod domain;
pub mod error;
pub mod http;
pub mod list;
pub mod mark_read;
pub mod on;
pub mod outbox;
pub mod payload;
pub mod preferences;
pub mod record;
pub mod remind;
pub mod rpc;
pub mod send;
pub mod sweep;
pub mod try_out;

use plaza_notifications_api::notifications_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

use crate::app::App;
use crate::config::Config;

/// The tables of notifications.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The notifications service, as the binary lists it.
pub fn service() -> Service {
    Service::named::<Config, _, _>("notifications", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = App::new(&parts)?;
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(notifications_router(app.clone()))
            .on(on::AccountChanged)
            .on(on::BookingChanged)
            .on(on::PaymentChanged)
            .on(on::WorkChanged)
            .on(on::PayoutCompleted)
            .on(on::ReviewShown)
            .on(on::GigDecided)
            .on(on::ProfileJudged)
            .on(on::CaseDecided)
            .job(deliver::job::Deliver(app.clone()))
            .job(send::job::SendMail(app.clone()))
            .job(remind::job::PlanReminder(app.clone()))
            .job(remind::job::Remind(app.clone()))
            .reconciler(sweep::job::ForgetMails(app)))
    })
    .listens(on::LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}
