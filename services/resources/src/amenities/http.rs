//! HTTP of amenities.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Cx, Page};
use plaza_web::{Caller, Reply};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::body::Status;
use crate::error::Result;

/// An amenity and how many active resources have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AmenityCount {
    /// Its name in requests.
    pub amenity: String,
    /// How many have it.
    pub count: u32,
}

/// Lists the amenities in use, the commonest first.
#[utoipa::path(get, path = "/amenities", tag = "resources", responses((status = 200, body = Page<AmenityCount>)))]
pub async fn list(State(app): State<Arc<App>>, Caller(cx): Caller) -> Reply<Json<Page<AmenityCount>>> {
    Ok(Json(count(&app, &cx).await?))
}

async fn count(app: &App, cx: &Cx) -> Result<Page<AmenityCount>> {
    let catalogue = app.catalogue.of(cx.org()?).await?;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for amenity in catalogue.all().filter(|listed| listed.status == Status::Active).flat_map(|listed| &listed.amenities)
    {
        *counts.entry(amenity).or_default() += 1;
    }
    let mut items: Vec<_> =
        counts.into_iter().map(|(amenity, count)| AmenityCount { amenity: amenity.to_owned(), count }).collect();
    items.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.amenity.cmp(&b.amenity)));
    Ok(Page { items, next: None })
}
