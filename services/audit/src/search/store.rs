use plaza_core::{Instant, OrgId};
use plaza_db::Result;
use serde_json::Value;
use sqlx::{PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::domain::cursor::Cursor;

/// One event of the log.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EntryRow {
    pub event_id: Uuid,
    pub at: Instant,
    pub actor: String,
    pub service: String,
    pub kind: String,
    pub entity_type: String,
    pub entity_id: Uuid,
    pub correlation: Uuid,
    pub version: i32,
    pub data: Value,
}

impl EntryRow {
    /// Where a page that ends here ended.
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.at, event: self.event_id }
    }
}

/// What to look for; all of it together.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub actor: Option<String>,
    pub entity_type: Option<String>,
    pub entity_id: Option<Uuid>,
    /// How the kind begins.
    pub kind: Option<String>,
    pub correlation: Option<Uuid>,
    pub from: Option<Instant>,
    pub to: Option<Instant>,
    pub after: Option<Cursor>,
}

/// An organisation's events, the newest first. Each question is a statement of its own, so that the planner sees which index serves.
pub async fn newest(pool: &PgPool, org: OrgId, filter: &Filter, limit: i64) -> Result<Vec<EntryRow>> {
    let mut query: QueryBuilder<Postgres> = QueryBuilder::new(
        "SELECT event_id, at, actor, service, kind, entity_type, entity_id, correlation, version, data FROM audit_log WHERE org_id = ",
    );
    query.push_bind(org);
    if let Some(actor) = &filter.actor {
        query.push(" AND actor = ").push_bind(actor.clone());
    }
    if let Some(entity_type) = &filter.entity_type {
        query.push(" AND entity_type = ").push_bind(entity_type.clone());
    }
    if let Some(entity) = filter.entity_id {
        query.push(" AND entity_id = ").push_bind(entity);
    }
    if let Some(kind) = &filter.kind {
        query.push(" AND kind LIKE ").push_bind(begins(kind));
    }
    if let Some(correlation) = filter.correlation {
        query.push(" AND correlation = ").push_bind(correlation);
    }
    if let Some(from) = filter.from {
        query.push(" AND at >= ").push_bind(from);
    }
    if let Some(to) = filter.to {
        query.push(" AND at < ").push_bind(to);
    }
    if let Some(after) = filter.after {
        // The time alone again, because only that tells the planner which months to leave out.
        query.push(" AND at <= ").push_bind(after.at);
        query.push(" AND (at, event_id) < (").push_bind(after.at).push(", ").push_bind(after.event).push(")");
    }
    query.push(" ORDER BY at DESC, event_id DESC LIMIT ").push_bind(limit);
    Ok(query.build_query_as().fetch_all(pool).await?)
}

/// The pattern of what begins with a text, in which nothing is special.
pub fn begins(text: &str) -> String {
    let text = text.strip_suffix('*').unwrap_or(text);
    format!("{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_prefix_is_no_pattern() {
        assert_eq!(super::begins("bookings.*"), "bookings.%");
        assert_eq!(super::begins("a_b%"), "a\\_b\\%%");
    }
}
