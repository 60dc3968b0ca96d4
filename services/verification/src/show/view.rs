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
    /// What the person wrote of themselves, and can still change; null before, and once it is no longer kept. What was
    /// approved is in `approved`, and does not change with it.
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
    /// What was approved and counts; null when nothing does.
    pub approved: Option<ApprovedView>,
    /// What its person makes of it next; null unless an approval that counts is being renewed.
    pub renewal: Option<RenewalView>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Until when the approval counts; while it is renewed, the old one.
    pub valid_until: Option<DateTime<Utc>>,
    /// From when an approval can be renewed; null for what is not approved.
    pub renewable_from: Option<DateTime<Utc>>,
}

/// What a reviewer approved. It stays as it is until a renewal is approved in its place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApprovedVerification)]
pub struct ApprovedView {
    /// Who the person is; null once it is no longer kept.
    pub details: Option<Details>,
    /// What was looked at, as long as it is kept.
    pub documents: Vec<DocumentView>,
    /// When.
    pub approved_at: Option<DateTime<Utc>>,
    /// Until when it counts.
    pub valid_until: DateTime<Utc>,
}

/// The renewal of an approval that counts: what is in it are the case's own details and documents.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerificationRenewal)]
pub struct RenewalView {
    /// `draft` until it is submitted, then `submitted`, `in_review` or `rejected`.
    pub status: CaseStatus,
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
            approved: None,
            renewal: None,
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
        let uploaded: Vec<DocumentKind> = current(documents).map(|document| document.kind).collect();
        let steps = needs::steps(details.as_ref().map(|details| details.document_kind), &uploaded);
        // What was decided misses nothing, though it is no longer kept.
        let open = case.after(Action::Submit, app.clock.now()).is_ok();
        Ok(Self {
            id: Some(case.id),
            status: case.status,
            details,
            missing: if open { needs::missing(&steps) } else { Vec::new() },
            steps,
            documents: current(documents).map(DocumentView::from).collect(),
            reasons: if case.status == CaseStatus::Rejected { case.reasons.clone() } else { Vec::new() },
            note: if case.status == CaseStatus::Rejected { case.note(&app.ring)? } else { None },
            approved: ApprovedView::of(app, case, documents)?,
            renewal: RenewalView::of(app, case, documents),
            submitted_at: case.submitted_at,
            decided_at: case.decided_at,
            valid_until: case.valid_until,
            renewable_from: case.standing().renewable_from(),
        })
    }
}

fn current(documents: &[Document]) -> impl Iterator<Item = &Document> {
    documents.iter().filter(|document| document.current)
}

impl ApprovedView {
    /// What of a case counts now, if anything does.
    ///
    /// # Errors
    /// When what is sealed does not open.
    pub fn of(app: &App, case: &Case, documents: &[Document]) -> Result<Option<Self>> {
        let counts = case.standing().counts_until(app.clock.now()).filter(|_| case.status != CaseStatus::Expired);
        let Some(valid_until) = counts else { return Ok(None) };
        Ok(Some(Self {
            details: case.approved_details(&app.ring)?,
            documents: documents.iter().filter(|document| document.approved).map(DocumentView::from).collect(),
            approved_at: case.approved_at,
            valid_until,
        }))
    }
}

impl RenewalView {
    fn of(app: &App, case: &Case, documents: &[Document]) -> Option<Self> {
        case.standing().counts_until(app.clock.now())?;
        let status = match case.status {
            CaseStatus::Approved if case.is_changed(documents) => CaseStatus::Draft,
            status @ (CaseStatus::Submitted | CaseStatus::InReview | CaseStatus::Rejected) => status,
            _ => return None,
        };
        Some(Self { status })
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
