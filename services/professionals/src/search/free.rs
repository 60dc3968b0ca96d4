//! Which of the hits are free: their hours and rules, and what is taken, as the resources service knows them.

use std::collections::HashSet;

use plaza_core::{Cx, Slot};
use plaza_resources_api::{FreeResources, ResourceId};

use super::index::{Found, Hit, OrgIndex, Query};
use crate::app::App;
use crate::error::{Error, Result};

/// How many hits one page looks at, about; the next page looks on from there.
const LOOKED_AT: usize = 500;

/// The first hits that are free, and where to look on, if anywhere.
pub async fn first_free(
    app: &App,
    cx: &Cx,
    known: &OrgIndex,
    query: &Query,
    slot: Slot,
) -> Result<(Found, Option<Hit>)> {
    // Most are free: a few more than a page are asked about, and more at a time only where that was not enough.
    let mut batch = query.limit + query.limit / 5;
    let mut found = known.search(&Query { limit: batch, ..query.clone() });
    let (mut hits, mut more) = (std::mem::take(&mut found.hits), found.more);
    let mut looked = 0;
    loop {
        let free = free(app, cx, &hits, slot).await?;
        looked += hits.len();
        let last = hits.last().cloned();
        let mut left = hits.into_iter();
        while let Some(hit) = left.next() {
            if !hit.row.resource.is_some_and(|id| free.contains(&id)) {
                continue;
            }
            found.hits.push(hit);
            if found.hits.len() == query.limit {
                let next = found.hits.last().filter(|_| more || left.len() > 0).cloned();
                return Ok((found, next));
            }
        }
        if !more || looked >= LOOKED_AT {
            return Ok((found, last.filter(|_| more)));
        }
        batch *= 3;
        let after = last.map(|hit| hit.place);
        let further = known.search(&Query { limit: batch, after, facets: false, ..query.clone() });
        (hits, more) = (further.hits, further.more);
    }
}

async fn free(app: &App, cx: &Cx, hits: &[Hit], slot: Slot) -> Result<HashSet<ResourceId>> {
    let resources = hits.iter().filter_map(|hit| hit.row.resource).collect();
    let answer = app.resources.free(cx, FreeResources { resources, slot }).await;
    let unknown = |fault: plaza_core::Fault| {
        if fault.kind.is_unknown_outcome() { Error::AvailabilityUnknown } else { fault.into() }
    };
    Ok(answer.map_err(unknown)?.into_iter().collect())
}
