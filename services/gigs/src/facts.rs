//! The events of a gig.

use plaza_db::Tx;
use plaza_gigs_api::GigStatus;
use plaza_gigs_api::events::{
    GigCreated, GigFacts, GigPaused, GigPublished, GigRejected, GigRemoved, GigSubmitted, GigUpdated,
};

use crate::record::Gig;

/// What others may know of a gig.
pub fn facts(gig: &Gig) -> GigFacts {
    GigFacts {
        gig_id: gig.id,
        user_id: gig.user_id,
        professional_id: gig.professional_id,
        status: gig.status,
        timestamp: gig.updated_at,
    }
}

/// Publishes that a gig is in another state than before; that it changed, when it is not.
pub fn announce(tx: &mut Tx, gig: &Gig, before: Option<GigStatus>) {
    let facts = facts(gig);
    match (before, gig.status) {
        (None, _) => tx.emit(&GigCreated(facts)),
        (Some(before), now) if before == now => tx.emit(&GigUpdated(facts)),
        (_, GigStatus::InReview) => tx.emit(&GigSubmitted(facts)),
        (_, GigStatus::Published) => tx.emit(&GigPublished(facts)),
        (_, GigStatus::Paused) => tx.emit(&GigPaused(facts)),
        (_, GigStatus::Rejected) => tx.emit(&GigRejected(facts)),
        (_, GigStatus::Removed) => tx.emit(&GigRemoved(facts)),
        (_, GigStatus::Draft) => tx.emit(&GigUpdated(facts)),
    }
}
