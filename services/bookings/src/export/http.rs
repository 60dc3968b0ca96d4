//! The operations over HTTP.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use plaza_bookings_api::BookingId;
use plaza_core::Instant;
use plaza_resources_api::ResourceCard;
use plaza_web::{Id, Reply, SignedIn};

use crate::app::App;
use crate::domain::booking::State as BookingState;
use crate::record::{self, Booking};

/// Gives a booking as an iCalendar file; importing it again updates the entry.
#[utoipa::path(get, path = "/bookings/{id}/calendar.ics", tag = "bookings", params(("id" = BookingId, Path)), responses((status = 200, content_type = "text/calendar", body = String)), security(("bearer" = [])))]
pub async fn calendar_file(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
) -> Reply<impl IntoResponse> {
    let booking = record::find(app.db.pool(), cx.org()?, id).await?;
    booking.visible_to(&cx)?;
    let bookable = app.catalogue.get(&cx, booking.resource).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"booking.ics\""),
    ];
    Ok((headers, file(&booking, &bookable.card, app.clock.now())))
}

fn file(booking: &Booking, resource: &ResourceCard, now: Instant) -> String {
    let status = match booking.state {
        BookingState::Held | BookingState::Pending => EventStatus::Tentative,
        BookingState::Confirmed | BookingState::Completed | BookingState::NoShow => EventStatus::Confirmed,
        BookingState::Cancelled | BookingState::Expired => EventStatus::Cancelled,
    };
    let mut event = Event::new();
    event
        .uid(&format!("{}@plaza", booking.id))
        .summary(&resource.name)
        .location(&[resource.location_name.as_str(), resource.address.as_str()].join(", "))
        .starts(booking.slot.start)
        .ends(booking.slot.end)
        .timestamp(now)
        .sequence(u32::try_from(booking.version).unwrap_or(0))
        .status(status);
    if let Some(purpose) = &booking.purpose {
        event.description(purpose);
    }
    Calendar::new().push(event.done()).done().to_string()
}
