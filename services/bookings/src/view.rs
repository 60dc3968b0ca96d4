//! A booking as clients see it.

use chrono::{DateTime, Utc};
use plaza_bookings_api::{BookingId, BookingStatus};
use plaza_core::{Fault, Instant, Money, Slot, UserId, text};
use plaza_payments_api::{NextAction, PaymentId};
use plaza_resources_api::{CancellationPolicy, ResourceId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::booking::State;
use crate::domain::objection::{Objection, ObjectionStatus};
use crate::domain::price::{Line, Tax};
use crate::record::Booking;

/// A booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingView {
    /// Its id.
    pub id: BookingId,
    /// Where it stands.
    pub status: BookingStatus,
    /// Whom it is for.
    pub user_id: UserId,
    /// Their name, for the person whose time is booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Whose time it is, when a person's is booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_id: Option<UserId>,
    /// What is booked.
    pub resource_id: ResourceId,
    /// Which unit of it.
    pub unit_id: UnitId,
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// The place's IANA time zone.
    pub time_zone: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Who else comes.
    pub attendee_ids: Vec<UserId>,
    /// What it costs, tax included.
    pub price: Money,
    /// What the price is made of.
    pub price_lines: Vec<Line>,
    /// The tax in the price.
    pub tax_amount: Money,
    /// Its rate.
    pub tax: Tax,
    /// The policy frozen into it.
    pub cancellation_policy: CancellationPolicy,
    /// Until when the slot is kept unpaid.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// What is to be paid and where that stands.
    pub payment: BookingPayment,
    /// What who booked has against a person's hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<BookingObjection>,
    /// Counts its changes, from 1.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// What is to be paid and where that stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingPayment {
    /// What is still to be paid; zero when nothing is.
    pub due: Money,
    /// What was paid.
    pub paid: Money,
    /// What was asked back of it.
    pub refunded: Money,
    /// `none`, `due`, `pending`, `action_required`, `completed` or `failed`.
    pub status: String,
    /// Until when what was paid for a person's time is held; until then an operator can give it back, then it is theirs.
    /// Not told while an objection is open: it is held until that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<DateTime<Utc>>,
    /// What the payer has to do next, such as the second factor.
    pub next_action: Option<NextAction>,
    /// The last payment.
    pub payment_id: Option<PaymentId>,
}

/// What who booked has against a person's hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingObjection {
    /// In their words.
    pub text: String,
    /// When they said it.
    pub at: DateTime<Utc>,
    /// Where it stands. While it is `open`, what was paid stays held.
    pub status: ObjectionStatus,
}

impl From<&Objection> for BookingObjection {
    fn from(objection: &Objection) -> Self {
        Self { text: objection.text.clone(), at: objection.at, status: objection.status }
    }
}

impl From<&Booking> for BookingView {
    fn from(booking: &Booking) -> Self {
        let waits = matches!(booking.state, State::Held | State::Pending);
        Self {
            id: booking.id,
            status: booking.state.into(),
            user_id: booking.user,
            user_name: None,
            host_id: booking.host,
            resource_id: booking.resource,
            unit_id: booking.unit,
            start_date_time: booking.slot.start,
            end_date_time: booking.slot.end,
            time_zone: booking.time_zone.clone(),
            purpose: booking.purpose.clone(),
            attendee_ids: booking.attendees.clone(),
            price: booking.total(),
            price_lines: booking.quote.lines.clone(),
            tax_amount: booking.quote.tax_amount,
            tax: booking.quote.tax,
            cancellation_policy: booking.policy.clone(),
            hold_expires_at: booking.hold_expires_at.filter(|_| waits),
            payment: BookingPayment::from(booking),
            objection: booking.objection.as_ref().map(BookingObjection::from),
            version: booking.version,
            created_at: booking.created_at,
        }
    }
}

impl From<&Booking> for BookingPayment {
    fn from(booking: &Booking) -> Self {
        let money = |amount| Money::new(amount, booking.currency());
        let waits = matches!(booking.state, State::Held | State::Pending);
        let due = if waits { booking.total().amount - booking.paid } else { 0 };
        let status = match &booking.payment_status {
            _ if booking.total().is_zero() => "none".to_owned(),
            Some(status) => status.clone(),
            None if due > 0 => "due".to_owned(),
            None => "none".to_owned(),
        };
        Self {
            due: money(due),
            paid: money(booking.paid),
            refunded: money(booking.refunded),
            status,
            held_until: booking.held_until(),
            next_action: booking.next_action.clone().filter(|_| booking.state == State::Pending),
            payment_id: booking.payment_id,
        }
    }
}

/// The longest text people may write into a booking, in characters.
const LONGEST_TEXT: usize = 500;

/// A text that people wrote: trimmed, none when empty.
///
/// # Errors
/// Names the field when it is too long or holds what is no text.
pub fn text(field: &str, given: Option<String>) -> Result<Option<String>, Fault> {
    let written = given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let Some(written) = written else { return Ok(None) };
    text::many_lines(&written).map_err(|unseen| unseen.in_field(field))?;
    if written.chars().count() > LONGEST_TEXT {
        return Err(Fault::invalid(field, format!("must have at most {LONGEST_TEXT} characters")));
    }
    Ok(Some(written))
}

/// A slot from its two ends.
///
/// # Errors
/// Names the field unless it starts before it ends.
pub fn slot(field: &str, start: Instant, end: Instant) -> Result<Slot, Fault> {
    Slot::new(start, end)
        .ok_or_else(|| Fault::invalid(field, "must lie after the start, and both between the years 1900 and 9999"))
}

/// A window to look at: within bounds that keep an answer small.
///
/// # Errors
/// Names the field unless it starts before it ends and is at most `days` long.
pub fn window(field: &str, start: Instant, end: Instant, days: i64) -> Result<Slot, Fault> {
    let window = slot(field, start, end)?;
    if window.length() > chrono::Duration::days(days) {
        return Err(Fault::invalid(field, format!("must lie at most {days} days after the start")));
    }
    Ok(window)
}
