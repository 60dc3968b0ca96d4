//! What a search answers.

use plaza_core::{Currency, Money, UserId};
use plaza_professionals_api::ProfessionalId;
use plaza_resources_api::ResourceId;
use serde::Serialize;
use utoipa::ToSchema;

use super::index::{Facets, Hit, PRICES, STARS};
use crate::domain::taxonomy::taxonomy;
use crate::view::{NearPlace, Picture, Rating};

/// Professionals that were found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundProfessionals {
    /// In the order asked for.
    pub items: Vec<FoundProfessional>,
    /// Pass as `cursor` to read on; null on the last page. With `from` and `to` a page may be short, and there may be
    /// more all the same.
    pub next: Option<String>,
    /// How many fit; with `from` and `to`, whether or not they are free then.
    pub total: u64,
    /// With `facets=true`; like `total`, with `from` and `to` whether or not they are free then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<FoundCounts>,
}

/// A professional as a search shows one.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundProfessional {
    /// The profile.
    pub id: ProfessionalId,
    /// Whose.
    pub user_id: UserId,
    /// Name shown to clients.
    pub display_name: String,
    /// What they do, in a line.
    pub headline: String,
    /// Slugs, the main trade first.
    pub trades: Vec<&'static str>,
    /// ISO 639-1.
    pub languages: Vec<String>,
    /// What an hour costs at least.
    pub hourly_from: Option<Money>,
    /// Whether they work over the net.
    pub remote: bool,
    /// About where.
    pub place: NearPlace,
    /// How far from `lat` and `lon`, whole kilometres, 1 at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// How far they travel to work, km.
    pub radius_km: u32,
    /// Their picture.
    pub avatar: Option<Picture>,
    /// What clients say.
    pub rating: Rating,
    /// 0 (new) to 3 (top).
    pub level: i16,
    /// Badges by code.
    pub badges: Vec<String>,
    /// Completed orders.
    pub completed: i64,
    /// Median time to the first answer, once it is known.
    pub response_minutes: Option<i64>,
    /// Whether who they are was proved and still counts.
    pub verified: bool,
    /// Their time, to be booked like a room.
    pub resource_id: Option<ResourceId>,
    /// With `from` and `to`: that they are free then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
}

/// How many each filter would leave, the others applied.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProfessionalFacets)]
pub struct FoundCounts {
    /// By trade, the most first.
    pub trades: Vec<Count>,
    /// By language, the most first.
    pub languages: Vec<Count>,
    /// So many stars and more: `4.5`, `4`, `3.5`, `3`.
    pub ratings: Vec<Count>,
    /// By the price of an hour; empty where there are several currencies and none was told.
    pub prices: Vec<PriceCount>,
    /// Proved to be who they are.
    pub verified: u64,
    /// Working over the net.
    pub remote: u64,
}

/// How many of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FacetCount)]
pub struct Count {
    /// What the filter would say.
    pub value: String,
    /// How many it would leave.
    pub count: u64,
}

/// How many of a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FacetPriceCount)]
pub struct PriceCount {
    /// From this on, minor units: `minPrice`.
    pub from: i64,
    /// To this, minor units: `maxPrice`; none above the last.
    pub to: Option<i64>,
    /// How many it would leave.
    pub count: u64,
}

impl FoundProfessional {
    /// A hit as it is shown.
    pub fn of(hit: &Hit, now: plaza_core::Instant, available: Option<bool>) -> Self {
        let row = &hit.row;
        let slug = |number: &u16| taxonomy().trade(*number).map(|trade| trade.named.slug.as_str());
        Self {
            id: row.id.into(),
            user_id: row.user,
            display_name: row.name.to_string(),
            headline: row.headline.to_string(),
            trades: row.trades.iter().filter_map(slug).collect(),
            languages: row.languages.iter().map(|code| String::from_utf8_lossy(code).into_owned()).collect(),
            hourly_from: row.price,
            remote: row.remote,
            place: NearPlace {
                city: row.city.to_string(),
                country: row.country.to_string(),
                latitude: row.point.latitude,
                longitude: row.point.longitude,
            },
            // The place is blurred: more digits would say nothing.
            distance_km: hit.km.map(|km| km.round().max(1.0)),
            radius_km: row.reach_km,
            avatar: row.avatar.map(Picture::of),
            rating: Rating::of(row.rating_sum, row.rating_count),
            level: row.level,
            badges: row.badges.iter().map(ToString::to_string).collect(),
            completed: row.completed,
            response_minutes: row.response_minutes,
            verified: row.verified_until.is_some_and(|until| until > now),
            resource_id: row.resource,
            available,
        }
    }
}

impl FoundCounts {
    /// Counts as they are shown.
    pub fn of(facets: &Facets, currency: Option<Currency>) -> Self {
        let slug = |number: u16| taxonomy().trade(number).map(|trade| trade.named.slug.clone()).unwrap_or_default();
        let trades = facets.trades.iter().map(|(trade, count)| Count { value: slug(*trade), count: *count });
        let code = |code: &[u8; 2]| String::from_utf8_lossy(code).into_owned();
        let languages = facets.languages.iter().map(|(language, count)| Count { value: code(language), count: *count });
        let ratings = STARS.iter().zip(facets.ratings).map(|(stars, count)| Count { value: stars.to_string(), count });
        Self {
            trades: most_first(trades.collect()),
            languages: most_first(languages.collect()),
            ratings: ratings.collect(),
            prices: currency.map(|currency| prices(facets, currency)).unwrap_or_default(),
            verified: facets.verified,
            remote: facets.remote,
        }
    }
}

fn prices(facets: &Facets, currency: Currency) -> Vec<PriceCount> {
    let unit = 10_i64.pow(currency.decimals());
    let step = |(at, count): (usize, u64)| PriceCount {
        from: at.checked_sub(1).map_or(0, |below| PRICES[below] * unit),
        to: PRICES.get(at).map(|most| most * unit - 1),
        count,
    };
    facets.prices.into_iter().enumerate().map(step).collect()
}

fn most_first(mut counts: Vec<Count>) -> Vec<Count> {
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counts
}
