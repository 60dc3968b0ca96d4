//! The names of states, kinds and reasons, as they are on the wire and in tables.

use crate::{CaseStatus, DocumentKind, RejectReason};

/// A text that names none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName(pub String);

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "'{}' is not known", self.0)
    }
}

impl std::error::Error for UnknownName {}

macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $type {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name on the wire and in tables.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl TryFrom<String> for $type {
            type Error = UnknownName;
            fn try_from(text: String) -> Result<Self, UnknownName> {
                Self::ALL.iter().find(|one| one.name() == text).copied().ok_or(UnknownName(text))
            }
        }
    };
}

named!(CaseStatus {
    Draft = "draft",
    Submitted = "submitted",
    InReview = "in_review",
    Approved = "approved",
    Rejected = "rejected",
    Expired = "expired",
});

named!(DocumentKind {
    IdentityFront = "identity_front",
    IdentityBack = "identity_back",
    Selfie = "selfie",
    ProofOfAddress = "proof_of_address",
});

named!(RejectReason {
    Unreadable = "unreadable",
    Incomplete = "incomplete",
    DocumentExpired = "document_expired",
    WrongDocument = "wrong_document",
    DataMismatch = "data_mismatch",
    FaceMismatch = "face_mismatch",
    Underage = "underage",
    SuspectedForgery = "suspected_forgery",
    Other = "other",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire_and_lead_back() {
        for status in CaseStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.name());
            assert_eq!(CaseStatus::try_from(status.name().to_owned()), Ok(*status));
        }
        for kind in DocumentKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for reason in RejectReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
        assert!(CaseStatus::try_from("gone".to_owned()).is_err());
    }
}
