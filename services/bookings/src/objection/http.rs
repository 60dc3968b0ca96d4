//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_bookings_api::BookingId;
use plaza_core::Fault;
use plaza_web::{Body, Id, Operator, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::error::Error;
use crate::view::{BookingView, text};

/// What was not as agreed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ObjectionRequest {
    /// In at most 500 characters; operators and the person whose time it was read it.
    pub text: String,
}

/// Why nothing is given back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ObjectionRejection {
    /// In at most 500 characters; both of the booking read it in its history.
    pub reason: String,
}

/// Says that a person's hour was not as agreed, from its start until `payment.heldUntil`.
///
/// What was paid stays held until an operator gives back all or a part of it, or rejects the objection. Once for each booking.
#[utoipa::path(post, path = "/bookings/{id}/objection", tag = "bookings", params(("id" = BookingId, Path)), request_body = ObjectionRequest, responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn object(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
    Body(request): Body<ObjectionRequest>,
) -> Reply<Json<BookingView>> {
    let said = said("text", request.text)?;
    let booking = command::raise(&app, &cx, id, &said).await?;
    Ok(Json(BookingView::from(&booking)))
}

/// Takes one's objection back: what is held becomes the person's when it would have, or at once when that is over.
#[utoipa::path(delete, path = "/bookings/{id}/objection", tag = "bookings", params(("id" = BookingId, Path)), responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn withdraw(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
) -> Reply<Json<BookingView>> {
    let booking = command::withdraw(&app, &cx, id).await?;
    Ok(Json(BookingView::from(&booking)))
}

/// Rejects an objection: nothing is given back, and what is held goes its way.
#[utoipa::path(post, path = "/bookings/{id}/objection/rejection", tag = "bookings", params(("id" = BookingId, Path)), request_body = ObjectionRejection, responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn reject(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<BookingId>,
    Body(request): Body<ObjectionRejection>,
) -> Reply<Json<BookingView>> {
    let reason = said("reason", request.reason)?;
    let booking = command::reject(&app, &cx, id, &reason).await?;
    Ok(Json(BookingView::from(&booking)))
}

/// A text that must be there.
fn said(field: &str, given: String) -> Result<String, Error> {
    text(field, Some(given))?.ok_or_else(|| Fault::invalid(field, "must say something").into())
}
