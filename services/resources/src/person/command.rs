use plaza_core::{Cx, Instant, OrgId, UserId};
use plaza_db::Tx;
use plaza_resources_api::events::{LocationCreated, LocationUpdated, ResourceUpdated};
use plaza_resources_api::{Audience, LocationId, OfferPerson, Rates, ResourceCard, ResourceKind, Tax};

use super::{key_of, store as person};
use crate::app::App;
use crate::body::{Address, LocationBody, ResourceBody, Status};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::locations;
use crate::publish::{Defaults, describe, other_words, store, write};

/// The tax of a person's hour. What is paid for it is theirs, and so is the tax in it: the organisation knows neither
/// whether they owe any nor how much, and states none.
const UNTAXED: Tax = Tax { basis_points: 0, inclusive: true };

/// Makes the resource that is a person's time and its place, or describes both anew. One per person and organisation.
/// It can be booked only while the person's profile is shown.
///
/// # Errors
/// [`Error::Archived`] for what an operator archived; names a field that cannot be.
pub async fn offer(app: &App, cx: &Cx, asked: OfferPerson) -> Result<ResourceCard> {
    let org = cx.org()?;
    let defaults = Defaults::of(app, cx).await?;
    let key = key_of(asked.user);
    let mut tx = app.db.begin(cx).await?;
    // Before the catalogue, as everybody who takes both does.
    let shown = person::note(&mut tx, org, asked.user, asked.shown, asked.seen_at).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    if person::is_archived(&mut tx, org, &key).await? {
        return Err(Error::Archived);
    }
    let place = place(&mut tx, org, &asked, &key).await?;
    let described = describe(time_of(asked, place), defaults)?;
    let id = match store::imported(&mut tx, org, &key).await {
        Ok(id) => {
            let other_words = other_words(&mut tx, org, &described.body).await?;
            let status = described.body.status.unwrap_or(Status::Active);
            let row = store::Row { org, id, described: &described, other_words: &other_words, status, stamp };
            let version = store::update(&mut tx, &row, shown).await?;
            catalogue::make_findable(&mut tx, org, &[id]).await?;
            tx.emit(&ResourceUpdated { resource_id: id, version });
            id
        }
        Err(Error::NoResource) => write(&mut tx, org, &described, stamp, Some(&key)).await?,
        Err(error) => return Err(error),
    };
    person::keep(&mut tx, org, id, described.body.status.unwrap_or(Status::Active), shown).await?;
    tx.commit().await?;
    let catalogue = app.catalogue.of(org).await?;
    catalogue.get(id).map(|listed| listed.card.clone()).ok_or(Error::NoResource)
}

/// Takes a person's time off when their profile is no longer shown, and gives it the status back that it had when it is.
/// What is told late changes nothing.
///
/// # Errors
/// As the database fails.
pub async fn follow(tx: &mut Tx, org: OrgId, user: UserId, shown: bool, at: Instant) -> Result<()> {
    let (key, shown) = (key_of(user), person::note(tx, org, user, shown, at).await?);
    // Most changes of a profile are none of its time: they leave the catalogue alone.
    if !person::differs(tx, org, &key, shown).await? {
        return Ok(());
    }
    let stamp = catalogue::change(tx, org).await?;
    if let Some((id, version)) = person::follow(tx, org, &key, shown, stamp).await? {
        catalogue::make_findable(tx, org, &[id]).await?;
        tx.emit_in(Some(org), &ResourceUpdated { resource_id: id, version });
    }
    Ok(())
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
        tax: Some(UNTAXED),
        // Anybody signed in may hire.
        audience: Audience::Everyone,
        cancellation: Default::default(),
        hours: None,
        category: None,
        status: Some(if asked.active { Status::Active } else { Status::Inactive }),
        version: None,
    }
}
