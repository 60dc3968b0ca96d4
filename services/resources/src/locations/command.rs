use chrono::NaiveDate;
use plaza_core::{Cx, OrgId};
use plaza_db::Tx;
use plaza_resources_api::events::{LocationCreated, LocationUpdated, ResourceUpdated};
use plaza_resources_api::{HoursException, LocationId, ResourceId};

use super::store;
use super::view::LocationView;
use crate::app::App;
use crate::body::LocationBody;
use crate::catalogue;
use crate::domain::check;
use crate::error::{Error, Result};

/// Makes a location.
pub async fn create(app: &App, cx: &Cx, mut body: LocationBody) -> Result<LocationView> {
    prepare(&mut body)?;
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let view = store::insert(&mut tx, org, LocationId::new(), &body, None).await?.ok_or(Error::NoLocation)?;
    tx.emit(&LocationCreated { location_id: view.id, version: view.version });
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// Checks a new location and puts its texts in order.
pub fn prepare(body: &mut LocationBody) -> Result<()> {
    if body.version.is_some() {
        return Err(Error::invalid("version", "is for changes only; a new location has none"));
    }
    check::location(body).map(drop)
}

/// Replaces a location; everything in it has changed with it.
pub async fn update(app: &App, cx: &Cx, id: LocationId, mut body: LocationBody) -> Result<LocationView> {
    check::location(&mut body)?;
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let before = store::find(&mut *tx, org, id).await?;
    if body.version.is_some_and(|version| version != before.version) {
        return Err(Error::Stale { now: before.version });
    }
    let view = store::update(&mut tx, org, id, &body).await?;
    tell(&mut tx, org, &view, stamp).await?;
    tx.commit().await?;
    Ok(view)
}

/// Adds an exceptional day, in place of what the date had.
pub async fn add_exception(app: &App, cx: &Cx, id: LocationId, day: HoursException) -> Result<LocationView> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let mut hours = store::find(&mut *tx, org, id).await?.hours;
    hours.exceptions.retain(|known| known.date != day.date);
    hours.exceptions.push(day);
    hours.exceptions.sort_by_key(|known| known.date);
    check::hours("hours", &hours)?;
    let now = tx.now();
    let view = store::set_hours(&mut tx, org, id, &hours, now).await?;
    tell(&mut tx, org, &view, stamp).await?;
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// Takes an exceptional day away: the date is as its weekday again.
pub async fn remove_exception(app: &App, cx: &Cx, id: LocationId, date: NaiveDate) -> Result<LocationView> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let mut hours = store::find(&mut *tx, org, id).await?.hours;
    let before = hours.exceptions.len();
    hours.exceptions.retain(|known| known.date != date);
    if hours.exceptions.len() == before {
        return Err(Error::NoException);
    }
    let now = tx.now();
    let view = store::set_hours(&mut tx, org, id, &hours, now).await?;
    tell(&mut tx, org, &view, stamp).await?;
    tx.commit().await?;
    Ok(view)
}

/// A resource shows its place's address, zone and hours, so it has changed too (000-97).
async fn tell(tx: &mut Tx, org: OrgId, location: &LocationView, stamp: i64) -> Result<()> {
    let now = tx.now();
    let touched = catalogue::touch_location(tx, org, location.id, stamp, now).await?;
    let ids: Vec<ResourceId> = touched.iter().map(|(id, _)| *id).collect();
    catalogue::make_findable(tx, org, &ids).await?;
    tx.emit(&LocationUpdated { location_id: location.id, version: location.version });
    for (resource_id, version) in touched {
        tx.emit(&ResourceUpdated { resource_id, version });
    }
    Ok(())
}
