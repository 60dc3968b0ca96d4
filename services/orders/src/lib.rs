//! Orders: offers, work from the first agreement to the last payment, disputes.
//! What is held, released or given back is decided with the order's state and done by
//! jobs under keys of its own, so that no crash and no repetition moves money twice.

pub mod accept;
pub mod answer;
pub mod app;
pub mod audit;
pub mod buy;
pub mod cancel;
pub mod change;
pub mod complete;
pub mod config;
pub mod counter;
pub mod deliver;
pub mod dispute;
pub mod domain;
pub mod error;
pub mod expire;
pub mod extend;
pub mod facts;
pub mod files;
pub mod fund;
pub mod http;
pub mod list;
pub mod money;
pub mod offer;
pub mod offers;
pub mod on;
pub mod record;
pub mod revise;
pub mod rpc;
pub mod show;
pub mod silence;
pub mod start;
pub mod view;

use std::sync::Arc;

use plaza_chat_api::ChatClient;
use plaza_files::Files;
use plaza_gigs_api::GigsClient;
use plaza_orders_api::orders_router;
use plaza_payments_api::PaymentsClient;
use plaza_professionals_api::ProfessionalsClient;
use plaza_service::{Built, Parts, Service};
use plaza_settings_api::SettingsClient;
use sqlx::migrate::Migrator;

use crate::app::{App, Others};
use crate::config::Config;

/// The tables of orders.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The orders service, as the binary lists it.
pub fn service() -> Service {
    Service::named::<Config, _, _>("orders", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let others = Others {
            chat: Arc::new(parts.client::<ChatClient>()),
            gigs: Arc::new(parts.client::<GigsClient>()),
            payments: Arc::new(parts.client::<PaymentsClient>()),
            professionals: Arc::new(parts.client::<ProfessionalsClient>()),
            settings: Arc::new(parts.client::<SettingsClient>()),
        };
        let files = Files::local(&parts.data_dir.join("files/orders"))?;
        Ok(built(App::new(parts.db.clone(), files, others, parts.config::<Config>()?)))
    })
    .listens(on::LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}

/// The service's parts over an app; tests make the app with fakes of the others.
pub fn built(app: App) -> Built {
    let shared = Arc::new(app.clone());
    let (db, payments, chat) = (app.db.clone(), app.others.payments.clone(), app.others.chat.clone());
    Built::new()
        .http(http::router(shared.clone()))
        .rpc(orders_router(shared))
        .on(on::PaymentSettled)
        .on(on::PaidOut)
        .runner(app.runner.clone())
        .job(money::job::MoveMoney { db: db.clone(), payments })
        .job(show::job::ShowCard { db: db.clone(), chat })
        .reconciler(money::job::TakeUpMoves(db))
        .reconciler(files::sweep::SweepFiles(app.clone()))
        .reconciler(expire::job::ExpireOffers(app.clone()))
        .reconciler(silence::job::CompleteSilent(app))
}
