use std::sync::Arc;

use futures::Stream;
use futures::stream::try_unfold;
use plaza_audit_api::events::LogExported;
use plaza_core::{Cx, Fault, OrgId};

use super::http::ExportLog;
use crate::app::App;
use crate::domain::{cell, span};
use crate::error::{Error, Result};
use crate::search::store::{self, EntryRow, Filter};

/// Rows read at once: the export holds no transaction and little memory, however long it is.
const PAGE: i64 = 1_000;

const HEADER: [&str; 10] =
    ["at", "id", "service", "kind", "actor", "entityType", "entityId", "correlationId", "version", "data"];

/// Records that the log is taken out, then answers its lines as they are read.
///
/// # Errors
/// [`Error::Span`].
pub async fn export(
    app: Arc<App>,
    cx: &Cx,
    request: ExportLog,
) -> Result<impl Stream<Item = Result<String>> + use<>, Fault> {
    let org = cx.org()?;
    span::in_order(request.from, request.to)?;
    let kind = request.kind.map(|kind| kind.replace('\0', ""));
    let mut tx = app.db.begin(cx).await?;
    tx.emit(&LogExported { org_id: org, from: request.from, to: request.to, kind: kind.clone().unwrap_or_default() });
    tx.commit().await?;
    let filter = Filter { from: Some(request.from), to: Some(request.to), kind, ..Filter::default() };
    Ok(try_unfold(Some((filter, true)), move |state| page(app.clone(), org, state)))
}

/// One page of lines and where to read on; nothing after the last.
async fn page(
    app: Arc<App>,
    org: OrgId,
    state: Option<(Filter, bool)>,
) -> Result<Option<(String, Option<(Filter, bool)>)>> {
    let Some((mut filter, first)) = state else { return Ok(None) };
    let rows = store::newest(app.db.pool(), org, &filter, PAGE).await.map_err(Error::from)?;
    let head = if first { cell::line(HEADER) } else { String::new() };
    let text = rows.iter().map(line).fold(head, |text, line| text + &line);
    filter.after = rows.last().map(EntryRow::cursor);
    let more = rows.len() as i64 == PAGE;
    Ok(Some((text, more.then_some((filter, false)))))
}

fn line(row: &EntryRow) -> String {
    let (at, version, data) = (row.at.to_rfc3339(), row.version.to_string(), row.data.to_string());
    let (id, entity, correlation) = (row.event_id.to_string(), row.entity_id.to_string(), row.correlation.to_string());
    cell::line([
        at.as_str(),
        &id,
        &row.service,
        &row.kind,
        &row.actor,
        &row.entity_type,
        &entity,
        &correlation,
        &version,
        &data,
    ])
}
