use plaza_core::{Cx, OrgId};
use plaza_db::Tx;
use plaza_resources_api::events::{LocationCreated, LocationUpdated, ResourceUpdated};
use plaza_resources_api::{Audience, LocationId, OfferPerson, Rates, ResourceCard, ResourceKind};

use crate::app::App;
use crate::body::{Address, LocationBody, ResourceBody, Status};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::locations;
use crate::publish::{Defaults, describe, other_words, store, write};

/// Makes the resource that is a person's time and its place, or describes both anew. One per person and organisation.
pub async fn offer(app: &App, cx: &Cx, asked: OfferPerson) -> Result<ResourceCard> {
    let org = cx.org()?;
    let defaults = Defaults::of(app, cx).await?;
    let key = format!("{}{}", super::KEY, asked.user);
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let place = place(&mut tx, org, &asked, &key).await?;
    let described = describe(time_of(asked, place), defaults)?;
    let id = match store::imported(&mut tx, org, &key).await {
        Ok(id) => {
            let other_words = other_words(&mut tx, org, &described.body).await?;
            let status = described.body.status.unwrap_or(Status::Active);
            let row = store::Row { org, id, described: &described, other_words: &other_words, status, stamp };
            let version = store::update(&mut tx, &row).await?;
            catalogue::make_findable(&mut tx, org, &[id]).await?;
            tx.emit(&ResourceUpdated { resource_id: id, version });
            id
        }
        Err(Error::NoResource) => write(&mut tx, org, &described, stamp, Some(&key)).await?,
        Err(error) => return Err(error),
    };
    tx.commit().await?;
    let catalogue = app.catalogue.of(org).await?;
    catalogue.get(id).map(|listed| listed.card.clone()).ok_or(Error::NoResource)
}

async fn place(tx: &mut Tx, org: OrgId, asked: &OfferPerson, key: &str) -> Result<LocationId> {
    let mut body = LocationBody {
        name: asked.city.clone(),
        address: Address {
            line1: asked.city.clone(),
            city: asked.city.clone(),
            country: asked.country.clone(),
            ..Address::default()
        },
        latitude: asked.latitude,
        longitude: asked.longitude,
        time_zone: asked.time_zone.name().to_owned(),
        hours: asked.hours.clone(),
        phone: String::new(),
        version: None,
    };
    locations::prepare(&mut body)?;
    if let Some(made) = locations::store::insert(tx, org, LocationId::new(), &body, Some(key)).await? {
        tx.emit(&LocationCreated { location_id: made.id, version: made.version });
        return Ok(made.id);
    }
    let id = locations::store::imported(tx, org, key).await?;
    let changed = locations::store::update(tx, org, id, &body).await?;
    tx.emit(&LocationUpdated { location_id: id, version: changed.version });
    Ok(id)
}

fn time_of(asked: OfferPerson, location_id: LocationId) -> ResourceBody {
    ResourceBody {
        location_id,
        kind: ResourceKind::Person,
        name: asked.name,
        description: asked.description,
        capacity: 1,
        amenities: Vec::new(),
        photos: Vec::new(),
        house_rules: String::new(),
        units: None,
        rules: asked.rules,
        currency: asked.per_hour.map(|price| price.currency),
        rates: Rates { per_hour: asked.per_hour, ..Rates::default() },
        tax: None,
        // Anybody signed in may hire.
        audience: Audience::Everyone,
        cancellation: Default::default(),
        hours: None,
        category: None,
        status: Some(if asked.active { Status::Active } else { Status::Inactive }),
        version: None,
    }
}
