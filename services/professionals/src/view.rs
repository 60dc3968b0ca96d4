//! A professional as clients see one.

use plaza_core::{Instant, Money, UserId};
use plaza_professionals_api::{ProfessionalId, ProfileStatus};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::profile::{Language, PractisedTrade};
use crate::domain::standing::average;
use crate::portfolio::store::Item;
use crate::record::{Placed, Professional, Standing};

/// A professional's own profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfessionalProfile {
    /// What everybody sees of it.
    #[serde(flatten)]
    pub page: ProfessionalPage,
    /// Where exactly: nobody else is told.
    pub exact_place: Option<ExactPlace>,
    /// What is missing before it can be published: `headline`, `about` (at least 40 characters), `languages`, `trades`,
    /// `location`; `membership` when its owner may no longer offer work here.
    pub missing: Vec<&'static str>,
    /// Why an operator took it down.
    pub suspended_for: Option<String>,
    /// Until when who they are counts as proved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub verified_until: Option<Instant>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

/// A professional's page.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfessionalPage {
    /// The profile.
    pub id: ProfessionalId,
    /// Whose: who to chat with, to make an offer to.
    pub user_id: UserId,
    /// Where it is in its life.
    pub status: ProfileStatus,
    /// Name shown to clients.
    pub display_name: String,
    /// What they do, in a line.
    pub headline: String,
    /// About them.
    pub about: String,
    /// Languages they work in.
    pub languages: Vec<Language>,
    /// What they do, the main trade first.
    pub trades: Vec<PractisedTrade>,
    /// What an hour costs at least.
    pub hourly_from: Option<Money>,
    /// How far they travel, km.
    pub radius_km: u32,
    /// Whether they work over the net.
    pub remote: bool,
    /// About where.
    pub place: Option<NearPlace>,
    /// Their picture.
    pub avatar: Option<Picture>,
    /// Their time, to be booked like a room.
    pub resource_id: Option<Uuid>,
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
    /// Their work.
    pub portfolio: Vec<PortfolioItem>,
    /// Counts its changes.
    pub version: i32,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

/// Where exactly somebody works.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactPlace {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// About where somebody works: within about a kilometre.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NearPlace {
    /// City.
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Degrees north, blurred.
    pub latitude: f64,
    /// Degrees east, blurred.
    pub longitude: f64,
}

/// What clients say, in a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProfessionalRating)]
pub struct Rating {
    /// Average of stars, 1 to 5, to two decimals; none without reviews.
    pub average: Option<f64>,
    /// How many reviews.
    pub count: i64,
}

impl Rating {
    /// From the sum of stars and their number.
    pub fn of(sum: i64, count: i64) -> Self {
        Self { average: average(sum, count).map(|mean| (mean * 100.0).round() / 100.0), count }
    }
}

/// A picture in its sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProfessionalPicture)]
pub struct Picture {
    /// Its id.
    pub id: Uuid,
    /// At most 320 pixels wide.
    pub thumb: String,
    /// At most 800 pixels wide.
    pub card: String,
    /// At most 1600 pixels wide.
    pub full: String,
}

impl Picture {
    /// The addresses of a picture.
    pub fn of(id: Uuid) -> Self {
        let at = |variant: &str| format!("/api/v1/professional-files/{id}/{variant}");
        Self { id, thumb: at("thumb"), card: at("card"), full: at("full") }
    }
}

/// A piece of work.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PortfolioItem {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// About it.
    pub description: String,
    /// Slug of the trade it shows.
    pub trade: Option<String>,
    /// Its picture.
    pub picture: Picture,
    /// Width of the largest size, pixels.
    pub width: i32,
    /// Height of the largest size, pixels.
    pub height: i32,
}

impl From<Item> for PortfolioItem {
    fn from(item: Item) -> Self {
        Self {
            id: item.id,
            title: item.title,
            description: item.description,
            trade: item.trade,
            picture: Picture::of(item.id),
            width: item.width,
            height: item.height,
        }
    }
}

impl ProfessionalPage {
    /// What everybody sees of a professional.
    pub fn of(professional: Professional, portfolio: Vec<Item>, now: Instant) -> Self {
        let Professional { described, standing, .. } = professional;
        let verified = standing.is_verified(now);
        let Standing { rating_sum, rating_count, level, badges, completed, response_minutes, .. } = standing;
        Self {
            id: professional.id,
            user_id: professional.user,
            status: professional.status,
            display_name: described.display_name,
            headline: described.headline,
            about: described.about,
            languages: described.languages,
            trades: professional.trades,
            hourly_from: described.hourly_from,
            radius_km: described.radius_km,
            remote: described.remote,
            place: professional.place.map(NearPlace::from),
            avatar: professional.avatar.map(Picture::of),
            resource_id: professional.resource,
            rating: Rating::of(rating_sum, rating_count),
            level,
            badges,
            completed,
            response_minutes,
            verified,
            portfolio: portfolio.into_iter().map(PortfolioItem::from).collect(),
            version: professional.version,
            updated_at: professional.updated_at,
        }
    }
}

impl ProfessionalProfile {
    /// A profile as its owner sees it.
    pub fn of(professional: Professional, portfolio: Vec<Item>, now: Instant) -> Self {
        Self {
            exact_place: professional
                .place
                .as_ref()
                .map(|place| ExactPlace { latitude: place.exact.latitude, longitude: place.exact.longitude }),
            missing: professional.missing(),
            suspended_for: professional.suspended_for.clone(),
            verified_until: professional.standing.verified_until,
            created_at: professional.created_at,
            page: ProfessionalPage::of(professional, portfolio, now),
        }
    }
}

impl From<Placed> for NearPlace {
    fn from(place: Placed) -> Self {
        let Placed { city, country, near, .. } = place;
        Self { city, country, latitude: near.latitude, longitude: near.longitude }
    }
}
