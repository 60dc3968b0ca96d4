use plaza_core::OrgId;

use super::http::{AuditReport, ReportQuery};
use super::store;
use crate::app::App;
use crate::domain::span;
use crate::error::Result;

/// The figures of a time span.
///
/// # Errors
/// [`crate::error::Error::Span`].
pub async fn report(app: &App, org: OrgId, wanted: &ReportQuery) -> Result<AuditReport> {
    let (from, to) = span::of_report(wanted.from, wanted.to, app.clock.now())?;
    let pool = app.db.pool();
    let total = store::total(pool, org, from, to).await?;
    let by_kind = store::by_kind(pool, org, from, to).await?;
    let by_actor = store::by_actor(pool, org, from, to).await?;
    let most = store::MOST as usize;
    let complete = by_kind.len() < most && by_actor.len() < most;
    Ok(AuditReport { from, to, total, complete, by_kind, by_actor })
}
