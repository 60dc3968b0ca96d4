//! A refusal and what could be booked instead.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use plaza_core::{Cx, Instant, OrgId, Slot};
use plaza_resources_api::{ResourceId, UnitId};
use serde_json::{Value, json};

use crate::app::App;
use crate::catalogue::Bookable;
use crate::claims;
use crate::closures;
use crate::domain::alternatives::{self, Alternative, Candidate};
use crate::domain::availability::{Buffers, Free, Unit, free_intervals};
use crate::domain::price::quote;
use crate::domain::refusal::Refusal;
use crate::domain::rules::{Ask, Rules};
use crate::error::Error;

/// The error of a refused request, with up to three slots that could be booked instead.
///
/// What is offered is a help: if it cannot be found just now, the refusal stands without it.
pub async fn refuse(app: &App, cx: &Cx, ask: Ask, bookable: &Bookable, refusal: Refusal) -> Error {
    let offered = offered(app, cx, ask, bookable, &refusal).await;
    Error::Refused { refusal, alternatives: offered, locale: cx.locale }
}

/// What those who came too late for one slot are told: computed once for all who come within
/// a quarter of a second, because a slot that everybody wants is where it matters.
pub type Offers = Cache<(OrgId, ResourceId, Ask), Arc<(Refusal, Vec<Value>)>>;

/// An empty memory of offers.
pub fn offers() -> Offers {
    Cache::builder().max_capacity(1_000).time_to_live(Duration::from_millis(250)).build()
}

/// The error of a slot that is taken on every unit, by bookings or by the operator's closures.
pub async fn refuse_taken(app: &App, cx: &Cx, ask: Ask, bookable: &Bookable) -> Error {
    let key = (bookable.card.org_id, bookable.card.id, ask);
    let told = app.offers.get_with(key, tell(app, cx, ask, bookable)).await;
    Error::Refused { refusal: told.0.clone(), alternatives: told.1.clone(), locale: cx.locale }
}

async fn tell(app: &App, cx: &Cx, ask: Ask, bookable: &Bookable) -> Arc<(Refusal, Vec<Value>)> {
    let refusal = why_taken(app, cx, ask, bookable).await.unwrap_or(Refusal::SlotTaken);
    let offered = offered(app, cx, ask, bookable, &refusal).await;
    Arc::new((refusal, offered))
}

async fn offered(app: &App, cx: &Cx, ask: Ask, bookable: &Bookable, refusal: &Refusal) -> Vec<Value> {
    find(app, cx, ask, bookable, refusal).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "alternatives could not be found");
        Vec::new()
    })
}

/// What is free of a resource in a window.
///
/// # Errors
/// As the database fails.
pub async fn free(
    app: &App,
    bookable: &Bookable,
    window: Slot,
    shortest: chrono::Duration,
) -> Result<Vec<Free>, Error> {
    let buffers = buffers(&bookable.rules);
    let around = window.padded(buffers.before, buffers.after);
    let units = claims::of_units(app.db.pool(), &bookable.card.units, around, app.clock.now()).await?;
    Ok(free_intervals(window, &alternatives::open_in(window, &bookable.hours), &units, buffers, shortest))
}

async fn why_taken(app: &App, cx: &Cx, ask: Ask, bookable: &Bookable) -> Option<Refusal> {
    let org = cx.org().ok()?;
    let claimed = bookable.rules.claimed(ask.slot);
    let closures = closures::store::list(app.db.pool(), org, Some(bookable.card.id), claimed, None, 100).await.ok()?;
    let closed = |unit: &UnitId| closures.iter().any(|closure| closure.unit_ids.contains(unit));
    let all_closed = bookable.card.units.iter().all(closed);
    all_closed.then(|| Refusal::Blackout { reason: closures.into_iter().find_map(|closure| closure.reason) })
}

async fn find(app: &App, cx: &Cx, ask: Ask, bookable: &Bookable, refusal: &Refusal) -> Result<Vec<Value>, Error> {
    let now = app.clock.now();
    let times = if refusal.another_time_helps() {
        let window = alternatives::search_window(&ask, &bookable.rules, now);
        let shortest = bookable.rules.fitting_length(ask.slot.length());
        let free = free(app, bookable, window, shortest).await?;
        alternatives::other_times(bookable.card.id, ask, &bookable.rules, &bookable.hours, &free, now)
    } else {
        Vec::new()
    };
    let similar = app.catalogue.similar(cx, bookable.card.id, ask.people).await.unwrap_or_else(|error| {
        tracing::info!(%error, "similar resources could not be asked for");
        Vec::new()
    });
    let others = free_of_others(app, ask, &similar, now).await?;
    let chosen = alternatives::choose(times, others);
    Ok(chosen.iter().map(|one| show(one, bookable, &similar)).collect())
}

async fn free_of_others(
    app: &App,
    ask: Ask,
    similar: &[Bookable],
    now: Instant,
) -> Result<Vec<Alternative<ResourceId>>, Error> {
    let units: Vec<UnitId> = similar.iter().flat_map(|other| other.card.units.iter().copied()).collect();
    let widest = similar.iter().map(|other| other.rules.before().max(other.rules.after())).max().unwrap_or_default();
    let claims = if units.is_empty() {
        Vec::new()
    } else {
        claims::of_units(app.db.pool(), &units, ask.slot.padded(widest, widest), now).await?
    };
    let of = |other: &Bookable| -> Vec<Unit<UnitId>> {
        claims.iter().filter(|unit| other.card.units.contains(&unit.id)).cloned().collect()
    };
    let candidates: Vec<_> = similar
        .iter()
        .map(|other| Candidate {
            resource: other.card.id,
            rules: other.rules.clone(),
            hours: other.hours.clone(),
            units: of(other),
        })
        .collect();
    Ok(alternatives::other_resources(ask, &candidates, now))
}

fn show(one: &Alternative<ResourceId>, bookable: &Bookable, similar: &[Bookable]) -> Value {
    let same = one.resource == bookable.card.id;
    let of = if same { Some(bookable) } else { similar.iter().find(|other| other.card.id == one.resource) };
    let price = of.and_then(|of| quote(&of.rates, of.hours.zone, one.slot).ok()).map(|quote| quote.total);
    json!({
        "kind": if same { "other_time" } else { "other_resource" },
        "resourceId": one.resource,
        "resourceName": of.map(|of| of.card.name.clone()),
        "startDateTime": one.slot.start,
        "endDateTime": one.slot.end,
        "timeZone": of.map(|of| of.hours.zone.name()),
        "price": price,
    })
}

fn buffers(rules: &Rules) -> Buffers {
    Buffers { before: rules.before(), after: rules.after() }
}
