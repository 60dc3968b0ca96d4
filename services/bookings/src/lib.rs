//! Bookings: availability, holds, confirmation, moving, cancelling and closures.
//! Every claim on a unit lives in one table under one constraint, so that no
//! slot is ever taken twice.

pub mod app;
pub mod audit;
pub mod availability;
pub mod book;
pub mod calendar;
pub mod cancel;
pub mod catalogue;
pub mod change;
pub mod claims;
pub mod closures;
pub mod complete;
pub mod config;
pub mod demo;
pub mod domain;
pub mod error;
pub mod expire;
pub mod export;
pub mod facts;
pub mod give_back;
pub mod host;
pub mod http;
pub mod list;
pub mod objection;
pub mod on;
pub mod pay;
pub mod quote;
pub mod record;
pub mod reschedule;
pub mod rpc;
pub mod status;
pub mod view;

use std::sync::Arc;

use plaza_bookings_api::bookings_router;
use plaza_identity_api::IdentityClient;
use plaza_notifications_api::NotificationsClient;
use plaza_payments_api::PaymentsClient;
use plaza_resources_api::ResourcesClient;
use plaza_service::{Built, Parts, Service};
use plaza_settings_api::SettingsClient;
use sqlx::migrate::Migrator;

use crate::app::{App, Others};
use crate::config::Config;

/// The tables of bookings.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The bookings service, as the binary lists it.
pub fn service() -> Service {
    Service::named::<Config, _, _>("bookings", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let others = Others {
            resources: Arc::new(parts.client::<ResourcesClient>()),
            payments: Arc::new(parts.client::<PaymentsClient>()),
            notifications: Arc::new(parts.client::<NotificationsClient>()),
            settings: Arc::new(parts.client::<SettingsClient>()),
            identity: Arc::new(parts.client::<IdentityClient>()),
        };
        Ok(built(App::new(parts.db.clone(), others, parts.config::<Config>()?)))
    })
    .listens(on::LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}

/// The service's parts over an app; tests make the app with fakes of the others.
pub fn built(app: App) -> Built {
    let shared = Arc::new(app.clone());
    Built::new()
        .http(http::router(shared.clone()))
        .rpc(bookings_router(shared))
        .on(on::PaymentSettled)
        .on(pay::follow::HearOfRefund)
        .on(on::CatalogueChanged(app.catalogue.clone()))
        .on(on::SettingsChanged(app.clone()))
        .runner(app.runner.clone())
        .job(pay::refund::RefundBooking { db: app.db.clone(), payments: app.payments.clone() })
        .reconciler(pay::refund::TakeUpRefunds(app.db.clone()))
        .job(pay::follow::FollowRefund { db: app.db.clone(), payments: app.payments.clone() })
        .job(pay::release::ReleaseBooking { db: app.db.clone(), payments: app.payments.clone() })
        .reconciler(pay::release::TakeUpReleases(app.db.clone()))
        .reconciler(expire::job::ExpireHolds(app.clone()))
        .reconciler(complete::job::CompletePast(app))
}
