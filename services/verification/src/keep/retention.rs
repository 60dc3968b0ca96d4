//! The reconciler that forgets documents.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, OrgId, Result};
use plaza_jobs::Reconciler;
use plaza_verification_api::{CaseId, DocumentId};

use crate::app::App;
use crate::documents::store;
use crate::error::Error;

const AT_ONCE: i64 = 100;

/// Removes documents and details of cases that rest for as long as the configuration keeps them. What stays is
/// that there was a case, its state and its dates.
pub struct ForgetDocuments(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for ForgetDocuments {
    fn name(&self) -> &'static str {
        "forget_documents"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3_600)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        while pass(&self.0, cx).await? == AT_ONCE {}
        Ok(())
    }
}

/// Forgets one batch; returns how many cases.
///
/// # Errors
/// As the database fails.
pub async fn pass(app: &App, cx: &Cx) -> Result<i64, Error> {
    let mut tx = app.db.begin(cx).await?;
    let before = tx.now() - chrono::Duration::days(i64::from(app.config.retention_days));
    // The decision is the last change of what its person may not touch; what is gathered for a renewal is younger.
    let resting: Vec<(OrgId, CaseId)> = sqlx::query_as(
        "SELECT c.org_id, c.id FROM cases c
         WHERE status NOT IN ('submitted', 'in_review')
           AND updated_at < $1
           AND (details IS NOT NULL OR approved_details IS NOT NULL OR note IS NOT NULL
                OR EXISTS (SELECT FROM documents d WHERE d.org_id = c.org_id AND d.case_id = c.id))
         ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED",
    )
    .bind(before)
    .bind(AT_ONCE)
    .fetch_all(&mut *tx)
    .await?;
    let (orgs, cases): (Vec<OrgId>, Vec<CaseId>) = resting.into_iter().unzip();
    let forgotten: Vec<DocumentId> = sqlx::query_scalar(
        "WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS gone (org_id, id)),
              cleared AS (UPDATE cases c SET details = NULL, details_key = NULL, approved_details = NULL,
                              approved_details_key = NULL, note = NULL, note_key = NULL
                          FROM gone WHERE c.org_id = gone.org_id AND c.id = gone.id)
         DELETE FROM documents d USING gone WHERE d.org_id = gone.org_id AND d.case_id = gone.id RETURNING d.id",
    )
    .bind(&orgs)
    .bind(&cases)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    store::shred(app, &forgotten).await;
    Ok(i64::try_from(cases.len()).unwrap_or(AT_ONCE))
}
