//! HTTP of finding professionals.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Currency;
use plaza_web::{Caller, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use super::view::FoundProfessionals;
use crate::app::App;

/// What is looked for; all that is given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchProfessionals {
    /// Words of trade, name, headline, city or introduction, in Spanish or English; accents and slips are forgiven.
    #[param(example = "fotógrafo boda")]
    pub q: Option<String>,
    /// Any of these trades: slugs of `GET /trades`, separated by commas.
    #[param(example = "photographer,videographer")]
    pub trade: Option<String>,
    /// Around here: degrees north; with `lon`.
    #[param(example = 40.4168)]
    pub lat: Option<f64>,
    /// Degrees east; with `lat`.
    #[param(example = -3.7038)]
    pub lon: Option<f64>,
    /// With `lat` and `lon`: no farther than this, above 0 to 20,038 km; anywhere unless told.
    pub radius_km: Option<f64>,
    /// With `lat` and `lon`: only who travels as far as that, by the radius of their profile; false: only who does not.
    pub reaches: Option<bool>,
    /// An hour costs this or more, minor units.
    pub min_price: Option<i64>,
    /// An hour costs this or less, minor units.
    pub max_price: Option<i64>,
    /// The currency of prices; needed for them where there are several.
    #[param(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// Average of stars, 1 to 5, this or more.
    pub min_rating: Option<f32>,
    /// Any of these languages: two letters each, separated by commas.
    #[param(example = "es,en")]
    pub language: Option<String>,
    /// Only who has proved who they are; false: only who has not.
    pub verified: Option<bool>,
    /// Only who works over the net; false: only who does not.
    pub remote: Option<bool>,
    /// Free from this moment, RFC 3339; with `to`. Only who has made their time bookable.
    #[param(example = "2026-03-02T10:00:00+01:00")]
    pub from: Option<String>,
    /// Free until this moment, RFC 3339.
    pub to: Option<String>,
    /// `distance` (with `lat` and `lon`), `rating` (Bayesian: few reviews count less), `price`, or `relevance`: 0.5 how
    /// plainly they say the words, 0.25 nearness (halved at 10 km), 0.2 rating, 0.05 how fast they answer. With `lat`
    /// and `lon` and no words, `distance` unless told; else `relevance`.
    #[param(inline)]
    pub sort: Option<Sort>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// 1 to 50; 20 unless told.
    pub limit: Option<u32>,
    /// Whether to count, for each filter, how many it would leave with the others applied; free time is not counted.
    pub facets: Option<bool>,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProfessionalSort)]
pub enum Sort {
    /// The stated blend.
    Relevance,
    /// The nearest.
    Distance,
    /// The cheapest by the hour.
    Price,
    /// The best rated.
    Rating,
}

/// Finds professionals: 001-36. Places and distances are blurred to about a kilometre.
#[utoipa::path(get, path = "/search/professionals", tag = "professionals", params(SearchProfessionals),
    responses((status = 200, body = FoundProfessionals)))]
pub async fn search(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(asked): Params<SearchProfessionals>,
) -> Reply<Json<FoundProfessionals>> {
    Ok(Json(query::search(&app, &cx, asked).await?))
}
