//! Hours booked with the demo's professional: one that was paid long enough ago to be theirs, one that has just ended and
//! can still be given back, one to which who booked objects, and some to come.

use anyhow::Context;
use chrono::{Datelike, Duration, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;
use plaza_bookings_api::{Bookings, BookingsClient, DemoBooking, DemoBookings};
use plaza_core::{Cx, Instant, Slot};
use plaza_resources_api::{OpeningHours, Resources, ResourcesClient, UnitOf};
use plaza_rpc::Client;
use serde_json::json;

use super::orders::{Door, Person, until};

const HOST: &str = "professional";

/// Who books, the day of theirs that is open counted from today, the hour, how many hours, what for.
const BOOKED: [(&str, i64, u32, i64, &str); 4] = [
    ("client", -3, 11, 2, "Team portraits"),
    ("member", 1, 12, 1, "Fotos para la web"),
    ("client", 3, 10, 2, "Product shots, second set"),
    ("diego", 5, 17, 1, "Retrato para el CV"),
];

/// Who booked the hour that has just ended, and what for.
const LAST: (&str, &str) = ("client", "A portrait for the newsletter");

/// Who booked the hour before that one, what for, and what they have against it.
const OBJECTED: (&str, &str, &str) = (
    "member",
    "Retratos del equipo",
    "Llegó cuarenta minutos tarde y solo hubo tiempo para dos de los cinco retratos.",
);

/// Books and pays the hours, once.
///
/// # Errors
/// What a service refuses.
pub(super) async fn book(door: &Door<'_>, person: impl Fn(&str) -> Option<Person>) -> anyhow::Result<()> {
    let of = |mailbox: &str| person(mailbox).with_context(|| format!("{mailbox} is not there"));
    let profile = door.get(&of(HOST)?, "professionals", "/professionals/me").await?;
    // They may have taken their time off again.
    let Some(resource) = profile["resourceId"].as_str() else { return Ok(()) };
    let cx = Cx::service("demo", Some(door.org));
    let resources = ResourcesClient::over(door.node.board().pipe("demo", "resources"));
    let cards = resources.resources(&cx, vec![resource.parse()?]).await?;
    let Some((card, unit)) = cards.first().and_then(|card| Some((card, *card.units.first()?))) else { return Ok(()) };
    let unit = UnitOf { resource: card.id, unit };
    let week = (&card.hours, card.time_zone);
    let mut wanted = Vec::new();
    for (who, day, hour, hours, purpose) in BOOKED {
        let slot = open_day(week, door.now, day).and_then(|date| at(card.time_zone, date, hour, hours));
        wanted.extend(slot.map(|slot| (who, slot, purpose)));
    }
    let past = [LAST, (OBJECTED.0, OBJECTED.1)].into_iter().zip(ended(week, door.now));
    wanted.extend(past.map(|((who, purpose), slot)| (who, slot, purpose)));
    let booking = |(who, slot, purpose): (&str, Slot, &str)| {
        anyhow::Ok(DemoBooking { unit, slot, user: of(who)?.id, purpose: purpose.to_owned() })
    };
    let wanted = wanted.into_iter().map(booking).collect::<anyhow::Result<_>>()?;
    BookingsClient::over(door.node.board().pipe("demo", "bookings")).seed_demo(&cx, DemoBookings { wanted }).await?;
    object(door, &of(OBJECTED.0)?).await
}

/// Objects to the hour that was not as agreed, once it is paid; on a Monday morning the last hour may be over for longer
/// than one may.
async fn object(door: &Door<'_>, who: &Person) -> anyhow::Result<()> {
    let listed = door.get(who, "bookings", "/bookings?limit=200").await?;
    let items = listed["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Some(booked) = items.iter().find(|one| one["purpose"] == OBJECTED.1) else { return Ok(()) };
    let path = format!("/bookings/{}", booked["id"].as_str().unwrap_or_default());
    until("the hour to be paid", async || {
        Ok(door.get(who, "bookings", &path).await?["payment"]["status"] == "completed")
    })
    .await?;
    let paid = door.get(who, "bookings", &path).await?;
    let until: Option<Instant> = paid["payment"]["heldUntil"].as_str().and_then(|at| at.parse().ok());
    if paid["objection"].is_null() && until.is_some_and(|end| end > door.now) {
        let said = json!({ "text": OBJECTED.2 });
        door.post(who, "bookings", &format!("{path}/objection"), "demo-objection", said).await?;
    }
    Ok(())
}

/// What somebody is there every week, and on which clock.
type Week<'a> = (&'a OpeningHours, Tz);

/// The date of the nth open day after today, or before it.
fn open_day((hours, zone): Week<'_>, now: Instant, nth: i64) -> Option<NaiveDate> {
    let today = now.with_timezone(&zone).date_naive();
    let open = |date: &NaiveDate| hours.weekly.iter().any(|open| open.day == date.weekday());
    let before = usize::try_from(nth.abs()).ok()?.checked_sub(1)?;
    (1..=60).map(|days| today + Duration::days(days * nth.signum())).filter(open).nth(before)
}

/// Some hours of a day on a clock.
fn at(zone: Tz, date: NaiveDate, hour: u32, hours: i64) -> Option<Slot> {
    let start = zone.from_local_datetime(&date.and_hms_opt(hour, 0, 0)?).earliest()?.with_timezone(&chrono::Utc);
    Slot::new(start, start + Duration::hours(hours))
}

/// The last open hours that are over, the latest first.
fn ended<'a>((hours, zone): Week<'a>, now: Instant) -> impl Iterator<Item = Slot> + 'a {
    let today = now.with_timezone(&zone).date_naive();
    let days = [Some(today), open_day((hours, zone), now, -1)].into_iter().flatten();
    let starts = days.flat_map(|date| {
        let open = hours.weekly.iter().rev().filter(move |open| open.day == date.weekday());
        open.flat_map(move |open| (open.opens.hour()..open.closes.hour()).rev().map(move |hour| (date, hour)))
    });
    starts.filter_map(move |(date, hour)| at(zone, date, hour, 1)).filter(move |slot| slot.end <= now)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Madrid;

    use super::*;

    #[test]
    fn the_hour_that_has_just_ended_lies_within_the_last_open_day() {
        let day = |name: &str| json!({ "day": name, "opens": "09:00:00", "closes": "19:00:00" });
        let week: Vec<_> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map(day).to_vec();
        let hours: OpeningHours = serde_json::from_value(json!({ "weekly": week })).unwrap();
        let last = |now: &str| ended((&hours, Madrid), now.parse().unwrap()).next().unwrap().start.to_rfc3339();
        assert_eq!(last("2026-11-23T08:59:00Z"), "2026-11-21T17:00:00+00:00", "a Monday before ten: Saturday's last");
        assert_eq!(last("2026-11-23T09:00:00Z"), "2026-11-23T08:00:00+00:00");
        assert_eq!(last("2026-11-24T23:30:00Z"), "2026-11-24T17:00:00+00:00");
        let third = open_day((&hours, Madrid), "2026-11-23T08:59:00Z".parse().unwrap(), -3).unwrap();
        assert_eq!(third.to_string(), "2026-11-19");
    }
}
