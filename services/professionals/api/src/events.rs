//! Events of professionals (001-39, 001-71). Ids and facts only.

use plaza_core::{Event, Instant, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{ProfessionalId, ProfileStatus};

/// The facts of a profile after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProfessionalFacts {
    /// The profile.
    pub professional_id: ProfessionalId,
    /// Whose.
    pub user_id: UserId,
    /// Where it is in its life.
    pub status: ProfileStatus,
    /// When.
    pub timestamp: Instant,
}

macro_rules! professional_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub ProfessionalFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.professional_id.uuid()
            }
        }
    };
}

professional_event! {
    /// Somebody offers their work (`ProfessionalCreated`).
    ProfessionalCreated, "professionals.professional.created.v1"
}
professional_event! {
    /// The profile changed.
    ProfessionalUpdated, "professionals.professional.updated.v1"
}
professional_event! {
    /// Clients find it now (`ProfessionalApproved`).
    ProfessionalPublished, "professionals.professional.published.v1"
}
professional_event! {
    /// An operator took it down.
    ProfessionalSuspended, "professionals.professional.suspended.v1"
}
professional_event! {
    /// An operator lets it be seen again: it is published, or a draft when it cannot be.
    ProfessionalRestored, "professionals.professional.restored.v1"
}
professional_event! {
    /// The place changed (`LocationUpdated`); where to is not said.
    LocationUpdated, "professionals.professional.location_updated.v1"
}
