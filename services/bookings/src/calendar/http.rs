//! The operations over HTTP.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use plaza_bookings_api::{BookingId, BookingStatus, ClosureId};
use plaza_core::{Cx, Fault, Instant, Slot, UserId};
use plaza_resources_api::{ResourceId, UnitId};
use plaza_web::{Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::{self, Shown};
use crate::app::App;
use crate::closures::store::{self as closures, Closure};
use crate::domain::local::{Side, instant_on, wall};
use crate::error::Error;
use crate::host;
use crate::view::window;

/// The longest calendar, in days.
const LONGEST_DAYS: i64 = 93;
/// The most entries of a calendar without a resource: a week of five hundred well-filled rooms.
const MOST: i64 = 25_000;

/// What a calendar shows: a window, or the day, week or month around a date.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct CalendarParams {
    /// Of this resource; without it one's own bookings and those of one's time, or for operators everybody's.
    pub resource_id: Option<ResourceId>,
    /// From when.
    pub start_date: Option<DateTime<Utc>>,
    /// Until when, at most 93 days later.
    pub end_date: Option<DateTime<Utc>>,
    /// `day`, `week` (from Monday) or `month`, instead of the two.
    pub view: Option<String>,
    /// A date in the view; today unless told.
    #[param(value_type = Option<String>, format = Date)]
    pub date: Option<NaiveDate>,
    /// IANA zone in which the view's days begin; the resource's unless told.
    pub time_zone: Option<String>,
}

/// A calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CalendarView {
    /// From when.
    pub start_date: DateTime<Utc>,
    /// Until when.
    pub end_date: DateTime<Utc>,
    /// The zone its days are in.
    pub time_zone: String,
    /// In order of their start.
    pub items: Vec<Entry>,
}

/// Something in a calendar. Whose it is and what for is only shown to its people and to operators.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// `booking`, `busy` for somebody else's, or `closure`.
    pub kind: String,
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// What.
    pub resource_id: ResourceId,
    /// Which units.
    pub unit_ids: Vec<UnitId>,
    /// The booking, if it may be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_id: Option<BookingId>,
    /// Where it stands, if it may be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<BookingStatus>,
    /// Whose it is, if it may be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// Their name, for the person whose time is booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Whose time it is, if it may be seen and is a person's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<UserId>,
    /// What for, if it may be seen; or why it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The closure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closure_id: Option<ClosureId>,
}

/// Shows what is booked in a window; others' bookings are busy time and no more.
#[utoipa::path(get, path = "/bookings/calendar", tag = "bookings", params(CalendarParams), responses((status = 200, body = CalendarView)), security(("bearer" = [])))]
pub async fn calendar(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<CalendarParams>,
) -> Reply<Json<CalendarView>> {
    let org = cx.org()?;
    let of_resource = match params.resource_id {
        Some(id) => Some(app.catalogue.get(&cx, id).await?.hours.zone),
        None => None,
    };
    let zone = zone(&params, of_resource)?;
    let now = app.clock.now();
    let window = shown(&params, zone, now)?;
    let mine = if cx.roles.operates() { None } else { Some(cx.user()?) };
    let bookings = match (params.resource_id, mine) {
        (Some(resource), _) => query::of_resource(app.db.pool(), org, resource, window, now).await?,
        (None, Some(me)) => query::of_user(app.db.pool(), org, me, window, MOST).await?,
        (None, None) => query::of_org(app.db.pool(), org, window, now, MOST).await?,
    };
    let closed = if params.resource_id.is_some() || mine.is_none() {
        closures::list(app.db.pool(), org, params.resource_id, window, None, MOST).await?
    } else {
        Vec::new()
    };
    let hosted = bookings.iter().filter(|booking| booking.hosted_by(&cx)).map(|booking| booking.user).collect();
    let names = host::names(&app, &cx, hosted).await;
    let mut items: Vec<Entry> =
        bookings.iter().map(|booking| entry(&cx, booking, &names)).chain(closed.iter().map(closure)).collect();
    items.sort_by_key(|item| (item.start_date_time, item.end_date_time));
    Ok(Json(CalendarView { start_date: window.start, end_date: window.end, time_zone: zone.name().to_owned(), items }))
}

fn zone(params: &CalendarParams, of_resource: Option<Tz>) -> Result<Tz, Error> {
    match &params.time_zone {
        Some(name) => {
            Ok(name.parse().map_err(|_| Fault::invalid("timeZone", format!("'{name}' is no IANA time zone")))?)
        }
        None => Ok(of_resource.unwrap_or(chrono_tz::UTC)),
    }
}

fn shown(params: &CalendarParams, zone: Tz, now: Instant) -> Result<Slot, Error> {
    if let (Some(start), Some(end), None) = (params.start_date, params.end_date, &params.view) {
        return Ok(window("endDate", start, end, LONGEST_DAYS)?);
    }
    let Some(view) = params.view.as_deref().filter(|_| params.start_date.is_none() && params.end_date.is_none()) else {
        return Err(Fault::invalid("startDate", "give 'startDate' and 'endDate', or 'view' with 'date'").into());
    };
    let date = params.date.unwrap_or_else(|| wall(zone, now).date());
    let (first, after) = days_of(view, date).ok_or_else(|| Fault::invalid("view", "must be day, week or month"))?;
    Ok(Slot { start: instant_on(zone, first, 0, Side::Start), end: instant_on(zone, after, 0, Side::Start) })
}

fn days_of(view: &str, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match view {
        "day" => Some((date, date.succ_opt()?)),
        "week" => {
            let monday = date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))?;
            Some((monday, monday.checked_add_days(Days::new(7))?))
        }
        "month" => {
            let first = date.with_day(1)?;
            Some((first, first.checked_add_months(Months::new(1))?))
        }
        _ => None,
    }
}

fn entry(cx: &Cx, booking: &Shown, names: &HashMap<UserId, String>) -> Entry {
    let seen = booking.visible_to(cx);
    Entry {
        kind: if seen { "booking" } else { "busy" }.to_owned(),
        start_date_time: booking.slot.start,
        end_date_time: booking.slot.end,
        resource_id: booking.resource,
        unit_ids: vec![booking.unit],
        booking_id: seen.then_some(booking.id),
        status: seen.then(|| booking.state.into()),
        user_id: seen.then_some(booking.user),
        user_name: names.get(&booking.user).filter(|_| booking.hosted_by(cx)).cloned(),
        host_id: booking.host.filter(|_| seen),
        title: booking.purpose.clone().filter(|_| seen),
        closure_id: None,
    }
}

fn closure(closure: &Closure) -> Entry {
    Entry {
        kind: "closure".to_owned(),
        start_date_time: closure.starts_at,
        end_date_time: closure.ends_at,
        resource_id: closure.resource_id,
        unit_ids: closure.unit_ids.clone(),
        booking_id: None,
        status: None,
        user_id: None,
        user_name: None,
        host_id: None,
        title: closure.reason.clone(),
        closure_id: Some(closure.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_whole_days_weeks_and_months() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let cases = [
            ("day", "2026-03-29", "2026-03-29", "2026-03-30"),
            ("week", "2026-03-29", "2026-03-23", "2026-03-30"),
            ("week", "2026-03-30", "2026-03-30", "2026-04-06"),
            ("month", "2026-12-31", "2026-12-01", "2027-01-01"),
        ];
        for (view, day, first, after) in cases {
            assert_eq!(days_of(view, date(day)), Some((date(first), date(after))), "{view} {day}");
        }
        assert_eq!(days_of("year", date("2026-01-01")), None);
    }
}
