//! HTTP of making one's time bookable.

use std::sync::Arc;

use axum::extract::State;
use plaza_resources_api::{OpeningHours, ResourceId};
use plaza_web::{Body, Created, Member, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// When your time can be booked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferMyTime {
    /// The clock of your hours, IANA.
    #[schema(example = "Europe/Madrid")]
    pub time_zone: String,
    /// When you work; always unless told.
    #[serde(default)]
    pub hours: OpeningHours,
    /// The shortest booking, minutes, in steps of 15; 60 unless told.
    #[serde(default = "hour")]
    pub min_minutes: u32,
    /// The longest booking, minutes, in steps of 15; 480 unless told.
    #[serde(default = "day")]
    pub max_minutes: u32,
    /// How long before, minutes; 120 unless told.
    #[serde(default = "notice")]
    pub lead_minutes: u32,
    /// False takes your time off again.
    #[serde(default = "yes")]
    pub active: bool,
}

fn hour() -> u32 {
    60
}
fn day() -> u32 {
    480
}
fn notice() -> u32 {
    120
}
fn yes() -> bool {
    true
}

/// Your time as a resource.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookableTime {
    /// The resource: `/resources/{id}`, `/bookings`.
    pub resource_id: ResourceId,
    /// Whether it can be booked now: only while your profile is published.
    pub active: bool,
}

/// Lets your time be booked like a room, at your hourly price and about where you are; sent again, it is described anew.
#[utoipa::path(post, path = "/professionals/me/bookable", tag = "professionals", request_body = OfferMyTime,
    responses((status = 201, body = BookableTime)), security(("bearer" = [])))]
pub async fn offer(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<OfferMyTime>,
) -> Reply<Created<BookableTime>> {
    Ok(Created(command::offer(&app, &cx, body).await?))
}
