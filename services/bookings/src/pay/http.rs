//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_bookings_api::BookingId;
use plaza_payments_api::PaymentMethod;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::view::BookingView;

/// Pays for a held booking.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmRequest {
    /// How it is paid.
    pub payment_info: PaymentMethod,
}

/// Pays for a held booking; answers confirmed, or pending when the payer or the provider has to act.
#[utoipa::path(post, path = "/bookings/{id}/confirm", tag = "bookings", params(("id" = BookingId, Path)), request_body = ConfirmRequest, responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn confirm(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
    Body(request): Body<ConfirmRequest>,
) -> Reply<Json<BookingView>> {
    let booking = command::pay(&app, &cx, id, request.payment_info).await?;
    Ok(Json(BookingView::from(&booking)))
}
