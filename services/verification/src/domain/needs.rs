//! What a case needs before it can be submitted.

use plaza_verification_api::DocumentKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::details::IdentityDocument;

/// A step of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerificationStep)]
pub struct Step {
    /// `details`, or a kind of document.
    pub step: &'static str,
    /// Whether the case needs it.
    pub required: bool,
    /// Whether it is there.
    pub done: bool,
}

/// The step of the person's details.
pub const DETAILS: &str = "details";

/// Every step, in order, for a case with this document (once it is said) and these uploads.
pub fn steps(document: Option<IdentityDocument>, uploaded: &[DocumentKind]) -> Vec<Step> {
    let mut steps = vec![Step { step: DETAILS, required: true, done: document.is_some() }];
    steps.extend(DocumentKind::ALL.iter().map(|kind| Step {
        step: kind.name(),
        required: is_required(*kind, document),
        done: uploaded.contains(kind),
    }));
    steps
}

/// The names of the steps that are needed and not done.
pub fn missing(steps: &[Step]) -> Vec<&'static str> {
    steps.iter().filter(|step| step.required && !step.done).map(|step| step.step).collect()
}

// A passport's page has no back; an address is proved only if the person wants to.
fn is_required(kind: DocumentKind, document: Option<IdentityDocument>) -> bool {
    match kind {
        DocumentKind::IdentityFront | DocumentKind::Selfie => true,
        DocumentKind::IdentityBack => document != Some(IdentityDocument::Passport),
        DocumentKind::ProofOfAddress => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentKind::{IdentityBack, IdentityFront, ProofOfAddress, Selfie};

    #[test]
    fn what_is_missing_depends_on_the_document() {
        let missing = |document, uploaded: &[DocumentKind]| missing(&steps(document, uploaded));
        assert_eq!(missing(None, &[]), ["details", "identity_front", "identity_back", "selfie"]);
        let card = Some(IdentityDocument::IdentityCard);
        assert_eq!(missing(card, &[IdentityFront, Selfie, ProofOfAddress]), ["identity_back"]);
        assert!(missing(card, &[IdentityFront, IdentityBack, Selfie]).is_empty());
        assert!(missing(Some(IdentityDocument::Passport), &[IdentityFront, Selfie]).is_empty());
    }
}
