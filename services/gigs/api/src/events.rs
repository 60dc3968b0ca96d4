//! Events of gigs. Ids and facts only.

use plaza_core::{Event, Instant, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{GigId, GigStatus};

/// The facts of a gig after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GigFacts {
    /// The gig.
    pub gig_id: GigId,
    /// Who sells it.
    pub user_id: UserId,
    /// Their profile.
    pub professional_id: Uuid,
    /// Where it is in its life.
    pub status: GigStatus,
    /// When.
    pub timestamp: Instant,
}

macro_rules! gig_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub GigFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.gig_id.uuid()
            }
        }
    };
}

gig_event! {
    /// A gig was begun.
    GigCreated, "gigs.gig.created.v1"
}
gig_event! {
    /// It changed.
    GigUpdated, "gigs.gig.updated.v1"
}
gig_event! {
    /// It waits for an operator.
    GigSubmitted, "gigs.gig.submitted.v1"
}
gig_event! {
    /// Clients find it now.
    GigPublished, "gigs.gig.published.v1"
}
gig_event! {
    /// Its owner took it off the shelves.
    GigPaused, "gigs.gig.paused.v1"
}
gig_event! {
    /// An operator refused it.
    GigRejected, "gigs.gig.rejected.v1"
}
gig_event! {
    /// It is gone.
    GigRemoved, "gigs.gig.removed.v1"
}
