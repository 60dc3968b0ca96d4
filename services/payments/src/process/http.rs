use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_bookings_api::{BookingCard, BookingId, BookingStatus, PayBooking};
use plaza_core::{Kind, Money};
use plaza_payments_api::{InvoiceId, NextAction, PaymentId, PaymentMethod, PaymentStatus};
use plaza_web::{Body, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::{Error, Result};
use crate::payments::query;

/// What to pay and how.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcessPayment {
    /// The held booking.
    pub booking_id: BookingId,
    /// How.
    pub payment_info: PaymentMethod,
}

/// How far the payment of a booking got.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessedPayment {
    /// The booking.
    pub booking_id: BookingId,
    /// Where the booking is now.
    pub booking_status: BookingStatus,
    /// What it costs.
    pub amount: Money,
    /// The payment, once there is one.
    pub payment_id: Option<PaymentId>,
    /// How the payment stands.
    pub status: Option<PaymentStatus>,
    /// Why it failed, as a stable code.
    pub failure: Option<String>,
    /// What the payer has to do.
    pub next_action: Option<NextAction>,
    /// The invoice, once paid.
    pub invoice_id: Option<InvoiceId>,
}

/// Pays a held booking (000-64); the booking is confirmed when the payment is completed.
#[utoipa::path(post, path = "/payments/process", tag = "payments", request_body = ProcessPayment, responses((status = 200, body = ProcessedPayment)), security(("bearer" = [])))]
pub async fn process(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<ProcessPayment>,
) -> Reply<Json<ProcessedPayment>> {
    let paid = app.bookings.pay(&cx, PayBooking { booking: request.booking_id, method: request.payment_info }).await;
    let answer = match paid {
        Ok(booking) => Ok(view(&app, booking).await?),
        Err(fault) => Err(fault),
    };
    let mut tx = app.db.begin(&cx).await?;
    match &answer {
        Ok(view) => tx.answer(200, view),
        // A repeat under the same key must not try the card again.
        Err(fault) if fault.kind == Kind::PaymentRequired => {
            tx.answer(fault.kind.status(), &plaza_rpc::problem::document(fault));
        }
        Err(_) => {}
    }
    tx.commit().await?;
    Ok(Json(answer?))
}

async fn view(app: &App, booking: BookingCard) -> Result<ProcessedPayment, Error> {
    let payment = match booking.payment_id {
        Some(id) => query::find(app.db.pool(), booking.org_id, id).await?,
        None => None,
    };
    Ok(ProcessedPayment {
        booking_id: booking.id,
        booking_status: booking.status,
        amount: booking.price,
        payment_id: booking.payment_id,
        status: payment.as_ref().map(|payment| payment.status).or(booking.payment_status),
        failure: payment.as_ref().and_then(|payment| payment.failure.clone()),
        next_action: payment.as_ref().and_then(|payment| payment.next_action()).or(booking.next_action),
        invoice_id: payment.and_then(|payment| payment.invoice),
    })
}
