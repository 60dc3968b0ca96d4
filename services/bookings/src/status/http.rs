//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_bookings_api::{BookingId, BookingStatus};
use plaza_core::Fault;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command::{self, Decision};
use crate::app::App;
use crate::error::Error;
use crate::view::{BookingView, text};

/// Sets a booking's state.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusRequest {
    /// `confirmed` (without payment), `cancelled`, `completed` or `no_show`.
    pub status: BookingStatus,
    /// Why, for the history.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Sets a booking's state: confirmed without payment, cancelled with everything given back, completed, or no-show.
///
/// Operators set each of them; the person whose time is booked cancelled and no-show.
#[utoipa::path(patch, path = "/bookings/{id}/status", tag = "bookings", params(("id" = BookingId, Path)), request_body = StatusRequest, responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn set_status(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
    Body(request): Body<StatusRequest>,
) -> Reply<Json<BookingView>> {
    let decision = decision(request.status).map_err(Error::Fault)?;
    let reason = text("reason", request.reason).map_err(Error::Fault)?;
    let booking = command::set_status(&app, &cx, id, decision, reason.as_deref()).await?;
    Ok(Json(BookingView::from(&booking)))
}

fn decision(status: BookingStatus) -> Result<Decision, Fault> {
    match status {
        BookingStatus::Confirmed => Ok(Decision::Confirm),
        BookingStatus::Cancelled => Ok(Decision::Cancel),
        BookingStatus::Completed => Ok(Decision::Complete),
        BookingStatus::NoShow => Ok(Decision::NoShow),
        BookingStatus::Held | BookingStatus::Pending | BookingStatus::Expired => {
            Err(Fault::invalid("status", "must be confirmed, cancelled, completed or no_show"))
        }
    }
}
