//! The calendar entry of a booking (RFC 5545, RFC 5546): the same UID in every mail and a rising
//! sequence, so that calendars update or remove what they have.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use plaza_core::Instant;

use super::kind::Kind;
use super::mail::Attachment;
use super::scene::{Booked, Scene};
use super::texts::Words;

/// Who writes and who is invited.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    /// Address of the sender.
    pub organiser: &'a str,
    /// Address of who is told.
    pub attendee: &'a str,
}

/// The entry that goes with a mail; none for kinds that change nothing in a calendar.
pub fn attachment(scene: &Scene, parties: Parties<'_>, words: &Words, now: Instant) -> Option<Attachment> {
    let method = match scene.kind {
        Kind::BookingConfirmed
        | Kind::BookingRescheduled
        | Kind::BookingHostConfirmed
        | Kind::BookingHostRescheduled => "REQUEST",
        Kind::BookingCancelled | Kind::BookingHostCancelled => "CANCEL",
        _ => return None,
    };
    let booked = scene.booking.as_ref()?;
    let event = event(scene, booked, parties, words, now);
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method));
    Some(Attachment {
        name: "booking.ics".into(),
        content_type: format!("text/calendar; method={method}; charset=utf-8"),
        content: calendar.push(event).done().to_string(),
    })
}

/// Times are in UTC, which every calendar turns into its reader's own; the place's clock is in the description.
fn event(scene: &Scene, booked: &Booked, parties: Parties<'_>, words: &Words, now: Instant) -> Event {
    let card = &booked.card;
    let cancelled = matches!(scene.kind, Kind::BookingCancelled | Kind::BookingHostCancelled);
    // Whose time it is knows what is booked: who comes is what their calendar is to say.
    let summary =
        if scene.kind.is_for_host() { scene.booker(booked, words) } else { scene.resource_name(booked, words) };
    let mut organiser = Property::new("ORGANIZER", format!("mailto:{}", parties.organiser));
    organiser.add_parameter("CN", &quoted(&scene.org));
    let mut attendee = Property::new("ATTENDEE", format!("mailto:{}", parties.attendee));
    attendee.add_parameter("CN", &quoted(&scene.name));
    attendee.add_parameter("PARTSTAT", "ACCEPTED").add_parameter("RSVP", "FALSE");
    let lines = scene.details(words).into_iter().map(|(label, value)| format!("{label}: {value}"));
    let mut event = Event::new();
    event
        .uid(&format!("{}@plaza", card.id))
        .sequence(u32::try_from(card.version).unwrap_or(0))
        .timestamp(now)
        .starts(card.slot.start)
        .ends(card.slot.end)
        .summary(&summary)
        .description(&lines.collect::<Vec<_>>().join("\n"))
        .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .append_property(organiser)
        .append_multi_property(attendee);
    let place = booked.place();
    if !place.is_empty() {
        event.location(&place);
    }
    event.done()
}

/// A parameter in quotes, without what may not stand in them (RFC 5545, 3.2).
fn quoted(text: &str) -> String {
    let safe: String = text.chars().filter(|c| !c.is_control() && *c != '"').collect();
    format!("\"{safe}\"")
}
