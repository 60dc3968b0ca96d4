//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_bookings_api::BookingId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::error::Error;
use crate::view::{BookingView, slot};

/// Moves a booking.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RescheduleRequest {
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
}

/// Moves a booking to another time; a cheaper one gives the difference back, a dearer one is refused.
#[utoipa::path(post, path = "/bookings/{id}/reschedule", tag = "bookings", params(("id" = BookingId, Path)), request_body = RescheduleRequest, responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn reschedule(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
    Body(request): Body<RescheduleRequest>,
) -> Reply<Json<BookingView>> {
    let slot = slot("endDateTime", request.start_date_time, request.end_date_time).map_err(Error::Fault)?;
    let booking = command::reschedule(&app, &cx, id, slot).await?;
    Ok(Json(BookingView::from(&booking)))
}
