//! Closing and opening again.

use plaza_bookings_api::ClosureId;
use plaza_bookings_api::events::{ClosureCreated, ClosureRemoved};
use plaza_core::{Cx, Fault, Slot};
use plaza_resources_api::{ResourceId, UnitId};
use serde_json::json;

use super::http::ClosureView;
use super::store::{self, Closure};
use crate::app::App;
use crate::error::Error;
use crate::expire;
use crate::facts;

/// What an operator closes.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The resource.
    pub resource: ResourceId,
    /// Which of its units; all when empty.
    pub units: Vec<UnitId>,
    /// From when to when.
    pub slot: Slot,
    /// Why, for people.
    pub reason: Option<String>,
}

/// Closes units for a time, unless bookings or closures stand in it.
///
/// # Errors
/// [`Error::ClosureConflicts`] with the bookings in the way; 404 for the resource; 400 for
/// units that are not its own.
pub async fn create(app: &App, cx: &Cx, closing: Closing) -> Result<ClosureView, Error> {
    let org = cx.org()?;
    let bookable = app.catalogue.get(cx, closing.resource).await?;
    let unit_ids = units(&bookable.card.units, closing.units)?;
    let mut tx = app.db.begin(cx).await?;
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let (_, gone) = expire::store::expire_on(&mut tx, &unit_ids, closing.slot, now, &actor).await?;
    gone.iter().for_each(|expired| facts::announce(&mut tx, expired));
    let closure = Closure {
        org_id: org,
        id: ClosureId::new(),
        resource_id: closing.resource,
        unit_ids,
        starts_at: closing.slot.start,
        ends_at: closing.slot.end,
        reason: closing.reason,
        created_by: actor,
        created_at: now,
    };
    if !store::insert(&mut tx, &closure).await? {
        drop(tx);
        return Err(in_the_way(app, &closure).await?);
    }
    tx.emit(&ClosureCreated {
        closure_id: closure.id,
        resource_id: closure.resource_id,
        start_date_time: closure.starts_at,
        end_date_time: closure.ends_at,
    });
    let view = ClosureView::from(&closure);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// Opens again what a closure closed.
///
/// # Errors
/// [`Error::ClosureNotFound`], or as the database fails.
pub async fn remove(app: &App, cx: &Cx, id: ClosureId) -> Result<(), Error> {
    let mut tx = app.db.begin(cx).await?;
    let gone = store::remove(&mut tx, cx.org()?, id).await?;
    tx.emit(&ClosureRemoved {
        closure_id: gone.id,
        resource_id: gone.resource_id,
        start_date_time: gone.starts_at,
        end_date_time: gone.ends_at,
    });
    tx.commit().await?;
    Ok(())
}

// Sorted, so that two closures of the same units never wait for each other in a circle.
fn units(all: &[UnitId], asked: Vec<UnitId>) -> Result<Vec<UnitId>, Error> {
    let mut units = if asked.is_empty() { all.to_vec() } else { asked };
    if let Some(stranger) = units.iter().find(|unit| !all.contains(unit)) {
        return Err(Fault::invalid("unitIds", format!("{stranger} is no unit of this resource")).into());
    }
    units.sort_unstable();
    units.dedup();
    Ok(units)
}

async fn in_the_way(app: &App, closure: &Closure) -> Result<Error, Error> {
    let slot = Slot { start: closure.starts_at, end: closure.ends_at };
    let bookings = store::bookings_in_the_way(app.db.pool(), closure.org_id, &closure.unit_ids, slot).await?;
    let closures = store::list(app.db.pool(), closure.org_id, Some(closure.resource_id), slot, None, 100).await?;
    let mut found: Vec<_> = bookings
        .iter()
        .map(|booking| {
            json!({"kind": "booking", "id": booking.id, "status": booking.state.name(), "userId": booking.user, "unitId": booking.unit,
                   "startDateTime": booking.slot.start, "endDateTime": booking.slot.end})
        })
        .collect();
    let standing = closures.iter().filter(|other| other.unit_ids.iter().any(|unit| closure.unit_ids.contains(unit)));
    found.extend(standing.map(|other| json!({"kind": "closure", "id": other.id, "startDateTime": other.starts_at, "endDateTime": other.ends_at})));
    Ok(Error::ClosureConflicts { bookings: found })
}
