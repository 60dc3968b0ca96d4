use plaza_core::{Cx, Page};

use super::candidates::{Candidate, Found, candidates};
use super::free::first_free;
use super::http::{ResourceItem, SearchResources};
use super::store;
use super::wanted::Wanted;
use crate::app::App;
use crate::error::Result;
use crate::show::view::Place;

/// Finds resources, one page of them.
pub async fn search(app: &App, cx: &Cx, asked: SearchResources) -> Result<Page<ResourceItem>> {
    let wanted = Wanted::read(cx, asked)?;
    let org = cx.org()?;
    let mut found = Found::default();
    if let Some(text) = &wanted.asked.q {
        found.ranks = Some(store::ranked(app.db.pool(), org, text).await?);
    }
    if let Some(text) = &wanted.asked.place {
        found.places = Some(store::places(app.db.pool(), org, text).await?);
    }
    let catalogue = app.catalogue.of(org).await?;
    let fitting = candidates(&catalogue, &wanted, &found)?;
    let available = wanted.free.map(|_| true);
    let page = match wanted.free {
        Some(slot) => {
            let free = first_free(app, cx, fitting, slot, wanted.limit).await?;
            Page { items: free.page, next: free.next.map(|last| last.place.write(wanted.sort)) }
        }
        None => Page::of(fitting, wanted.limit, |last: &Candidate| last.place.write(wanted.sort)),
    };
    Ok(page.map(|candidate| item(&candidate, available)))
}

fn item(candidate: &Candidate, available: Option<bool>) -> ResourceItem {
    let listed = &candidate.listed;
    let card = &listed.card;
    ResourceItem {
        id: card.id,
        name: card.name.clone(),
        kind: card.kind,
        category: listed.category.clone(),
        capacity: card.capacity,
        location: Place {
            id: card.location_id,
            name: card.location_name.clone(),
            city: listed.city.clone(),
            address: None,
            latitude: listed.point.latitude,
            longitude: listed.point.longitude,
            time_zone: card.time_zone.name().to_owned(),
        },
        amenities: listed.amenities.clone(),
        photo: listed.photo.clone(),
        price_per_hour: card.rates.per_hour,
        from_price: listed.from_price,
        audience: card.audience,
        status: listed.status,
        distance_km: candidate.distance_km.map(|km| (km * 1_000.0).round() / 1_000.0),
        available,
    }
}
