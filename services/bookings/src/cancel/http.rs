//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_bookings_api::BookingId;
use plaza_core::Money;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::policy::CancellationQuote;
use crate::error::Error;
use crate::view::{BookingView, text};

/// Cancels a booking.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CancelRequest {
    /// Why, for the history.
    pub reason: Option<String>,
    /// The refund that was quoted; the request is refused if it would be less by now.
    pub expected_refund: Option<Money>,
}

/// A cancelled booking and what comes back.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cancelled {
    /// The booking.
    #[serde(flatten)]
    pub booking: BookingView,
    /// What came back and why.
    pub cancellation: CancellationQuote,
}

/// Quotes what cancelling now would give back, to the cent, and until when that holds.
#[utoipa::path(get, path = "/bookings/{id}/cancellation-quote", tag = "bookings", params(("id" = BookingId, Path)), responses((status = 200, body = CancellationQuote)), security(("bearer" = [])))]
pub async fn cancellation_quote(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
) -> Reply<Json<CancellationQuote>> {
    Ok(Json(command::quote_now(&app, &cx, id).await?))
}

/// Cancels a booking and gives back what its policy says; all of it when an operator cancels, or whose time it is.
#[utoipa::path(post, path = "/bookings/{id}/cancel", tag = "bookings", params(("id" = BookingId, Path)), request_body = CancelRequest, responses((status = 200, body = Cancelled)), security(("bearer" = [])))]
pub async fn cancel(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
    Body(request): Body<CancelRequest>,
) -> Reply<Json<Cancelled>> {
    let reason = text("reason", request.reason).map_err(Error::Fault)?;
    Ok(Json(command::cancel(&app, &cx, id, reason.as_deref(), request.expected_refund).await?))
}
