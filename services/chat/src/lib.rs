//! Chat: conversations of two and of groups, what is said and shown in them,
//! and who is told of it. Messages are numbered by turns, and everything that
//! happens is kept in one order, so that a client that was away misses nothing
//! and sees nothing twice.

mod app;
pub mod audit;
mod block;
mod card;
mod change;
mod config;
mod demo;
mod disputed;
mod domain;
mod error;
mod feed;
mod files;
mod frames;
mod history;
mod http;
mod list;
mod open;
mod people;
mod presence;
mod receipts;
mod record;
mod report;
mod room;
mod rpc;
mod search;
mod send;
mod signals;
mod sweep;
mod view;

use std::sync::Arc;

use plaza_chat_api::chat_router;
use plaza_files::Files;
use plaza_identity_api::IdentityClient;
use plaza_orders_api::OrdersClient;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

use crate::app::App;
pub use crate::config::Config;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The chat service, as the binary lists it.
pub fn service() -> Service {
    Service::named::<Config, _, _>("chat", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let files = Files::local(&parts.data_dir.join("files/chat"))?;
        let identity = Arc::new(parts.client::<IdentityClient>());
        let orders = Arc::new(parts.client::<OrdersClient>());
        let app = Arc::new(App::new(&parts, identity, orders, files, parts.config()?));
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(chat_router(app.clone()))
            .on(disputed::on::DisputeChanged)
            .job(disputed::job::EraseWithheld(app.clone()))
            .reconciler(disputed::reconciler::NoteDisputes(app.clone()))
            .reconciler(sweep::job::ForgetFrames(app.clone()))
            .reconciler(sweep::job::RemoveFiles(app.clone()))
            .reconciler(sweep::job::RemoveStrays(app)))
    })
    .listens(LISTENS)
    .audit(|pool| Box::pin(audit::check(pool)))
}

/// Every event these listen to.
const LISTENS: &[&str] = &["orders.order.disputed.v1", "orders.order.resolved.v1"];
