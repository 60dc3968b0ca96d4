//! The operations over HTTP.

use std::sync::Arc;

use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::{Fault, UserId};
use plaza_payments_api::PaymentMethod;
use plaza_resources_api::ResourceId;
use plaza_web::{Body, Created, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command::{self, Wanted};
use crate::app::App;
use crate::error::Error;
use crate::view::{BookingView, slot, text};

/// The most people one can bring.
const MOST_ATTENDEES: usize = 1_000;

/// Books a resource (000-169).
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateBookingRequest {
    /// What.
    pub resource_id: ResourceId,
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// What for.
    #[serde(default)]
    pub purpose: Option<String>,
    /// Who else comes.
    #[serde(default)]
    pub attendee_ids: Vec<UserId>,
    /// How it is paid at once; without it a priced slot is held until it is paid.
    #[serde(default)]
    pub payment_info: Option<PaymentMethod>,
    /// For whom, when an operator books for a member.
    #[serde(default)]
    pub user_id: Option<UserId>,
}

/// Books a resource: a free one is confirmed at once, a priced one is held until it is paid.
///
/// A refusal names the rule and offers up to three slots that can be booked.
#[utoipa::path(post, path = "/bookings", tag = "bookings", request_body = CreateBookingRequest, responses((status = 201, body = BookingView)), security(("bearer" = [])))]
pub async fn book(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<CreateBookingRequest>,
) -> Reply<Created<BookingView>> {
    let wanted = wanted(request).map_err(Error::Fault)?;
    let booking = command::book(&app, &cx, wanted).await?;
    Ok(Created(BookingView::from(&booking)))
}

fn wanted(request: CreateBookingRequest) -> Result<Wanted, Fault> {
    let mut attendees = request.attendee_ids;
    attendees.sort_unstable();
    attendees.dedup();
    if attendees.len() > MOST_ATTENDEES {
        return Err(Fault::invalid("attendeeIds", format!("must be at most {MOST_ATTENDEES}")));
    }
    if request.payment_info.as_ref().is_some_and(|info| info.method != "card") {
        return Err(Fault::invalid("paymentInfo.method", "must be 'card'"));
    }
    Ok(Wanted {
        resource: request.resource_id,
        slot: slot("endDateTime", request.start_date_time, request.end_date_time)?,
        purpose: text("purpose", request.purpose)?,
        attendees,
        method: request.payment_info,
        user: request.user_id,
    })
}
