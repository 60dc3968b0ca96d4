//! Putting a case into the queue.

use plaza_core::Cx;
use plaza_verification_api::DocumentKind;

use super::http::Submitted;
use crate::app::App;
use crate::documents::store;
use crate::domain::case::Action;
use crate::domain::needs;
use crate::error::{Error, Result};
use crate::facts;
use crate::record::{self, Case};

/// Submits one's own case.
///
/// # Errors
/// [`Error::Incomplete`] with what is missing; names the birth date of somebody too young; [`Error::Illegal`] when it is submitted already, or approved for long yet.
pub async fn submit(app: &App, cx: &Cx) -> Result<Submitted> {
    let (org, user) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let case = record::begun(&mut tx, org, user).await?;
    let status = case.after(Action::Submit, tx.now())?;
    let documents = record::documents(&mut *tx, org, case.id).await?;
    let current = documents.iter().filter(|document| document.current);
    let uploaded: Vec<DocumentKind> = current.map(|document| document.kind).collect();
    let details = case.details(&app.ring)?;
    if let Some(details) = &details {
        // A draft may have been written before this was asked.
        details.of_age(tx.now().date_naive())?;
    }
    let kind = details.map(|details| details.document_kind);
    let missing = needs::missing(&needs::steps(kind, &uploaded));
    if !missing.is_empty() {
        return Err(Error::Incomplete(missing));
    }
    let now = tx.now();
    let case: Case = sqlx::query_as(
        "UPDATE cases SET status = $3, submitted_at = $4, taken_at = NULL, reviewer = NULL, decided_at = NULL,
             valid_until = $5::timestamptz, warned_at = CASE WHEN $5 IS NULL THEN NULL ELSE warned_at END, note = NULL, note_key = NULL, reasons = '[]',
             approved_at = CASE WHEN $5 IS NULL THEN NULL ELSE approved_at END,
             approved_details = CASE WHEN $5 IS NULL THEN NULL ELSE approved_details END,
             approved_details_key = CASE WHEN $5 IS NULL THEN NULL ELSE approved_details_key END,
             version = version + 1, updated_at = $4
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(org)
    .bind(case.id)
    .bind(status.name())
    .bind(now)
    // What still counts counts on until the new proof takes its place.
    .bind(case.standing().counts_until(now))
    .fetch_one(&mut *tx)
    .await?;
    // An approval whose end has come is over, also before the reconciler comes by.
    let gone = if case.valid_until.is_none() { store::let_go(&mut tx, &[org], &[case.id]).await? } else { Vec::new() };
    facts::announce(&mut tx, &case, Action::Submit);
    let view = Submitted { id: case.id, status: case.status, submitted_at: now };
    tx.answer(200, &view);
    tx.commit().await?;
    store::shred(app, &gone).await;
    Ok(view)
}
