//! A gig as clients and its owner see it.

use chrono::{DateTime, Utc};
use plaza_core::{Money, UserId};
use plaza_gigs_api::{GigExtra, GigId, GigPackage, GigQuestion, GigStatus};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::images::{LARGE, SMALL};
use crate::record::{Gig, Picture};

/// A gig.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigView {
    /// Its id.
    pub id: GigId,
    /// Who sells it.
    pub seller: GigSeller,
    /// Where it is in its life.
    pub status: GigStatus,
    /// In a line.
    pub title: String,
    /// In full.
    pub description: String,
    /// Slug of its trade.
    pub trade: String,
    /// The language it is written in.
    pub language: String,
    /// Words to be found by.
    pub tags: Vec<String>,
    /// Ways to buy it.
    pub packages: Vec<GigPackage>,
    /// What can be added.
    pub extras: Vec<GigExtra>,
    /// What the buyer is asked.
    pub questions: Vec<GigQuestion>,
    /// Pictures, oldest first.
    pub images: Vec<GigImage>,
    /// The price of the cheapest package.
    pub price: Money,
    /// The days of the fastest package.
    pub delivery_days: i32,
    /// Why an operator refused it.
    pub reason: Option<String>,
    /// When it was sent to an operator.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When clients found it first.
    pub published_at: Option<DateTime<Utc>>,
    /// Counts its changes: send it with a change.
    pub version: i32,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it changed the last time.
    pub updated_at: DateTime<Utc>,
}

/// Who sells a gig.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigSeller {
    /// The person's account.
    pub user_id: UserId,
    /// Their profile.
    pub professional_id: Uuid,
    /// Their name.
    pub name: String,
    /// Their picture, at the professionals' files.
    pub avatar: Option<Uuid>,
    /// Stars on average, 1 to 5; null without reviews.
    pub rating: Option<f64>,
    /// How many reviews.
    pub rating_count: i64,
}

/// A picture of a gig.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigImage {
    /// Its id.
    pub id: Uuid,
    /// Width of the large one, pixels.
    pub width: i32,
    /// Height of the large one, pixels.
    pub height: i32,
    /// Where it is, 320 pixels wide.
    pub small: String,
    /// Where it is, 1,200 pixels wide.
    pub large: String,
}

/// A gig in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigListing {
    /// Its id.
    pub id: GigId,
    /// Who sells it.
    pub seller: GigSeller,
    /// Where it is in its life.
    pub status: GigStatus,
    /// In a line.
    pub title: String,
    /// Slug of its trade.
    pub trade: String,
    /// The language it is written in.
    pub language: String,
    /// Words to be found by.
    pub tags: Vec<String>,
    /// The first picture.
    pub image: Option<GigImage>,
    /// The price of the cheapest package.
    pub price: Money,
    /// The days of the fastest package.
    pub delivery_days: i32,
    /// When it was sent to an operator.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When clients found it first.
    pub published_at: Option<DateTime<Utc>>,
    /// Counts its changes.
    pub version: i32,
}

impl From<&Gig> for GigView {
    fn from(gig: &Gig) -> Self {
        let content = gig.content.clone();
        Self {
            id: gig.id,
            seller: GigSeller::from(gig),
            status: gig.status,
            price: content.price(),
            delivery_days: content.delivery_days(),
            title: content.title,
            description: content.description,
            trade: content.trade,
            language: content.language,
            tags: content.tags,
            packages: content.packages,
            extras: content.extras,
            questions: content.questions,
            images: gig.images.iter().map(GigImage::from).collect(),
            reason: gig.reason.clone(),
            submitted_at: gig.submitted_at,
            published_at: gig.published_at,
            version: gig.version,
            created_at: gig.created_at,
            updated_at: gig.updated_at,
        }
    }
}

impl From<&Gig> for GigListing {
    fn from(gig: &Gig) -> Self {
        Self {
            id: gig.id,
            seller: GigSeller::from(gig),
            status: gig.status,
            title: gig.content.title.clone(),
            trade: gig.content.trade.clone(),
            language: gig.content.language.clone(),
            tags: gig.content.tags.clone(),
            image: gig.images.first().map(GigImage::from),
            price: gig.content.price(),
            delivery_days: gig.content.delivery_days(),
            submitted_at: gig.submitted_at,
            published_at: gig.published_at,
            version: gig.version,
        }
    }
}

impl From<&Gig> for GigSeller {
    fn from(gig: &Gig) -> Self {
        // Stars are few enough for a double.
        #[allow(clippy::cast_precision_loss)]
        let average = |sum: i64, count: i64| (sum as f64 / count as f64 * 100.0).round() / 100.0;
        Self {
            user_id: gig.user_id,
            professional_id: gig.professional_id,
            name: gig.seller_name.clone(),
            avatar: gig.seller_avatar,
            rating: (gig.rating_count > 0).then(|| average(gig.rating_sum, gig.rating_count)),
            rating_count: gig.rating_count,
        }
    }
}

impl From<&Picture> for GigImage {
    fn from(picture: &Picture) -> Self {
        let at = |variant: &str| format!("/api/v1/gig-files/{}/{variant}", picture.id);
        Self { id: picture.id, width: picture.width, height: picture.height, small: at(SMALL), large: at(LARGE) }
    }
}
