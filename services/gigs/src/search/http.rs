//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Fault, Page, UserId};
use plaza_web::{Caller, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cursor::Place;
use super::query;
use crate::app::App;
use crate::view::GigListing;

/// What is looked for; all that is given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct SearchGigs {
    /// Words of its title, tags, trade or description, in Spanish or English; accents and slips are forgiven.
    pub q: Option<String>,
    /// Slugs of `GET /trades`, separated by commas: any of them.
    #[param(example = "photographer,videographer")]
    pub trade: Option<String>,
    /// Sold by this person.
    pub user_id: Option<UserId>,
    /// The cheapest package costs at least this, minor units of the organisation's currency.
    pub min_price: Option<i64>,
    /// The cheapest package costs at most this, minor units of the organisation's currency.
    pub max_price: Option<i64>,
    /// The fastest package is delivered within so many days.
    pub max_days: Option<i32>,
    /// Written in this language, ISO 639-1.
    pub language: Option<String>,
    /// `relevance` with `q`, else `newest`, unless told; `price`: the cheapest first; `rating`: the best first.
    #[param(inline)]
    pub sort: Option<GigSort>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// How many, 1 to 50; 20 unless told.
    pub limit: Option<u32>,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GigSort {
    /// What fits the words best.
    Relevance,
    /// The cheapest.
    Price,
    /// The last published.
    Newest,
    /// The best rated: the average of the seller's stars together with five reviews of 3.5, so that few count less.
    Rating,
}

/// Finds published gigs of published professionals.
#[utoipa::path(get, path = "/gigs", tag = "gigs", params(SearchGigs), responses((status = 200, body = Page<GigListing>)))]
pub async fn search(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(asked): Params<SearchGigs>,
) -> Reply<Json<Page<GigListing>>> {
    let words = asked.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if words.is_some_and(|text| text.chars().count() > 200) {
        return Err(Fault::invalid("q", "must have at most 200 characters").into());
    }
    let sort = match (asked.sort, words) {
        (Some(GigSort::Relevance) | None, None) => GigSort::Newest,
        (Some(sort), _) => sort,
        (None, Some(_)) => GigSort::Relevance,
    };
    let limit = asked.limit.unwrap_or(20).clamp(1, 50) as usize;
    for (field, price) in [("minPrice", asked.min_price), ("maxPrice", asked.max_price)] {
        if price.is_some_and(|price| price < 0) {
            return Err(Fault::invalid(field, "is an amount of minor units, 0 or more").into());
        }
    }
    let trades = asked.trade.as_deref().unwrap_or_default().split(',').map(str::trim);
    let trades: Vec<&str> = trades.filter(|slug| !slug.is_empty()).collect();
    app.are_trades(&cx, &trades).await?;
    let wanted = query::Wanted {
        words: words.map(str::to_owned),
        trades: trades.into_iter().map(str::to_owned).collect(),
        user: asked.user_id,
        min_price: asked.min_price,
        max_price: asked.max_price,
        max_days: asked.max_days,
        language: asked.language,
        sort,
        after: asked.cursor.as_deref().map(|cursor| Place::read(cursor, sort)).transpose()?,
        limit,
    };
    let found = query::search(&app.db, &cx, &wanted).await?;
    let page = Page::of(found.gigs, limit, |found_one| {
        Place { by: found.by, rank: found_one.rank, id: found_one.gig.id }.write(sort)
    });
    Ok(Json(page.map(|one| GigListing::from(&one.gig))))
}
