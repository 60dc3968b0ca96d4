//! Hours booked with the demo's professional: one that was paid long enough ago to be theirs, one that has just ended and
//! can still be given back, and some to come.

use anyhow::Context;
use chrono::{Datelike, Duration, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;
use plaza_bookings_api::{Bookings, BookingsClient, DemoBooking, DemoBookings};
use plaza_core::{Cx, Instant, Slot};
use plaza_resources_api::{OpeningHours, Resources, ResourcesClient, UnitOf};
use plaza_rpc::Client;

use super::orders::{Door, Person};

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
    wanted.extend(just_ended(week, door.now).map(|slot| (LAST.0, slot, LAST.1)));
    let booking = |(who, slot, purpose): (&str, Slot, &str)| {
        anyhow::Ok(DemoBooking { unit, slot, user: of(who)?.id, purpose: purpose.to_owned() })
    };
    let wanted = wanted.into_iter().map(booking).collect::<anyhow::Result<_>>()?;
    BookingsClient::over(door.node.board().pipe("demo", "bookings")).seed_demo(&cx, DemoBookings { wanted }).await?;
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

/// The last open hour that is over.
fn just_ended((hours, zone): Week<'_>, now: Instant) -> Option<Slot> {
    let today = now.with_timezone(&zone).date_naive();
    let days = [Some(today), open_day((hours, zone), now, -1)].into_iter().flatten();
    let starts = days.flat_map(|date| {
        let open = hours.weekly.iter().filter(move |open| open.day == date.weekday());
        open.flat_map(move |open| (open.opens.hour()..open.closes.hour()).rev().map(move |hour| (date, hour)))
    });
    starts.filter_map(|(date, hour)| at(zone, date, hour, 1)).find(|slot| slot.end <= now)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Madrid;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_hour_that_has_just_ended_lies_within_the_last_open_day() {
        let day = |name: &str| json!({ "day": name, "opens": "09:00:00", "closes": "19:00:00" });
        let week: Vec<_> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map(day).to_vec();
        let hours: OpeningHours = serde_json::from_value(json!({ "weekly": week })).unwrap();
        let ended = |now: &str| just_ended((&hours, Madrid), now.parse().unwrap()).unwrap().start.to_rfc3339();
        assert_eq!(ended("2026-11-23T08:59:00Z"), "2026-11-21T17:00:00+00:00", "a Monday before ten: Saturday's last");
        assert_eq!(ended("2026-11-23T09:00:00Z"), "2026-11-23T08:00:00+00:00");
        assert_eq!(ended("2026-11-24T23:30:00Z"), "2026-11-24T17:00:00+00:00");
        let third = open_day((&hours, Madrid), "2026-11-23T08:59:00Z".parse().unwrap(), -3).unwrap();
        assert_eq!(third.to_string(), "2026-11-19");
    }
}
