//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Duration, Utc};
use plaza_core::Slot;
use plaza_resources_api::ResourceId;
use plaza_web::{Caller, Id, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::book::offer::free;
use crate::domain::alternatives::open_in;
use crate::domain::availability::next_free;
use crate::error::Error;
use crate::view::window;

/// The longest window, in days.
const LONGEST_DAYS: i64 = 62;

/// Which time to look at.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AvailabilityParams {
    /// From when.
    pub start_date: DateTime<Utc>,
    /// Until when, at most 62 days later.
    pub end_date: DateTime<Utc>,
    /// The shortest free time worth showing, in minutes; the resource's shortest booking unless told.
    #[serde(default)]
    pub minutes: Option<u32>,
}

/// What is open and what is free.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AvailabilityView {
    /// The resource.
    pub resource_id: ResourceId,
    /// The place's IANA zone.
    pub time_zone: String,
    /// How many units it has.
    pub units: usize,
    /// Whether it can be booked at all now.
    pub bookable: bool,
    /// When the place is open.
    pub open: Vec<Span>,
    /// What can be booked, buffers taken off; two may overlap where different units are free.
    pub free: Vec<FreeSpan>,
    /// The first time of the shortest length that can be booked from now on.
    pub next_free: Option<Span>,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
}

/// A stretch of time that can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FreeSpan {
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// How many units are free for all of it.
    pub units: usize,
}

/// Shows when a resource is open and what of that is free.
#[utoipa::path(get, path = "/resources/{id}/availability", tag = "bookings", params(("id" = ResourceId, Path), AvailabilityParams), responses((status = 200, body = AvailabilityView)))]
pub async fn availability(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Id(id): Id<ResourceId>,
    Params(params): Params<AvailabilityParams>,
) -> Reply<Json<AvailabilityView>> {
    let bookable = app.catalogue.get(&cx, id).await?;
    let window = window("endDate", params.start_date, params.end_date, LONGEST_DAYS).map_err(Error::Fault)?;
    let shortest = Duration::minutes(i64::from(params.minutes.unwrap_or(bookable.rules.min_minutes).max(1)));
    let found = if bookable.card.active { free(&app, &bookable, window, shortest).await? } else { Vec::new() };
    let (earliest, _) = bookable.rules.starts(app.clock.now());
    Ok(Json(AvailabilityView {
        resource_id: id,
        time_zone: bookable.hours.zone.name().to_owned(),
        units: bookable.card.units.len(),
        bookable: bookable.card.active,
        open: open_in(window, &bookable.hours).into_iter().map(Span::from).collect(),
        free: found
            .iter()
            .map(|free| FreeSpan { start_date_time: free.slot.start, end_date_time: free.slot.end, units: free.units })
            .collect(),
        next_free: next_free(&found, earliest, shortest).map(Span::from),
    }))
}

impl From<Slot> for Span {
    fn from(slot: Slot) -> Self {
        Self { start_date_time: slot.start, end_date_time: slot.end }
    }
}
