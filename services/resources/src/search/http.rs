//! HTTP of searching.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Currency, Money, Page};
use plaza_resources_api::{Audience, LocationId, ResourceId, ResourceKind};
use plaza_web::{Caller, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use crate::app::App;
use crate::body::{Photo, Status};
use crate::show::view::Place;

/// What is looked for; all that is given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchResources {
    /// Words of its name, description, place, kind or amenities, in Spanish or English; accents and slips are forgiven.
    pub q: Option<String>,
    /// `latitude,longitude`, degrees.
    #[param(example = "40.4168,-3.7038")]
    pub near: Option<String>,
    /// With `near`: no farther than this; 25 unless told.
    pub radius_km: Option<f64>,
    /// Part of the place's name, city or address.
    pub place: Option<String>,
    /// In this location.
    pub location_id: Option<LocationId>,
    /// Of this sort.
    pub kind: Option<ResourceKind>,
    /// Slug of a category.
    pub category: Option<String>,
    /// All of these, separated by commas.
    #[param(example = "wifi,projector")]
    pub amenities: Option<String>,
    /// Holds at least so many people.
    pub capacity: Option<u32>,
    /// An hour comes to no more than this, minor units. Give `currency` too where there are several.
    pub max_price_per_hour: Option<i64>,
    /// Priced in this currency.
    #[param(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// Free from this moment, RFC 3339; with `to`.
    #[param(example = "2026-03-02T10:00:00+01:00")]
    pub from: Option<String>,
    /// Free until this moment, RFC 3339.
    pub to: Option<String>,
    /// `relevance` (with `q`), `distance` (with `near`), `price`, `capacity` or `name`.
    #[param(inline)]
    pub sort: Option<Sort>,
    /// For operators: those that are not active.
    pub status: Option<Status>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ResourceSort)]
pub enum Sort {
    /// What fits the words best.
    Relevance,
    /// The nearest.
    Distance,
    /// The cheapest by the hour.
    Price,
    /// The smallest.
    Capacity,
    /// The alphabet.
    Name,
}

/// A resource as a search shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ResourceSummary)]
pub struct ResourceItem {
    /// Its id.
    pub id: ResourceId,
    /// Name for people.
    pub name: String,
    /// Sort of thing.
    pub kind: ResourceKind,
    /// Slug of its category.
    pub category: Option<String>,
    /// People it holds.
    pub capacity: u32,
    /// Where it is.
    pub location: Place,
    /// What it has.
    pub amenities: Vec<String>,
    /// A picture of it.
    pub photo: Option<Photo>,
    /// For an hour; none when it is not priced by the hour.
    pub price_per_hour: Option<Money>,
    /// The least it can be had for; none when free.
    pub from_price: Option<Money>,
    /// Who may book it.
    pub audience: Audience,
    /// Whether it can be booked.
    pub status: Status,
    /// With `near`: how far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// With `from` and `to`: that it is free then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
}

/// Finds resources. With `from` and `to`, only those that are open then and that nobody has taken.
#[utoipa::path(get, path = "/resources", tag = "resources", params(SearchResources), responses((status = 200, body = Page<ResourceItem>)))]
pub async fn search(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(asked): Params<SearchResources>,
) -> Reply<Json<Page<ResourceItem>>> {
    Ok(Json(query::search(&app, &cx, asked).await?))
}
