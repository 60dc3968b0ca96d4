//! Reviews: what people say of each other and of places, what it comes to, and the levels that follow.

mod app;
mod audit;
mod config;
mod domain;
mod error;
mod http;
mod list;
mod moderate;
mod open;
mod people;
mod publish;
mod ratings;
mod record;
mod reply;
mod reputation;
mod seed;
mod submit;

use plaza_reviews_api::reviews_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

use crate::app::App;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Reviews, ratings, levels and badges.
pub fn service() -> Service {
    Service::named::<config::Config, _, _>("reviews", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = App::new(&parts);
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(reviews_router(app.clone()))
            .on(open::on::OrderCompleted)
            .on(open::on::StayCompleted)
            .on(open::on::HourMissed)
            .on(reputation::on::WorkChanged)
            .on(reputation::on::Answered)
            .reconciler(publish::reconciler::PublishDue(app)))
    })
    .listens(LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}

/// Every event these listen to.
const LISTENS: &[&str] = &[
    "orders.order.completed.v1",
    "bookings.booking.completed.v1",
    "bookings.booking.no_show.v1",
    "bookings.booking.cancelled.v1",
    "orders.order.delivered.v1",
    "orders.order.cancelled.v1",
    "chat.message.sent.v1",
];
