//! What other services may ask of reviews, and the events it publishes.

pub mod events;

use std::collections::BTreeMap;

use plaza_core::{Instant, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

plaza_core::id! {
    /// A review.
    ReviewId
}

plaza_rpc::service! {
    /// Reviews, as other services see them.
    pub trait Reviews as "reviews", client ReviewsClient, router reviews_router {
        /// Writes the demo's reviews of whoever has none yet, and standings of whoever has none yet; nobody is told.
        /// All reviews of one person or place come in one call. Answers how many were new.
        async fn seed_demo(DemoReviews) -> u32;
    }
}

/// The demo's reviews and what its people are known for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoReviews {
    /// What was written.
    pub reviews: Vec<DemoReview>,
    /// What levels are reckoned from.
    pub standings: Vec<DemoStanding>,
}

/// A review of the demo, shown from the moment it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoReview {
    /// The order or booking; the same reference and author are the same review.
    pub reference: Uuid,
    /// Who wrote it.
    pub author: UserId,
    /// `professional`, `client` or `resource`.
    pub subject_kind: String,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
    /// Stars, 1 to 5.
    pub rating: u8,
    /// Stars by aspect.
    pub aspects: BTreeMap<String, u8>,
    /// In words.
    pub text: String,
    /// When.
    pub at: Instant,
}

/// What a level of the demo is reckoned from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoStanding {
    /// Whose.
    pub user_id: UserId,
    /// Completed orders.
    pub completed: i64,
    /// Of those, how many late.
    pub late: i64,
    /// Seconds to first answers.
    pub answer_seconds: Vec<i64>,
    /// The level that is shown of them already; another one that follows is told.
    #[serde(default)]
    pub level: u8,
    /// The badges that are shown of them already.
    #[serde(default)]
    pub badges: Vec<String>,
}
