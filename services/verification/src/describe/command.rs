//! Keeping a person's details.

use plaza_core::Cx;
use zeroize::Zeroizing;

use crate::app::App;
use crate::domain::case::Action;
use crate::domain::details::Details;
use crate::error::{Error, Result};
use crate::record::{self, Case, DETAILS};
use crate::show::view::VerificationView;

/// Seals the details and keeps them.
///
/// # Errors
/// Names a field that cannot be; [`Error::Illegal`] while the case is under review, or approved for long yet.
pub async fn describe(app: &App, cx: &Cx, details: Details) -> Result<VerificationView> {
    let (org, user) = (cx.org()?, cx.user()?);
    let details = details.checked(app.clock.now().date_naive())?;
    let mut tx = app.db.begin(cx).await?;
    let case = record::begun(&mut tx, org, user).await?;
    case.after(Action::Edit, tx.now())?;
    let plain = Zeroizing::new(serde_json::to_vec(&details).map_err(|error| Error::Unreadable(error.to_string()))?);
    let sealed = app.ring.seal(case.place(DETAILS), &plain)?;
    let now = tx.now();
    let case: Case = sqlx::query_as(
        "UPDATE cases SET details = $3, details_key = $4, version = version + 1, updated_at = $5
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(org)
    .bind(case.id)
    .bind(&sealed.content)
    .bind(&sealed.key)
    .bind(now)
    .fetch_one(&mut *tx)
    .await?;
    let documents = record::documents(&mut *tx, org, case.id).await?;
    tx.commit().await?;
    VerificationView::of(app, &case, &documents)
}
