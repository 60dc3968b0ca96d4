//! A case as its person sees it.

use chrono::{DateTime, Utc};
use plaza_verification_api::{CaseId, CaseStatus, DocumentId, DocumentKind, RejectReason};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::case::Action;
use crate::domain::details::Details;
use crate::domain::needs::{self, Step};
use crate::error::Result;
use crate::record::{Case, Document};

/// One's own case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationView {
    /// Its id; null when it was never begun.
    pub id: Option<CaseId>,
    /// Where it is in its life.
    pub status: CaseStatus,
    /// What was written about the person; null before, and once it is no longer kept.
    pub details: Option<Details>,
    /// What there is to do.
    pub steps: Vec<Step>,
    /// The steps that are still missing.
    pub missing: Vec<&'static str>,
    /// What was uploaded.
    pub documents: Vec<DocumentView>,
    /// Why it was refused the last time.
    pub reasons: Vec<RejectReason>,
    /// What the reviewer wrote.
    pub note: Option<String>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Until when the approval counts; while it is renewed, the old one.
    pub valid_until: Option<DateTime<Utc>>,
    /// From when an approval can be renewed; null for what is not approved.
    pub renewable_from: Option<DateTime<Utc>>,
}

/// An uploaded document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerificationDocument)]
pub struct DocumentView {
    /// Its id: open it with `GET /verification/documents/{id}`.
    pub id: DocumentId,
    /// What it shows.
    pub kind: DocumentKind,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
}

impl VerificationView {
    /// Nothing begun yet.
    pub fn nothing() -> Self {
        let steps = needs::steps(None, &[]);
        Self {
            id: None,
            status: CaseStatus::Draft,
            details: None,
            missing: needs::missing(&steps),
            steps,
            documents: Vec::new(),
            reasons: Vec::new(),
            note: None,
            submitted_at: None,
            decided_at: None,
            valid_until: None,
            renewable_from: None,
        }
    }

    /// A case for its person.
    ///
    /// # Errors
    /// When what is sealed does not open.
    pub fn of(app: &App, case: &Case, documents: &[Document]) -> Result<Self> {
        let details = case.details(&app.ring)?;
        let uploaded: Vec<DocumentKind> = documents.iter().map(|document| document.kind).collect();
        let steps = needs::steps(details.as_ref().map(|details| details.document_kind), &uploaded);
        // What was decided misses nothing, though it is no longer kept.
        let open = case.after(Action::Submit, app.clock.now()).is_ok();
        Ok(Self {
            id: Some(case.id),
            status: case.status,
            details,
            missing: if open { needs::missing(&steps) } else { Vec::new() },
            steps,
            documents: documents.iter().map(DocumentView::from).collect(),
            reasons: if case.status == CaseStatus::Rejected { case.reasons.clone() } else { Vec::new() },
            note: if case.status == CaseStatus::Rejected { case.note(&app.ring)? } else { None },
            submitted_at: case.submitted_at,
            decided_at: case.decided_at,
            valid_until: case.valid_until,
            renewable_from: case.standing().renewable_from(),
        })
    }
}

impl From<&Document> for DocumentView {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id,
            kind: document.kind,
            media_type: document.media_type.clone(),
            size: document.size,
            created_at: document.created_at,
        }
    }
}
