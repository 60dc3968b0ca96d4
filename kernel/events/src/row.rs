use plaza_core::{Envelope, Instant, OrgId};
use serde_json::Value;
use uuid::Uuid;

/// Where a reader is in a service's events.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// The event's place among transactions (kernel/db/migrations/0002), as text: 64 bits without sign.
    pub txid: String,
    /// Sequence within.
    pub seq: i64,
}

#[derive(sqlx::FromRow)]
pub(crate) struct EventRow {
    txid: String,
    seq: i64,
    id: Uuid,
    org_id: Option<Uuid>,
    event_type: String,
    aggregate_id: Uuid,
    event_data: Value,
    version: i32,
    actor: Option<String>,
    created_at: Instant,
    correlation_id: Uuid,
}

impl EventRow {
    pub(crate) fn position(&self) -> Position {
        Position { txid: self.txid.clone(), seq: self.seq }
    }

    pub(crate) fn envelope(self, service: &str) -> Envelope {
        Envelope {
            specversion: "1.0".into(),
            id: self.id,
            source: format!("/plaza/{service}"),
            kind: self.event_type,
            subject: self.aggregate_id,
            time: self.created_at,
            datacontenttype: "application/json".into(),
            orgid: self.org_id.map(OrgId),
            correlationid: self.correlation_id,
            actor: self.actor.unwrap_or_default(),
            version: self.version,
            data: self.event_data,
        }
    }
}

/// Events after a position that no open transaction can still slip in front of.
///
/// Ordered by the table's columns: `txid` alone would be the text that is selected, by which 10 comes before 9.
pub(crate) async fn after(pool: &sqlx::PgPool, position: &Position, limit: i64) -> Result<Vec<EventRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT txid::text AS txid, seq, id, org_id, event_type, aggregate_id, event_data, version,
                metadata ->> 'actor' AS actor, created_at, correlation_id
         FROM kernel.domain_events
         WHERE (txid, seq) > ($1::text::xid8, $2) AND txid < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY domain_events.txid, domain_events.seq
         LIMIT $3",
    )
    .bind(&position.txid)
    .bind(position.seq)
    .bind(limit)
    .fetch_all(pool)
    .await
}
