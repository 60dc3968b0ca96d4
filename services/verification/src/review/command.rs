//! Taking cases and deciding them.

use chrono::Months;
use plaza_core::{Cx, Fault, Instant};
use plaza_db::Tx;
use plaza_verification_api::{CaseId, CaseStatus, RejectReason};
use sqlx::types::Json;

use super::view::{CaseSummary, CaseView};
use crate::app::App;
use crate::documents::store;
use crate::domain::case::Action;
use crate::error::{Error, Result};
use crate::facts;
use crate::record::{self, Case, NOTE};
use crate::seal::Sealed;

/// What goes with an action.
#[derive(Debug)]
pub enum Decision {
    /// Nothing but the new state.
    Move,
    /// For how long it counts.
    Approve {
        /// Months.
        months: u32,
    },
    /// Why not, or no longer.
    Reject {
        /// At least one.
        reasons: Vec<RejectReason>,
        /// What the person should do.
        note: Option<String>,
    },
}

/// Shows a case to an operator; who looked is on record before anything is shown.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Unreadable`].
pub async fn show(app: &App, cx: &Cx, id: CaseId) -> Result<CaseView> {
    let (org, user) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let case = record::locked(&mut tx, org, id).await?;
    let documents = record::documents(&mut *tx, org, id).await?;
    facts::opened(&mut tx, org, &case, user);
    tx.commit().await?;
    CaseView::of(app, &case, &documents)
}

/// Does to a case what an operator wants, if the rules allow it. The row is locked: of two reviewers who take it
/// at once, one has it and the other is told who.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Illegal`].
pub async fn decide(app: &App, cx: &Cx, id: CaseId, action: Action, decision: Decision) -> Result<CaseSummary> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let case = record::locked(&mut tx, org, id).await?;
    let status = case.after(action, tx.now())?;
    if status == case.status && !matches!(action, Action::Revoke(_)) {
        // Taken already by the same: nothing happened.
        return Ok(CaseSummary::from(&case));
    }
    // An approval that is renewed counts until its own end, until the new one, or until it is withdrawn.
    let counts_until = case.standing().counts_until(tx.now()).filter(|_| !matches!(action, Action::Revoke(_)));
    let case = write(app, &mut tx, &case, To { status, counts_until }, cx, decision).await?;
    let gone = match (status, case.valid_until) {
        (CaseStatus::Approved, _) => store::approve(&mut tx, org, id).await?,
        // Nothing counts any more, because it was withdrawn or its end has come: it is let go as at its end.
        (_, None) => store::let_go(&mut tx, &[org], &[id]).await?,
        (_, Some(_)) => Vec::new(),
    };
    facts::announce(&mut tx, &case, action);
    let view = CaseSummary::from(&case);
    tx.answer(200, &view);
    tx.commit().await?;
    store::shred(app, &gone).await;
    Ok(view)
}

/// Where an action leads.
struct To {
    status: CaseStatus,
    /// The end of an approval from before that still counts.
    counts_until: Option<Instant>,
}

async fn write(app: &App, tx: &mut Tx, case: &Case, to: To, cx: &Cx, decision: Decision) -> Result<Case> {
    let (now, To { status, counts_until }) = (tx.now(), to);
    let (mut valid_until, mut reasons, mut note) = (counts_until, Vec::new(), None);
    match decision {
        Decision::Move => {}
        Decision::Approve { months } => valid_until = Some(months_after(now, months)?),
        Decision::Reject { reasons: why, note: text } => {
            reasons = why;
            note = text.map(|text| app.ring.seal(case.place(NOTE), text.as_bytes())).transpose()?;
        }
    }
    let reviewer = if status == CaseStatus::Submitted { None } else { Some(cx.user()?) };
    let taken_at = match status {
        CaseStatus::InReview => Some(now),
        CaseStatus::Submitted => None,
        _ => case.taken_at,
    };
    let decided_at = matches!(status, CaseStatus::Approved | CaseStatus::Rejected).then_some(now);
    let (note, note_key) = note.map(|Sealed { key, content }| (content, key)).unzip();
    let written = sqlx::query_as(
        "UPDATE cases SET status = $3, reviewer = $4, taken_at = $5, decided_at = $6, valid_until = $7, reasons = $8,
             warned_at = CASE WHEN $3 = 'approved' THEN NULL ELSE warned_at END, note = $9, note_key = $10,
             -- What is approved is kept apart from what its person may change for a renewal, for as long as it counts.
             approved_at = CASE WHEN $3 = 'approved' THEN $11 WHEN $7::timestamptz IS NULL THEN NULL ELSE approved_at END,
             approved_details = CASE WHEN $3 = 'approved' THEN details WHEN $7 IS NULL THEN NULL ELSE approved_details END,
             approved_details_key = CASE WHEN $3 = 'approved' THEN details_key WHEN $7 IS NULL THEN NULL ELSE approved_details_key END,
             version = version + 1, updated_at = $11
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(case.org_id)
    .bind(case.id)
    .bind(status.name())
    .bind(reviewer)
    .bind(taken_at)
    .bind(decided_at)
    .bind(valid_until)
    .bind(Json(reasons))
    .bind(note)
    .bind(note_key)
    .bind(now);
    Ok(written.fetch_one(&mut **tx).await?)
}

fn months_after(now: Instant, months: u32) -> Result<Instant> {
    now.checked_add_months(Months::new(months))
        .ok_or_else(|| Error::Fault(Fault::invalid("validMonths", "reaches beyond the calendar")))
}
