//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_bookings_api::BookingId;
use plaza_core::Money;
use plaza_web::{Body, Id, Operator, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::error::Error;
use crate::view::{BookingView, text};

/// Gives back what is held for a person's time.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct GiveBackRequest {
    /// How much; all that is left unless told.
    pub amount: Option<Money>,
    /// Why; who booked and whose time it was read it in the booking's history.
    pub reason: Option<String>,
}

/// Gives back what was paid for a person's time, or a part of it, until `payment.heldUntil`; the rest becomes theirs then.
///
/// The booking stays what it is. What the organisation sold itself is given back with `POST /payments/{id}/refunds`.
#[utoipa::path(post, path = "/bookings/{id}/refunds", tag = "bookings", params(("id" = BookingId, Path)), request_body = GiveBackRequest, responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn give_back(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<BookingId>,
    Body(request): Body<GiveBackRequest>,
) -> Reply<Json<BookingView>> {
    let reason = text("reason", request.reason).map_err(Error::Fault)?;
    let booking = command::give_back(&app, &cx, id, request.amount, reason.as_deref()).await?;
    Ok(Json(BookingView::from(&booking)))
}
