use plaza_core::page::page_limit;
use plaza_core::time::reachable;
use plaza_core::{OrgId, Page};
use uuid::Uuid;

use super::http::{LogEntry, LogQuery};
use super::store::{self, EntryRow, Filter};
use crate::app::App;
use crate::error::Result;

/// A page of an organisation's log.
///
/// # Errors
/// [`crate::error::Error::Cursor`].
pub async fn search(app: &App, org: OrgId, wanted: &LogQuery) -> Result<Page<LogEntry>> {
    let limit = page_limit(wanted.limit);
    let filter = filter(wanted)?;
    let rows = store::newest(app.db.pool(), org, &filter, limit as i64 + 1).await?;
    Ok(Page::of(rows, limit, |row| row.cursor().to_string()).map(LogEntry::from))
}

fn filter(wanted: &LogQuery) -> Result<Filter> {
    // People's ids are what operators have at hand.
    let actor = wanted
        .actor
        .as_ref()
        .map(|actor| if actor.parse::<Uuid>().is_ok() { format!("user:{actor}") } else { actor.clone() });
    Ok(Filter {
        actor,
        entity_type: wanted.entity_type.clone(),
        entity_id: wanted.entity_id,
        kind: wanted.kind.clone(),
        correlation: wanted.correlation_id,
        from: reachable("from", wanted.from)?,
        to: reachable("to", wanted.to)?,
        after: wanted.cursor.as_deref().map(str::parse).transpose()?,
    })
}

impl From<EntryRow> for LogEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: row.event_id,
            at: row.at,
            actor: row.actor,
            service: row.service,
            kind: row.kind,
            entity_type: row.entity_type,
            entity_id: row.entity_id,
            correlation_id: row.correlation,
            version: row.version,
            data: row.data,
        }
    }
}
