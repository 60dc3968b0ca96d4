use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use plaza_resources_api::{LocationId, ResourceId};

use super::cursor::Place;
use super::http::Sort;
use super::wanted::Wanted;
use crate::catalogue::{Listed, Snapshot};
use crate::error::{Error, Result};

/// A resource that fits, and where it stands in the order.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The resource.
    pub listed: Arc<Listed>,
    /// Where it stands.
    pub place: Place,
    /// How far it is.
    pub distance_km: Option<f64>,
}

/// What the database found by words.
#[derive(Debug, Default)]
pub struct Found {
    /// With `q`: what fits and how well.
    pub ranks: Option<HashMap<ResourceId, f64>>,
    /// With `place`: where.
    pub places: Option<HashSet<LocationId>>,
}

/// What fits, in order, from where the page before ended.
pub fn candidates(catalogue: &Snapshot, wanted: &Wanted, found: &Found) -> Result<Vec<Candidate>> {
    if wanted.asked.max_price_per_hour.is_some() && wanted.asked.currency.is_none() {
        one_currency(catalogue)?;
    }
    let fitting = catalogue.all().filter(|listed| fits(listed, wanted, found));
    let mut all: Vec<Candidate> = fitting.filter_map(|listed| placed(listed, wanted, found)).collect();
    if let Some(after) = &wanted.after {
        all.retain(|candidate| candidate.place.order(after).is_gt());
    }
    all.sort_unstable_by(|a, b| a.place.order(&b.place));
    Ok(all)
}

fn fits(listed: &Listed, wanted: &Wanted, found: &Found) -> bool {
    let asked = &wanted.asked;
    let card = &listed.card;
    listed.status == wanted.status
        && asked.kind.is_none_or(|kind| card.kind == kind)
        && asked.location_id.is_none_or(|id| card.location_id == id)
        && asked.category.as_ref().is_none_or(|slug| listed.category.as_ref() == Some(slug))
        && asked.capacity.is_none_or(|people| card.capacity >= people)
        && asked.currency.is_none_or(|currency| card.currency == currency)
        && asked.max_price_per_hour.is_none_or(|most| listed.hourly <= most)
        && wanted.amenities.iter().all(|amenity| listed.amenities.contains(amenity))
        && found.places.as_ref().is_none_or(|places| places.contains(&card.location_id))
        && found.ranks.as_ref().is_none_or(|ranks| ranks.contains_key(&card.id))
}

fn placed(listed: &Arc<Listed>, wanted: &Wanted, found: &Found) -> Option<Candidate> {
    let distance_km = wanted.near.map(|(point, _)| listed.point.distance_km(point));
    if let (Some((_, radius)), Some(distance)) = (wanted.near, distance_km)
        && distance > radius
    {
        return None;
    }
    let card = &listed.card;
    let number = match wanted.sort {
        Sort::Relevance => -found.ranks.as_ref().and_then(|ranks| ranks.get(&card.id)).copied().unwrap_or_default(),
        Sort::Distance => distance_km.unwrap_or_default(),
        // Minor units fit a double exactly up to 2^53.
        #[allow(clippy::cast_precision_loss)]
        Sort::Price => listed.hourly as f64,
        Sort::Capacity => f64::from(card.capacity),
        Sort::Name => 0.0,
    };
    Some(Candidate {
        listed: listed.clone(),
        place: Place { number, text: listed.sort_name.clone(), id: card.id },
        distance_km,
    })
}

fn one_currency(catalogue: &Snapshot) -> Result<()> {
    let mut currencies: Vec<String> =
        catalogue.all().filter(|listed| listed.card.active).map(|listed| listed.card.currency.to_string()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    if currencies.len() <= 1 {
        return Ok(());
    }
    Err(Error::invalid(
        "currency",
        format!("is needed with maxPricePerHour: there are prices in {}", currencies.join(", ")),
    ))
}
