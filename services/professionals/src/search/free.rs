//! Which of the hits are free: their hours and rules, and what is taken, as the resources service knows them.

use std::collections::HashSet;

use plaza_core::{Cx, Slot};
use plaza_resources_api::{FreeResources, ResourceId};

use super::index::{Hit, OrgIndex, Query};
use crate::app::App;
use crate::error::{Error, Result};

/// How many hits one page looks at; the next page looks on from there.
const LOOKED_AT: usize = 500;
/// How many one question is about.
const BATCH: usize = 100;

/// The first hits that are free, and where to look on, if anywhere.
pub async fn first_free(
    app: &App,
    cx: &Cx,
    known: &OrgIndex,
    query: &Query,
    slot: Slot,
) -> Result<(super::index::Found, Option<Hit>)> {
    let mut found = known.search(&Query { limit: LOOKED_AT, ..query.clone() });
    let hits = std::mem::take(&mut found.hits);
    let mut page: Vec<Hit> = Vec::new();
    for batch in hits.chunks(BATCH.max(query.limit * 2)) {
        let free = free(app, cx, batch, slot).await?;
        for hit in batch.iter().filter(|hit| hit.row.resource.is_some_and(|id| free.contains(&id))) {
            if page.len() == query.limit {
                let next = page.last().cloned();
                found.hits = page;
                return Ok((found, next));
            }
            page.push(hit.clone());
        }
    }
    let next = hits.last().filter(|_| found.more).cloned();
    found.hits = page;
    Ok((found, next))
}

async fn free(app: &App, cx: &Cx, hits: &[Hit], slot: Slot) -> Result<HashSet<ResourceId>> {
    let resources = hits.iter().filter_map(|hit| hit.row.resource).collect();
    let answer = app.resources.free(cx, FreeResources { resources, slot }).await;
    let unknown = |fault: plaza_core::Fault| {
        if fault.kind.is_unknown_outcome() { Error::AvailabilityUnknown } else { fault.into() }
    };
    Ok(answer.map_err(unknown)?.into_iter().collect())
}
