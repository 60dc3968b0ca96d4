//! The events of a case.

use plaza_core::{OrgId, UserId};
use plaza_db::Tx;
use plaza_verification_api::CaseStatus;
use plaza_verification_api::events::{
    CaseApproved, CaseExpired, CaseFacts, CaseOpened, CaseRejected, CaseReleased, CaseRevoked, CaseSubmitted, CaseTaken,
};

use crate::domain::case::Action;
use crate::record::Case;

/// What others may know of a case.
pub fn facts(case: &Case) -> CaseFacts {
    CaseFacts {
        case_id: case.id,
        user_id: case.user_id,
        status: case.status,
        valid_until: case.valid_until,
        reasons: if case.status == CaseStatus::Rejected { case.reasons.clone() } else { Vec::new() },
        timestamp: case.updated_at,
    }
}

/// Publishes what an action came to, in the case's organisation.
pub fn announce(tx: &mut Tx, case: &Case, action: Action) {
    let (org, facts) = (Some(case.org_id), CaseFacts { timestamp: tx.now(), ..facts(case) });
    match action {
        Action::Edit => {}
        Action::Submit => tx.emit_in(org, &CaseSubmitted(facts)),
        Action::Take(_) => tx.emit_in(org, &CaseTaken(facts)),
        Action::Release { .. } => tx.emit_in(org, &CaseReleased(facts)),
        Action::Approve(_) => tx.emit_in(org, &CaseApproved(facts)),
        Action::Reject(_) => tx.emit_in(org, &CaseRejected(facts)),
        Action::Revoke(_) => {
            tx.emit_in(org, &CaseRevoked(facts.clone()));
            // Whoever shows the proof and whoever tells its person hear of a refusal that leaves none.
            tx.emit_in(org, &CaseRejected(facts));
        }
        Action::Expire => tx.emit_in(org, &CaseExpired(facts)),
    }
}

/// Publishes that an operator looked at what a case says of its person.
pub fn opened(tx: &mut Tx, org: OrgId, case: &Case, by: UserId) {
    let timestamp = tx.now();
    tx.emit_in(Some(org), &CaseOpened { case_id: case.id, user_id: case.user_id, opened_by: by, timestamp });
}
