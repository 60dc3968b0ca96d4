//! Payments: a provider behind a trait, a double-entry ledger that sums to
//! zero, gap-free invoices, refunds that never exceed the charge.

pub mod app;
mod audit;
mod billing;
mod cancel;
mod challenge;
mod charge;
pub mod config;
pub mod document;
pub mod domain;
pub mod error;
mod escrow;
mod facts;
mod http;
mod invoices;
mod ledger;
mod payments;
mod payout;
mod plans;
mod process;
pub mod provider;
mod record;
mod refund;
mod rpc;
mod settle;
mod statement;
mod subscribe;
mod webhook;

#[cfg(test)]
mod crashing;

#[cfg(test)]
#[path = "../tests/it/fakes.rs"]
mod fakes;

use plaza_payments_api::payments_router;
use plaza_service::{Built, Parts, Service};
use sqlx::migrate::Migrator;

use crate::app::App;
use crate::config::Config;
use crate::payout::reconciler::PayOut;
use crate::provider::sandbox::delivery::{Deliver, Settle};
use crate::settle::reconciler::LookUp;
use crate::subscribe::on;
use crate::subscribe::renew::{CallOff, Renew};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Payments: charges, refunds, the ledger and invoices, with a built-in sandbox provider.
pub fn service() -> Service {
    Service::named::<Config, _, _>("payments", &MIGRATIONS, http::openapi, |parts: Parts| async move {
        let app = App::new(&parts)?;
        Ok(Built::new()
            .http(http::router(app.clone()))
            .rpc(payments_router(app.clone()))
            .job(Deliver(app.sandbox.clone()))
            .job(Settle(app.sandbox.clone()))
            .job(CallOff(app.clone()))
            .on(on::Settled)
            .reconciler(LookUp::new(&app))
            .reconciler(PayOut(app.clone()))
            .reconciler(Renew(app)))
    })
    .listens(on::PATTERNS)
    .audit(|pool| Box::pin(audit::check(pool)))
}
