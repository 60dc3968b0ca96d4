//! Resources as bookings need them, kept for a moment: most bookings are of
//! what somebody else has just looked at.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use plaza_core::{Cx, Fault, OrgId};
use plaza_resources_api::{self as api, ResourceCard, ResourceId, Resources, Similar};

use crate::domain::hours::{DayInterval, Hours};
use crate::domain::price::{Peak, Rates, Tax};
use crate::domain::rules::{Audience, Rules};
use crate::error::Error;

/// How long a resource is trusted without asking again. An update drops it at once in the
/// process that hears of it; other processes see it within this time.
const TRUSTED: Duration = Duration::from_secs(15);

/// A resource, turned into what the decisions take.
#[derive(Debug, Clone)]
pub struct Bookable {
    /// The resource as its service tells it.
    pub card: ResourceCard,
    /// What a booking must keep to.
    pub rules: Rules,
    /// When it is open.
    pub hours: Hours,
    /// What it costs.
    pub rates: Rates,
}

/// Resources by id, from their service or from memory.
#[derive(Clone)]
pub struct Catalogue {
    resources: Arc<dyn Resources>,
    known: Cache<(OrgId, ResourceId), Arc<Bookable>>,
}

impl Catalogue {
    /// A catalogue over the resources service.
    pub fn new(resources: Arc<dyn Resources>) -> Self {
        Self { resources, known: Cache::builder().max_capacity(10_000).time_to_live(TRUSTED).build() }
    }

    /// A resource of the context's organisation.
    ///
    /// # Errors
    /// 404 `resources.not_found`; or the service's fault.
    pub async fn get(&self, cx: &Cx, id: ResourceId) -> Result<Arc<Bookable>, Error> {
        let key = (cx.org()?, id);
        if let Some(known) = self.known.get(&key).await {
            return Ok(known);
        }
        let card = self.resources.resource(cx, id).await?.filter(|card| card.org_id == key.0);
        let card = card.ok_or_else(|| {
            Fault::not_found("resources.not_found", "There is no such resource. Find one with GET /resources.")
        })?;
        let found = Arc::new(Bookable::from(card));
        self.known.insert(key, found.clone()).await;
        Ok(found)
    }

    /// Resources one could take instead of `id` for so many people.
    ///
    /// # Errors
    /// The service's fault.
    pub async fn similar(&self, cx: &Cx, id: ResourceId, capacity: u32) -> Result<Vec<Bookable>, Error> {
        let cards = self.resources.similar(cx, Similar { to: id, capacity, limit: 8 }).await?;
        Ok(cards.into_iter().filter(|card| card.active && card.id != id).map(Bookable::from).collect())
    }

    /// Forgets a resource that has changed.
    pub async fn forget(&self, org: OrgId, id: ResourceId) {
        self.known.invalidate(&(org, id)).await;
    }
}

impl From<ResourceCard> for Bookable {
    fn from(card: ResourceCard) -> Self {
        Self { rules: rules(&card), hours: card.hours.in_zone(card.time_zone), rates: rates(&card), card }
    }
}

fn rules(card: &ResourceCard) -> Rules {
    let given = &card.rules;
    Rules {
        min_minutes: given.min_minutes,
        max_minutes: given.max_minutes,
        granularity_minutes: given.granularity_minutes,
        lead_minutes: given.lead_minutes,
        horizon_days: given.horizon_days,
        capacity: card.capacity,
        audience: match card.audience {
            api::Audience::Members => Audience::Members,
            api::Audience::Everyone => Audience::Everyone,
        },
        buffer_before_minutes: given.buffer_before_minutes,
        buffer_after_minutes: given.buffer_after_minutes,
    }
}

fn rates(card: &ResourceCard) -> Rates {
    let given = &card.rates;
    let peaks = given.peaks.iter().flat_map(|peak| {
        let interval = interval(peak.from, peak.to);
        peak.days.iter().filter_map(move |day| Some(Peak { day: *day, interval: interval?, percent: peak.percent }))
    });
    Rates {
        currency: card.currency,
        per_hour: given.per_hour.map(|money| money.amount),
        half_day: given.per_half_day.map(|money| money.amount),
        half_day_minutes: given.half_day_hours.unwrap_or(4).max(1) * 60,
        day: given.per_day.map(|money| money.amount),
        day_minutes: given.day_hours.unwrap_or(10).max(1) * 60,
        peaks: peaks.collect(),
        tax: Tax { basis_points: card.tax.basis_points, inclusive: card.tax.inclusive },
    }
}

fn interval(from: chrono::NaiveTime, to: chrono::NaiveTime) -> Option<DayInterval> {
    use chrono::Timelike;
    let minutes = |time: chrono::NaiveTime| time.num_seconds_from_midnight() / 60;
    DayInterval::new(minutes(from), minutes(to))
}
