//! When the demo's professionals with accounts work, and some of their colleagues in the two largest cities: their time
//! can be booked like a room, so that a search for who is free in an interval finds somebody.

use anyhow::Context;
use plaza_core::Role;
use plaza_professionals_api::DemoProfessional;
use serde_json::{Value, json};

use super::orders::{Door, Person};

const WEEK: [&str; 6] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// Mail name, clock, days from Monday on, from when to when.
const TIMES: [(&str, &str, usize, &str, &str); 3] = [
    ("professional", "Europe/Madrid", 6, "09:00:00", "19:00:00"),
    ("pau", "Europe/Madrid", 5, "09:00:00", "18:00:00"),
    ("nora", "Europe/London", 5, "08:00:00", "17:00:00"),
];

/// Cities, and how many who are there only to be found work by the hour in each.
const CITIES: [(&str, usize); 2] = [("Madrid", 32), ("Barcelona", 32)];

/// From when to when their colleagues work: each as the next of these, five or six days a week.
const SHIFTS: [(&str, &str); 4] =
    [("09:00:00", "18:00:00"), ("08:00:00", "15:00:00"), ("10:00:00", "20:00:00"), ("15:00:00", "22:00:00")];

/// Offers their time through the professionals' own door, under their names. Whoever has changed their profile since it
/// was made is left alone: they may have taken their time off again.
///
/// # Errors
/// What the service refuses.
pub(super) async fn offer(
    door: &Door<'_>,
    person: impl Fn(&str) -> Option<Person>,
    professionals: &[DemoProfessional],
) -> anyhow::Result<()> {
    for (number, (mailbox, zone, days, opens, closes)) in TIMES.iter().enumerate() {
        let who = person(mailbox).with_context(|| format!("{mailbox} is not there"))?;
        let body = hours(zone, *days, opens, closes);
        offer_one(door, &who, number, body).await.context(*mailbox)?;
    }
    for (number, one) in colleagues(professionals).enumerate() {
        let who = Person { id: one.user_id, role: Role::Professional, locale: one.locale };
        let (opens, closes) = SHIFTS[number % SHIFTS.len()];
        let body = hours("Europe/Madrid", 5 + number % 2, opens, closes);
        offer_one(door, &who, TIMES.len() + number, body).await.with_context(|| one.name.clone())?;
    }
    Ok(())
}

async fn offer_one(door: &Door<'_>, who: &Person, number: usize, body: Value) -> anyhow::Result<()> {
    let profile = door.get(who, "professionals", "/professionals/me").await?;
    if untouched(&profile) {
        let key = format!("demo-time-{number}");
        door.post(who, "professionals", "/professionals/me/bookable", &key, body).await?;
    }
    Ok(())
}

/// Who of those without an account works by the hour.
fn colleagues(professionals: &[DemoProfessional]) -> impl Iterator<Item = &DemoProfessional> {
    CITIES
        .into_iter()
        .flat_map(|(city, many)| professionals.iter().skip(TIMES.len()).filter(move |one| one.city == city).take(many))
}

fn untouched(profile: &Value) -> bool {
    profile["version"] == 1 && profile["resourceId"].is_null()
}

fn hours(zone: &str, days: usize, opens: &str, closes: &str) -> Value {
    let day = |name: &&str| json!({ "day": name, "opens": opens, "closes": closes });
    json!({ "timeZone": zone, "hours": { "weekly": WEEK.iter().take(days).map(day).collect::<Vec<_>>() } })
}

#[cfg(test)]
mod tests {
    use plaza_resources_api::OpeningHours;

    use super::*;

    #[test]
    fn every_professional_one_can_sign_in_as_has_hours_that_read() {
        let professionals = crate::demo::PEOPLE.iter().filter(|person| person.0 == Role::Professional);
        assert!(professionals.map(|person| person.2).eq(TIMES.iter().map(|time| time.0)));
        for (_, zone, days, opens, closes) in TIMES {
            let body = hours(zone, days, opens, closes);
            let read: OpeningHours = serde_json::from_value(body["hours"].clone()).unwrap();
            assert_eq!(read.weekly.len(), days);
            assert!(read.weekly.iter().all(|open| open.opens < open.closes));
        }
    }

    #[test]
    fn a_profile_somebody_has_changed_is_left_alone() {
        assert!(untouched(&json!({ "version": 1, "resourceId": null })));
        assert!(!untouched(&json!({ "version": 2, "resourceId": "0198" })), "made before");
        assert!(!untouched(&json!({ "version": 3, "resourceId": null })), "taken off again");
    }
}
