//! What other services may ask of professionals, and the events it publishes.

pub mod events;

use plaza_core::{Currency, Locale, Money, OrgId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

plaza_core::id! {
    /// A professional's profile.
    ProfessionalId
}

plaza_rpc::service! {
    /// Professionals, as other services see them.
    pub trait Professionals as "professionals", client ProfessionalsClient, router professionals_router {
        /// A professional of the context's organisation.
        async fn professional(ProfessionalId) -> Option<ProfessionalCard>;
        /// The profile of a person, if they have one.
        async fn of_user(UserId) -> Option<ProfessionalCard>;
        /// The slugs of all trades there are, the same for every organisation; they do not change while the service runs.
        async fn trades(()) -> Vec<String>;
        /// Makes the demo's professionals, once; answers them, also those made before.
        async fn seed_demo(DemoProfessionals) -> Vec<DemoProfessional>;
    }
}

/// Where a profile is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProfileStatus {
    /// Only its owner sees it.
    Draft,
    /// Found and hired.
    Published,
    /// Taken down by an operator.
    Suspended,
}

/// A professional as other services need one. Personal text: never put it into an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProfessionalCard {
    /// The profile.
    pub id: ProfessionalId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Whose.
    pub user_id: UserId,
    /// Name shown to clients.
    pub name: String,
    /// What they do, in a line.
    pub headline: String,
    /// Where the profile is in its life.
    pub status: ProfileStatus,
    /// Whether who they are was proved and still counts.
    pub verified: bool,
    /// Their picture in the portfolio's file store, if they have one.
    pub avatar: Option<Uuid>,
}

/// The demo's professionals to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoProfessionals {
    /// Real accounts, with the name each is shown under: the first professionals are theirs. The others have none.
    pub accounts: Vec<(UserId, String)>,
    /// How many in all.
    pub count: u32,
    /// Currency of their prices.
    pub currency: Currency,
}

/// One of the demo's professionals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoProfessional {
    /// The profile.
    pub id: ProfessionalId,
    /// Whose.
    pub user_id: UserId,
    /// Name shown to clients.
    pub name: String,
    /// What they do, slugs of the taxonomy, the main trade first.
    pub trades: Vec<String>,
    /// What an hour costs.
    pub hourly_from: Money,
    /// The city they work in, as the map of the demo names it.
    pub city: String,
    /// Whether they are made with the badge of who is proved; those with an account get it by their case.
    pub verified: bool,
    /// The language they write in.
    pub locale: Locale,
    /// Sum of stars of the reviews they are to have.
    pub rating_sum: i64,
    /// How many reviews they are to have.
    pub rating_count: i64,
    /// Completed orders.
    pub completed: i64,
    /// Of those, how many late.
    pub late: i64,
    /// Median time to the first answer.
    pub response_minutes: Option<i64>,
    /// The level shown of them, 0 to 3.
    pub level: u8,
    /// The badges shown of them, by code.
    pub badges: Vec<String>,
}
