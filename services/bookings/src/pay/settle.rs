//! Waiting, within a request, for the payment it began.

use std::time::Duration;

use plaza_core::{Cx, Fault};
use plaza_db::idempotency;
use plaza_saga::{Saga, SagaId, desk};
use tokio::time::{Instant, sleep};

use super::saga::CreateBooking;
use crate::app::App;
use crate::domain::booking::State;
use crate::error::Error;
use crate::record::{self, Booking};
use crate::view::BookingView;

/// How often the request looks when another worker drives the saga.
const LOOK: Duration = Duration::from_millis(40);

/// Drives the saga and answers what the booking has become: confirmed, or still pending
/// when somebody else has to act or time is over. The answer kept for the request's
/// idempotency key becomes this one.
///
/// # Errors
/// Why the payment was refused.
pub async fn settle(app: &App, cx: &Cx, pending: &Booking, saga: SagaId) -> Result<Booking, Error> {
    let outcome = drive(app, pending, saga).await;
    let (status, body) = match &outcome {
        Ok(booking) => (
            if pending.version == 1 { 201 } else { 200 },
            serde_json::to_value(BookingView::from(booking)).unwrap_or_default(),
        ),
        Err(Error::Fault(fault)) => (fault.kind.status(), plaza_rpc::problem::document(fault)),
        Err(_) => return outcome,
    };
    if let Some(key) = &cx.idempotency {
        // The answer kept at the commit said `pending`; a repeat of the request deserves the outcome.
        idempotency::replace(app.db.pool(), &cx.actor_label(), key, status, &body).await?;
    }
    outcome
}

async fn drive(app: &App, pending: &Booking, saga: SagaId) -> Result<Booking, Error> {
    if app.config.payment_wait_ms == 0 {
        return Ok(pending.clone());
    }
    let until = Instant::now() + Duration::from_millis(app.config.payment_wait_ms);
    loop {
        if let Err(fault) = app.runner.drive(saga).await {
            // The saga is persisted: whoever is left drives it on.
            tracing::warn!(%fault, "a payment's saga could not be driven within its request");
        }
        let booking = record::find(app.db.pool(), pending.org, pending.id).await?;
        match booking.state {
            State::Pending if waits_for_others(&booking) || Instant::now() >= until => return Ok(booking),
            State::Pending => sleep(LOOK).await,
            State::Held | State::Cancelled | State::Expired => return Err(refusal(app, &booking).await?.into()),
            State::Confirmed | State::Completed | State::NoShow => return Ok(booking),
        }
    }
}

fn waits_for_others(booking: &Booking) -> bool {
    matches!(booking.payment_status.as_deref(), Some("created" | "action_required" | "pending"))
}

async fn refusal(app: &App, booking: &Booking) -> Result<Fault, Error> {
    let attempt = booking.attempt_id.unwrap_or(booking.id.uuid());
    let card = desk::find(&app.db, CreateBooking::NAME, attempt).await?;
    let reason = card.and_then(|card| card.reason).and_then(|reason| serde_json::from_value::<Fault>(reason).ok());
    let fallback = || Fault::conflict("bookings.no_longer_pending", "The booking was given up meanwhile.");
    Ok(reason.unwrap_or_else(fallback).with("bookingId", booking.id).with("bookingStatus", booking.state.name()))
}
