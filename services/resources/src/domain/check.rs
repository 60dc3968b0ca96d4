//! Whether what an operator describes can stand; each refusal names the field
//! and what to change.

use std::collections::HashSet;

use chrono::{NaiveTime, Timelike};
use chrono_tz::Tz;
use plaza_core::text;
use plaza_resources_api::{BookingRules, OpeningHours};

use super::geo::Point;
use super::words;
use crate::body::{LocationBody, Photo, ResourceBody};
use crate::error::{Error, Result};

/// The longest booking there is, minutes: 31 days.
const LONGEST: u32 = 31 * 24 * 60;
const DAY: u32 = 24 * 60;

/// Checks a location and puts its texts in order; answers its time zone.
pub fn location(body: &mut LocationBody) -> Result<Tz> {
    line("name", &mut body.name, 1, 120)?;
    line("phone", &mut body.phone, 0, 40)?;
    let address = &mut body.address;
    line("address.line1", &mut address.line1, 1, 200)?;
    line("address.line2", &mut address.line2, 0, 200)?;
    line("address.city", &mut address.city, 1, 100)?;
    line("address.region", &mut address.region, 0, 100)?;
    line("address.postalCode", &mut address.postal_code, 0, 20)?;
    if address.country.len() != 2 || !address.country.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(Error::invalid("address.country", "is two capital letters of ISO 3166-1, such as ES"));
    }
    if Point::new(body.latitude, 0.0).is_none() {
        return Err(Error::invalid("latitude", "is degrees north, -90 to 90"));
    }
    if Point::new(0.0, body.longitude).is_none() {
        return Err(Error::invalid("longitude", "is degrees east, -180 to 180"));
    }
    hours("hours", &body.hours)?;
    zone(&body.time_zone)
}

/// Checks all of a resource but its money, and puts its texts in order.
pub fn resource(body: &mut ResourceBody) -> Result<()> {
    line("name", &mut body.name, 1, 120)?;
    tidy("description", &mut body.description, 0, 5_000)?;
    tidy("houseRules", &mut body.house_rules, 0, 5_000)?;
    if !(1..=100_000).contains(&body.capacity) {
        return Err(Error::invalid("capacity", "is 1 to 100000 people"));
    }
    body.amenities = amenities(&body.amenities)?;
    photos(&body.photos)?;
    rules(&body.rules)?;
    body.hours.as_ref().map_or(Ok(()), |own| hours("hours", own))
}

/// The time zone of a name.
pub fn zone(name: &str) -> Result<Tz> {
    name.parse().map_err(|_| {
        Error::invalid(
            "timeZone",
            format!("'{name}' is no IANA time zone; such as Europe/Madrid or America/Mexico_City"),
        )
    })
}

/// Checks opening hours.
pub fn hours(field: &str, hours: &OpeningHours) -> Result<()> {
    if hours.weekly.len() > 70 || hours.exceptions.len() > 1_000 {
        return Err(Error::invalid(field, "has at most 70 weekly intervals and 1000 exceptions"));
    }
    for (at, open) in hours.weekly.iter().enumerate() {
        times(&format!("{field}.weekly[{at}]"), open.opens, open.closes)?;
    }
    let mut dates = HashSet::new();
    for (at, day) in hours.exceptions.iter().enumerate() {
        let here = format!("{field}.exceptions[{at}]");
        if !dates.insert(day.date) {
            return Err(Error::invalid(
                here,
                format!("{} is there twice; put all its intervals into one exception", day.date),
            ));
        }
        shown(&format!("{here}.reason"), &day.reason)?;
        if day.reason.chars().count() > 200 || day.intervals.len() > 10 {
            return Err(Error::invalid(here, "has a reason of at most 200 characters and at most 10 intervals"));
        }
        for open in &day.intervals {
            times(&here, open.opens, open.closes)?;
        }
    }
    Ok(())
}

fn times(field: &str, opens: NaiveTime, closes: NaiveTime) -> Result<()> {
    let whole = |time: NaiveTime| time.second() == 0 && time.nanosecond() == 0;
    if whole(opens) && whole(closes) {
        return Ok(());
    }
    Err(Error::invalid(field, "opens and closes at whole minutes"))
}

fn rules(rules: &BookingRules) -> Result<()> {
    let wrong = |field: &str, message: String| Err(Error::invalid(format!("rules.{field}"), message));
    let (min, max, grid) = (rules.min_minutes, rules.max_minutes, rules.granularity_minutes);
    if grid == 0 || !(DAY.is_multiple_of(grid) || grid.is_multiple_of(DAY)) {
        return wrong("granularityMinutes", format!("must divide a day evenly or be whole days; {grid} does neither"));
    }
    if min == 0 || min > max {
        return wrong("minMinutes", format!("is at least 1 and at most maxMinutes ({max})"));
    }
    if max > LONGEST {
        return wrong("maxMinutes", format!("is at most {LONGEST}, which is 31 days"));
    }
    for (field, value) in [("minMinutes", min), ("maxMinutes", max)] {
        if value % grid != 0 {
            return wrong(field, format!("must be a multiple of granularityMinutes ({grid})"));
        }
    }
    if rules.lead_minutes > 366 * DAY {
        return wrong("leadMinutes", format!("is at most {}, which is a year", 366 * DAY));
    }
    if !(1..=1_098).contains(&rules.horizon_days) {
        return wrong("horizonDays", "is 1 to 1098".into());
    }
    if rules.buffer_before_minutes.saturating_add(rules.buffer_after_minutes) > DAY {
        return wrong("bufferBeforeMinutes", "and bufferAfterMinutes are at most a day together".into());
    }
    Ok(())
}

fn amenities(given: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for (at, text) in given.iter().enumerate() {
        let amenity = words::amenity(text);
        shown(&format!("amenities[{at}]"), &amenity)?;
        if amenity.is_empty() || amenity.chars().count() > 60 || amenity.contains(',') {
            return Err(Error::invalid(format!("amenities[{at}]"), "has 1 to 60 characters and no comma"));
        }
        if !kept.contains(&amenity) {
            kept.push(amenity);
        }
    }
    if kept.len() > 60 { Err(Error::invalid("amenities", "are at most 60")) } else { Ok(kept) }
}

fn photos(photos: &[Photo]) -> Result<()> {
    if photos.len() > 30 {
        return Err(Error::invalid("photos", "are at most 30"));
    }
    for (at, photo) in photos.iter().enumerate() {
        let known = photo.url.starts_with("https://")
            || photo.url.starts_with("http://")
            || (photo.url.starts_with('/') && !photo.url.starts_with("//"));
        if !known || photo.url.len() > 2_000 || photo.url.contains(char::is_whitespace) {
            return Err(Error::invalid(format!("photos[{at}].url"), "is an address that begins with https:// or /"));
        }
        shown(&format!("photos[{at}].alt"), &photo.alt)?;
        if photo.alt.chars().count() > 300 {
            return Err(Error::invalid(format!("photos[{at}].alt"), "has at most 300 characters"));
        }
    }
    Ok(())
}

/// Refuses what a text of one line may not hold.
pub fn shown(field: &str, text: &str) -> Result<()> {
    text::one_line(text).map_err(|unseen| Error::invalid(field, unseen.to_string()))
}

/// Trims a text of one line and checks it.
pub fn line(field: &str, text: &mut String, least: usize, most: usize) -> Result<()> {
    tidy(field, text, least, most)?;
    shown(field, text)
}

/// Trims a text and checks its length in characters.
pub fn tidy(field: &str, text: &mut String, least: usize, most: usize) -> Result<()> {
    *text = text.trim().to_owned();
    text::many_lines(text).map_err(|unseen| Error::invalid(field, unseen.to_string()))?;
    if (least..=most).contains(&text.chars().count()) {
        return Ok(());
    }
    let message =
        if least == 0 { format!("has at most {most} characters") } else { format!("has {least} to {most} characters") };
    Err(Error::invalid(field, message))
}
