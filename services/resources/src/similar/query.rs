use std::sync::Arc;

use plaza_core::Cx;
use plaza_resources_api::{Audience, ResourceCard, Similar};

use crate::app::App;
use crate::catalogue::Listed;
use crate::error::Result;

/// Nobody goes farther for another room.
const WITHIN_KM: f64 = 50.0;

/// Active resources of the same kind and category that hold as many people, nearest first, then cheapest, then smallest.
pub async fn similar(app: &App, cx: &Cx, asked: Similar) -> Result<Vec<ResourceCard>> {
    let catalogue = app.catalogue.of(cx.org()?).await?;
    let Some(wanted) = catalogue.get(asked.to) else { return Ok(Vec::new()) };
    let mut found: Vec<(f64, &Arc<Listed>)> = catalogue
        .all()
        .filter(|other| fits_instead(other, wanted, asked.capacity))
        .map(|other| (other.point.distance_km(wanted.point), other))
        .filter(|(distance, _)| *distance <= WITHIN_KM)
        .collect();
    found.sort_by(|(near, a), (far, b)| {
        near.total_cmp(far)
            .then(a.hourly.cmp(&b.hourly))
            .then(a.card.capacity.cmp(&b.card.capacity))
            .then(a.card.id.cmp(&b.card.id))
    });
    Ok(found.into_iter().take(asked.limit.min(50) as usize).map(|(_, other)| other.card.clone()).collect())
}

fn fits_instead(other: &Listed, wanted: &Listed, capacity: u32) -> bool {
    other.card.id != wanted.card.id
        && other.card.active
        && other.card.kind == wanted.card.kind
        && (wanted.category.is_none() || other.category == wanted.category)
        && other.card.capacity >= capacity
        // Whoever may book the one may book the other.
        && (other.card.audience == wanted.card.audience || other.card.audience == Audience::Everyone)
}
