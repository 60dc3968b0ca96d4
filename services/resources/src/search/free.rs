//! Which candidates are free: their own rules and hours first, then what
//! bookings say is taken.

use std::collections::{HashMap, HashSet};

use futures::future::try_join_all;
use plaza_bookings_api::WhichFree;
use plaza_core::{Cx, Slot};
use plaza_resources_api::{LocationId, ResourceId, UnitId};

use super::candidates::Candidate;
use crate::app::App;
use crate::catalogue::Listed;
use crate::domain::fits::{Seen, claimed};
use crate::error::{Error, Result};

/// How many candidates one question to bookings is about, at least.
const BATCH: usize = 100;
/// How many candidates one page looks at; the next page looks on from there.
const LOOKED_AT: usize = 1_000;

/// What was found free, and whether there may be more.
pub struct Free {
    /// The page.
    pub page: Vec<Candidate>,
    /// Where to go on, if anywhere.
    pub next: Option<Candidate>,
}

/// The first `limit` candidates that are free in `slot`.
pub async fn first_free(app: &App, cx: &Cx, candidates: Vec<Candidate>, slot: Slot, limit: usize) -> Result<Free> {
    let now = app.clock.now();
    let mut page: Vec<Candidate> = Vec::new();
    let mut clocks = Clocks { slot, places: HashMap::new() };
    let total = candidates.len();
    let batch = BATCH.max(limit * 2);
    for (at, chunk) in candidates.chunks(batch).enumerate() {
        let open: Vec<&Candidate> = chunk
            .iter()
            .filter(|one| clocks.seen_by(&one.listed).suits(&one.listed.card.rules, now, cx.roles.operates()))
            .collect();
        let listed: Vec<&Listed> = open.iter().map(|one| &*one.listed).collect();
        let free = free_units(app, cx, &listed, slot).await?;
        for one in open.into_iter().filter(|one| one.listed.card.units.iter().any(|unit| free.contains(unit))) {
            if page.len() == limit {
                return Ok(Free { next: page.last().cloned(), page });
            }
            page.push(one.clone());
        }
        let looked = at * batch + chunk.len();
        if looked >= LOOKED_AT && looked < total {
            return Ok(Free { page, next: chunk.last().cloned() });
        }
    }
    Ok(Free { page, next: None })
}

/// Which of some resources are open in `slot`, may be booked then and are not taken; unknown ones are not.
pub async fn which_free(app: &App, cx: &Cx, ids: &[ResourceId], slot: Slot) -> Result<Vec<ResourceId>> {
    let catalogue = app.catalogue.of(cx.org()?).await?;
    let now = app.clock.now();
    let mut clocks = Clocks { slot, places: HashMap::new() };
    let known = ids.iter().filter_map(|id| catalogue.get(*id)).map(|listed| &**listed);
    let open: Vec<&Listed> = known
        .filter(|listed| listed.card.active && clocks.seen_by(listed).suits(&listed.card.rules, now, false))
        .collect();
    let free = free_units(app, cx, &open, slot).await?;
    let has_one = |listed: &&&Listed| listed.card.units.iter().any(|unit| free.contains(unit));
    Ok(open.iter().filter(has_one).map(|listed| listed.card.id).collect())
}

/// The slot as each place sees it, worked out once for each.
struct Clocks {
    slot: Slot,
    places: HashMap<LocationId, Seen>,
}

impl Clocks {
    fn seen_by(&mut self, listed: &Listed) -> Seen {
        if listed.own_hours {
            return Seen::by(&listed.hours, self.slot);
        }
        *self.places.entry(listed.card.location_id).or_insert_with(|| Seen::by(&listed.hours, self.slot))
    }
}

/// Asks bookings once for each pair of buffers.
async fn free_units(app: &App, cx: &Cx, open: &[&Listed], slot: Slot) -> Result<HashSet<UnitId>> {
    let mut by_slot: HashMap<Slot, Vec<UnitId>> = HashMap::new();
    for one in open {
        by_slot.entry(claimed(&one.card.rules, slot)).or_default().extend(&one.card.units);
    }
    let questions = by_slot.into_iter().map(|(slot, units)| app.bookings.which_free(cx, WhichFree { units, slot }));
    let answers = try_join_all(questions)
        .await
        .map_err(|fault| if fault.kind.is_unknown_outcome() { Error::AvailabilityUnknown } else { fault.into() })?;
    Ok(answers.into_iter().flatten().collect())
}
