use plaza_core::Cx;
use plaza_professionals_api::ProfileStatus;
use plaza_resources_api::{BookingRules, OfferPerson};

use super::http::{BookableTime, OfferMyTime};
use crate::app::App;
use crate::change;
use crate::error::{Error, Result};
use crate::record::{self, Professional};

/// Makes the asker's time a resource, or describes it anew, and links it to their profile.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::Incomplete`] without a place, and what the resources service refuses.
pub async fn offer(app: &App, cx: &Cx, body: OfferMyTime) -> Result<BookableTime> {
    let professional = record::own(app.db.pool(), cx.org()?, cx.user()?).await?;
    let active = body.active;
    let asked = time_of(&professional, body)?;
    // The resource is one per person: if the link is lost to a crash, the next try finds the same.
    let card = app.resources.offer_person(cx, asked).await?;
    // Linked while the profile is not shown, too: it can be booked as soon as it is.
    let resource = active.then_some(card.id.uuid());
    let mut changed = change::own(app, cx, None, |professional| {
        professional.resource = resource;
        Ok(())
    })
    .await?;
    let view = BookableTime { resource_id: card.id, active: card.active };
    changed.tx.answer(201, &view);
    changed.tx.commit().await?;
    Ok(view)
}

fn time_of(professional: &Professional, body: OfferMyTime) -> Result<OfferPerson> {
    let zone = body.time_zone.parse().map_err(|_| {
        Error::invalid("timeZone", format!("'{}' is no IANA time zone, such as Europe/Madrid", body.time_zone))
    })?;
    let Some(place) = &professional.place else { return Err(Error::Incomplete { missing: vec!["location"] }) };
    let described = &professional.described;
    Ok(OfferPerson {
        user: professional.user,
        name: described.display_name.clone(),
        description: described.headline.clone(),
        city: place.city.clone(),
        country: place.country.clone(),
        latitude: place.near.latitude,
        longitude: place.near.longitude,
        time_zone: zone,
        hours: body.hours,
        per_hour: described.hourly_from,
        rules: BookingRules {
            min_minutes: body.min_minutes,
            max_minutes: body.max_minutes,
            granularity_minutes: 15,
            lead_minutes: body.lead_minutes,
            horizon_days: 180,
            ..BookingRules::default()
        },
        active: body.active,
        shown: professional.status == ProfileStatus::Published,
        seen_at: professional.updated_at,
    })
}
