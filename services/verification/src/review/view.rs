//! A case as operators see it.

use chrono::{DateTime, Utc};
use plaza_core::UserId;
use plaza_verification_api::{CaseId, CaseStatus, RejectReason};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::details::Details;
use crate::error::Result;
use crate::record::{Case, Document};
use crate::show::view::{ApprovedView, DocumentView};

/// A case in the queue: nothing of the person but the account.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseSummary {
    /// Its id.
    pub id: CaseId,
    /// Whose.
    pub user_id: UserId,
    /// Where it is in its life.
    pub status: CaseStatus,
    /// Who has it, or had it last.
    pub reviewer: Option<UserId>,
    /// Why it was refused.
    pub reasons: Vec<RejectReason>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was taken.
    pub taken_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Until when the approval counts; while it is renewed, the old one.
    pub valid_until: Option<DateTime<Utc>>,
}

/// A case with what it says of its person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// The case.
    #[serde(flatten)]
    pub case: CaseSummary,
    /// What the person wrote, as it is to be reviewed, or was approved; null once it is no longer kept.
    pub details: Option<Details>,
    /// What the reviewer wrote.
    pub note: Option<String>,
    /// What the person uploaded; open them with `GET /verification/documents/{id}` once the case is taken.
    pub documents: Vec<DocumentView>,
    /// While an approval counts, what was approved: of a renewal, what it is to replace.
    pub approved: Option<ApprovedView>,
}

impl From<&Case> for CaseSummary {
    fn from(case: &Case) -> Self {
        Self {
            id: case.id,
            user_id: case.user_id,
            status: case.status,
            reviewer: case.reviewer,
            reasons: case.reasons.clone(),
            submitted_at: case.submitted_at,
            taken_at: case.taken_at,
            decided_at: case.decided_at,
            valid_until: case.valid_until,
        }
    }
}

impl CaseView {
    /// The whole case.
    ///
    /// # Errors
    /// When what is sealed does not open.
    pub fn of(app: &App, case: &Case, documents: &[Document]) -> Result<Self> {
        // What a person gathers for a renewal is theirs until they submit it.
        let settled = case.status == CaseStatus::Approved;
        let shown = documents.iter().filter(|document| if settled { document.approved } else { document.current });
        Ok(Self {
            case: CaseSummary::from(case),
            details: if settled { case.approved_details(&app.ring)? } else { case.details(&app.ring)? },
            note: case.note(&app.ring)?,
            documents: shown.map(DocumentView::from).collect(),
            approved: ApprovedView::of(app, case, documents)?,
        })
    }
}
