//! What other services may ask of verification, and the events it publishes.

pub mod events;
mod names;

pub use names::UnknownName;

use plaza_core::{Instant, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

plaza_core::id! {
    /// A case: one person proving who they are.
    CaseId
}
plaza_core::id! {
    /// An uploaded document of a case.
    DocumentId
}

plaza_rpc::service! {
    /// Verification, as other services see it.
    pub trait Verification as "verification", client VerificationClient, router verification_router {
        /// How a person of the context's organisation stands; none for who never began.
        async fn standing(UserId) -> Option<Standing>;
    }
}

/// Where a case is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Documents are being gathered.
    Draft,
    /// Waits for a reviewer.
    Submitted,
    /// A reviewer has it.
    InReview,
    /// Proved, until it expires.
    Approved,
    /// Refused, with reasons; can be submitted anew.
    Rejected,
    /// Was proved; counts no longer.
    Expired,
}

/// What an uploaded document shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// The front of the identity document, or a passport's page with the picture.
    IdentityFront,
    /// Its back.
    IdentityBack,
    /// The person, with the document in their hand.
    Selfie,
    /// A bill or letter with the person's address.
    ProofOfAddress,
}

/// Why a case is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// A document cannot be read.
    Unreadable,
    /// A document is not the whole page, or a side is missing.
    Incomplete,
    /// A document is no longer valid.
    DocumentExpired,
    /// A document is of another sort than was said.
    WrongDocument,
    /// The documents show another name, date or number than was written.
    DataMismatch,
    /// The selfie shows somebody else than the document.
    FaceMismatch,
    /// The person is too young.
    Underage,
    /// A document seems to be altered.
    SuspectedForgery,
    /// Something else: the note says what.
    Other,
}

/// How a person stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Who.
    pub user_id: UserId,
    /// Where their case is.
    pub status: CaseStatus,
    /// Until when it counts, once approved; while an approval is renewed, until when the old one does.
    pub valid_until: Option<Instant>,
}
