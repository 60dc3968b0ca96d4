//! What other services may ask of gigs, and the events it publishes.

pub mod events;

use plaza_core::{Money, OrgId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

plaza_core::id! {
    /// A gig: something a professional sells.
    GigId
}

plaza_rpc::service! {
    /// Gigs, as other services see them.
    pub trait Gigs as "gigs", client GigsClient, router gigs_router {
        /// A gig of the context's organisation, whatever its status.
        async fn gig(GigId) -> Option<GigCard>;
        /// Makes the demo's gigs, published; owners that have gigs already are left alone. Answers how many were made.
        /// A call may have about 1 MiB: send a few hundred at once.
        async fn seed_demo(DemoGigs) -> u32;
    }
}

/// Where a gig is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GigStatus {
    /// Only its owner sees it.
    Draft,
    /// Waits for an operator.
    InReview,
    /// Found and bought.
    Published,
    /// Taken off the shelves by its owner.
    Paused,
    /// Refused by an operator, with the reason.
    Rejected,
    /// Removed.
    Removed,
}

impl GigStatus {
    /// Every one of them.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::InReview, Self::Published, Self::Paused, Self::Rejected, Self::Removed];

    /// Its name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
            Self::Paused => "paused",
            Self::Rejected => "rejected",
            Self::Removed => "removed",
        }
    }
}

impl TryFrom<String> for GigStatus {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|status| status.name() == text);
        known.ok_or_else(|| format!("'{text}' is no state of a gig"))
    }
}

/// One way to buy a gig.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigPackage {
    /// Its id.
    pub id: Uuid,
    /// Its name, such as `Basic`.
    pub name: String,
    /// What is in it.
    pub description: String,
    /// What it costs.
    pub price: Money,
    /// Days from the order to the delivery.
    pub delivery_days: u32,
    /// How often the client may ask for changes.
    pub revisions: u32,
}

/// Something to add to a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigExtra {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it costs.
    pub price: Money,
    /// Days it adds to the delivery.
    pub extra_days: u32,
}

/// What the professional needs to know from who buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GigQuestion {
    /// Its id.
    pub id: Uuid,
    /// The question.
    pub text: String,
    /// Whether an order needs the answer.
    pub required: bool,
}

/// A gig as other services need one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GigCard {
    /// Its id.
    pub id: GigId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Who sells it: the person's account.
    pub user_id: UserId,
    /// Their profile.
    pub professional_id: Uuid,
    /// Its title.
    pub title: String,
    /// Where it is in its life.
    pub status: GigStatus,
    /// Ways to buy it.
    pub packages: Vec<GigPackage>,
    /// What can be added.
    pub extras: Vec<GigExtra>,
    /// What the buyer is asked.
    pub questions: Vec<GigQuestion>,
}

/// The demo's gigs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoGigs {
    /// In the order in which they were made.
    pub gigs: Vec<DemoGig>,
}

/// One gig of the demo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoGig {
    /// Who sells it.
    pub user_id: UserId,
    /// Their profile.
    pub professional_id: Uuid,
    /// Their name, as clients see it.
    pub professional_name: String,
    /// Sum of their stars.
    pub rating_sum: i64,
    /// How many reviews they have.
    pub rating_count: i64,
    /// Its title, at most 80 characters.
    pub title: String,
    /// What is done.
    pub description: String,
    /// The trade's slug.
    pub trade: String,
    /// The language it is written in: `es` or `en`.
    pub language: String,
    /// At most five.
    pub tags: Vec<String>,
    /// Ways to buy it, one to three, cheapest first.
    pub packages: Vec<DemoPackage>,
}

/// One way to buy a gig of the demo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoPackage {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub description: String,
    /// What it costs.
    pub price: Money,
    /// Days from the order to the delivery.
    pub delivery_days: u32,
    /// How often the client may ask for changes.
    pub revisions: u32,
}
