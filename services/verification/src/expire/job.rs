//! The reconciler of approvals.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, OrgId, Result};
use plaza_jobs::Reconciler;
use plaza_verification_api::CaseId;
use plaza_verification_api::events::CaseExpiring;

use crate::app::App;
use crate::documents::store;
use crate::domain::case::Action;
use crate::error::Error;
use crate::facts;
use crate::record::Case;

const AT_ONCE: usize = 200;

/// Ends approvals whose time is over, and warns of those that end soon.
pub struct ExpireCases(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for ExpireCases {
    fn name(&self) -> &'static str {
        "expire_cases"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        while expire(&self.0, cx).await? == AT_ONCE {}
        while warn(&self.0, cx).await? == AT_ONCE {}
        Ok(())
    }
}

/// Ends one batch, those that are being renewed among them; returns how many.
///
/// # Errors
/// As the database fails.
pub async fn expire(app: &App, cx: &Cx) -> Result<usize, Error> {
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let ended: Vec<Case> = sqlx::query_as(
        "WITH due AS (SELECT org_id, id FROM cases
                      WHERE status IN ('approved', 'submitted', 'in_review', 'rejected') AND valid_until <= $1
                      ORDER BY valid_until LIMIT $2 FOR UPDATE SKIP LOCKED)
         UPDATE cases c SET status = CASE WHEN status = 'approved' THEN 'expired' ELSE status END,
             -- A renewal that is not decided yet, or was refused, goes on without the old proof.
             valid_until = CASE WHEN status = 'approved' THEN valid_until END,
             -- What was approved is over; what its person has at hand stays with the case.
             approved_at = NULL, approved_details = NULL, approved_details_key = NULL,
             version = version + 1, updated_at = CASE WHEN status = 'approved' THEN $1 ELSE updated_at END
         FROM due WHERE c.org_id = due.org_id AND c.id = due.id RETURNING c.*",
    )
    .bind(now)
    .bind(i64::try_from(AT_ONCE).unwrap_or(200))
    .fetch_all(&mut *tx)
    .await?;
    ended.iter().for_each(|case| facts::announce(&mut tx, case, Action::Expire));
    let (orgs, cases): (Vec<OrgId>, Vec<CaseId>) = ended.iter().map(|case| (case.org_id, case.id)).unzip();
    let gone = store::let_go(&mut tx, &orgs, &cases).await?;
    tx.commit().await?;
    store::shred(app, &gone).await;
    Ok(ended.len())
}

/// Warns of one batch, each once; returns how many.
///
/// # Errors
/// As the database fails.
pub async fn warn(app: &App, cx: &Cx) -> Result<usize, Error> {
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let ending: Vec<Case> = sqlx::query_as(
        "WITH due AS (SELECT org_id, id FROM cases WHERE status = 'approved' AND valid_until <= $2 AND warned_at IS NULL
                      ORDER BY valid_until LIMIT $3 FOR UPDATE SKIP LOCKED)
         UPDATE cases c SET warned_at = $1
         FROM due WHERE c.org_id = due.org_id AND c.id = due.id RETURNING c.*",
    )
    .bind(now)
    .bind(now + chrono::Duration::days(i64::from(app.config.warn_days)))
    .bind(i64::try_from(AT_ONCE).unwrap_or(200))
    .fetch_all(&mut *tx)
    .await?;
    for case in &ending {
        tx.emit_in(Some(case.org_id), &CaseExpiring(facts::facts(case)));
    }
    tx.commit().await?;
    Ok(ending.len())
}
