//! Events of verification (001-39, 001-71). Ids and facts only.

use plaza_core::{Event, Instant, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{CaseId, CaseStatus, DocumentId, DocumentKind, RejectReason};

/// The facts of a case after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseFacts {
    /// The case.
    pub case_id: CaseId,
    /// Whose.
    pub user_id: UserId,
    /// Where it is in its life.
    pub status: CaseStatus,
    /// Until when it counts, once approved; while an approval is renewed, until when the old one does.
    pub valid_until: Option<Instant>,
    /// Why it was refused, once rejected.
    #[serde(default)]
    pub reasons: Vec<RejectReason>,
    /// When.
    pub timestamp: Instant,
}

macro_rules! case_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub CaseFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.case_id.uuid()
            }
        }
    };
}

case_event! {
    /// Somebody asks to be verified (`KYCSubmitted`).
    CaseSubmitted, "verification.case.submitted.v1"
}
case_event! {
    /// A reviewer has it.
    CaseTaken, "verification.case.taken.v1"
}
case_event! {
    /// The reviewer gave it back to the queue.
    CaseReleased, "verification.case.released.v1"
}
case_event! {
    /// Who they are is proved (`KYCApproved`).
    CaseApproved, "verification.case.approved.v1"
}
case_event! {
    /// It was refused, with reasons.
    CaseRejected, "verification.case.rejected.v1"
}
case_event! {
    /// An operator withdrew what was approved; that the case is refused now, and why, follows as [`CaseRejected`].
    CaseRevoked, "verification.case.revoked.v1"
}
case_event! {
    /// It counts no longer in thirty days.
    CaseExpiring, "verification.case.expiring.v1"
}
case_event! {
    /// The proof counts no longer; a renewal under review goes on.
    CaseExpired, "verification.case.expired.v1"
}

/// Somebody looked at what a case says of its person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseOpened {
    /// The case.
    pub case_id: CaseId,
    /// Whose.
    pub user_id: UserId,
    /// Who looked.
    pub opened_by: UserId,
    /// When.
    pub timestamp: Instant,
}

impl Event for CaseOpened {
    const TYPE: &'static str = "verification.case.opened.v1";
    fn aggregate_id(&self) -> Uuid {
        self.case_id.uuid()
    }
}

/// Somebody was given a document to look at: its owner or its reviewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentOpened {
    /// The document.
    pub document_id: DocumentId,
    /// What it is.
    pub kind: DocumentKind,
    /// The case it belongs to.
    pub case_id: CaseId,
    /// Whose.
    pub user_id: UserId,
    /// Who looked.
    pub opened_by: UserId,
    /// When.
    pub timestamp: Instant,
}

impl Event for DocumentOpened {
    const TYPE: &'static str = "verification.document.opened.v1";
    fn aggregate_id(&self) -> Uuid {
        self.document_id.uuid()
    }
}
