//! Waiting, within a request, for the payment it began.

use std::time::Duration;

use plaza_core::{Cx, Fault};
use plaza_db::idempotency;
use plaza_orders_api::OrderStatus;
use plaza_saga::{Saga, SagaId, desk};
use serde::Serialize;
use tokio::time::{Instant, sleep};

use super::saga::FundOrder;
use crate::app::App;
use crate::error::Error;
use crate::record::{self, Order};

/// How often the request looks when another worker drives the saga.
const LOOK: Duration = Duration::from_millis(40);

/// Drives the saga and answers what the order has become: funded, or still awaiting its payment
/// when somebody else has to act, payments are away or time is over.
///
/// # Errors
/// Why the payment was refused.
pub async fn drive(app: &App, placed: &Order, saga: SagaId) -> Result<Order, Error> {
    if app.config.payment_wait_ms == 0 {
        return Ok(placed.clone());
    }
    let until = Instant::now() + Duration::from_millis(app.config.payment_wait_ms);
    loop {
        if let Err(fault) = app.runner.drive(saga).await {
            // The saga is persisted: whoever is left drives it on.
            tracing::warn!(%fault, "a payment's saga could not be driven within its request");
        }
        let order = record::find(app.db.pool(), placed.org, placed.id).await?;
        match order.work.status {
            OrderStatus::AwaitingPayment if waits_for_others(&order) || Instant::now() >= until => return Ok(order),
            OrderStatus::AwaitingPayment => sleep(LOOK).await,
            OrderStatus::Cancelled if order.funded_at.is_none() => return Err(refusal(app, &order).await?.into()),
            _ => return Ok(order),
        }
    }
}

/// Keeps the outcome for the request's idempotency key: what was kept at the commit said that the
/// payment is under way, and a repeat deserves the outcome.
///
/// # Errors
/// As the database fails.
pub async fn keep<T: Serialize>(app: &App, cx: &Cx, outcome: &Result<(u16, T), Error>) -> Result<(), Error> {
    let Some(key) = &cx.idempotency else { return Ok(()) };
    let (status, body) = match outcome {
        Ok((status, view)) => (*status, serde_json::to_value(view).unwrap_or_default()),
        Err(Error::Fault(fault)) => (fault.kind.status(), plaza_rpc::problem::document(fault)),
        Err(_) => return Ok(()),
    };
    idempotency::replace(app.db.pool(), &cx.actor_label(), key, status, &body).await?;
    Ok(())
}

/// 202 while payments cannot be reached: the order is kept and goes on by itself.
pub fn status(order: &Order) -> u16 {
    if order.payment_problem.is_some() { 202 } else { 201 }
}

fn waits_for_others(order: &Order) -> bool {
    let asked = matches!(order.payment_status.as_deref(), Some("created" | "action_required" | "pending"));
    asked || order.payment_problem.is_some()
}

async fn refusal(app: &App, order: &Order) -> Result<Fault, Error> {
    let card = desk::find(&app.db, FundOrder::NAME, order.id.uuid()).await?;
    let reason = card.and_then(|card| card.reason).and_then(|reason| serde_json::from_value::<Fault>(reason).ok());
    let fallback = || Fault::conflict("orders.no_longer_awaiting", "The order was given up meanwhile.");
    Ok(reason.unwrap_or_else(fallback).with("orderId", order.id).with("orderStatus", order.work.status))
}
