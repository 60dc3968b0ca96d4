//! Events of reviews (001-72). Ids and facts only.

use plaza_core::{Event, Instant, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ReviewId;

/// The facts of a review after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewFacts {
    /// The review.
    pub review_id: ReviewId,
    /// What kind of thing is reviewed: `professional`, `client` or `resource`.
    pub subject_kind: String,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
    /// Whose time was booked, when it is of an hour of a person's: it is about them, and `reference` is a booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<UserId>,
    /// Who wrote it.
    pub author: UserId,
    /// What it is about: an order's or a booking's id.
    pub reference: Uuid,
    /// Stars, 1 to 5.
    pub rating: u8,
    /// Sum of stars of the subject's published reviews now.
    pub rating_sum: i64,
    /// How many published reviews the subject has now.
    pub rating_count: i64,
    /// Grows with every change of the subject's rating: lower ones than known are out of date.
    pub rating_version: i64,
    /// When.
    pub timestamp: Instant,
}

/// What is told of a review that nobody else sees yet: that it was written, and nothing of what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmittedFacts {
    /// The review.
    pub review_id: ReviewId,
    /// What kind of thing is reviewed: `professional`, `client` or `resource`.
    pub subject_kind: String,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
    /// Who wrote it.
    pub author: UserId,
    /// What it is about: an order's or a booking's id.
    pub reference: Uuid,
    /// When.
    pub timestamp: Instant,
}

/// Written; nobody else sees it yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReviewSubmitted(pub SubmittedFacts);

impl Event for ReviewSubmitted {
    const TYPE: &'static str = "reviews.review.submitted.v1";
    fn aggregate_id(&self) -> Uuid {
        self.0.review_id.uuid()
    }
}

macro_rules! review_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub ReviewFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.review_id.uuid()
            }
        }
    };
}

review_event! {
    /// Everybody sees it (`ReviewCreated`).
    ReviewPublished, "reviews.review.published.v1"
}
review_event! {
    /// An operator took it down.
    ReviewRemoved, "reviews.review.removed.v1"
}

/// A professional's level or badges changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelChanged {
    /// Whose.
    pub user_id: UserId,
    /// The level now, 0 (new) to 3 (top).
    pub level: u8,
    /// The badges now, by code.
    pub badges: Vec<String>,
    /// Completed orders.
    pub completed: i64,
    /// Median time to the first answer, minutes, once it is known.
    pub response_minutes: Option<i64>,
    /// When.
    pub timestamp: Instant,
}

impl Event for LevelChanged {
    const TYPE: &'static str = "reviews.level.changed.v1";
    fn aggregate_id(&self) -> Uuid {
        self.user_id.uuid()
    }
}
