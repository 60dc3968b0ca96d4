use plaza_core::page::page_limit;
use plaza_core::{Cx, Fault, Page};
use plaza_resources_api::LocationId;

use super::http::ListLocations;
use super::store;
use super::view::LocationView;
use crate::app::App;
use crate::error::Result;
use crate::person;

/// The organisation's locations, oldest first; where its professionals work is theirs, not a place of it.
pub async fn list(app: &App, cx: &Cx, asked: ListLocations) -> Result<Page<LocationView>> {
    let limit = page_limit(asked.limit);
    let after: Option<LocationId> = match asked.cursor {
        Some(text) => {
            Some(text.parse().map_err(|_| Fault::invalid("cursor", "is what 'next' of the page before said"))?)
        }
        None => None,
    };
    let rows = sqlx::query_as(
        "SELECT * FROM locations WHERE org_id = $1 AND ($2::uuid IS NULL OR id > $2) AND starts_with(import_key, $4) IS NOT TRUE
         ORDER BY id LIMIT $3",
    )
    .bind(cx.org()?)
    .bind(after)
    .bind(i64::try_from(limit + 1).unwrap_or(i64::MAX))
    .bind(person::KEY)
    .fetch_all(app.db.pool())
    .await?;
    Ok(Page::of(rows, limit, |last: &LocationView| last.id.to_string()))
}

/// One location.
pub async fn get(app: &App, cx: &Cx, id: LocationId) -> Result<LocationView> {
    store::find(app.db.pool(), cx.org()?, id).await
}
