//! Writing every event into the log.

use plaza_core::Envelope;
use plaza_db::Tx;
use plaza_events::Handler;

use crate::domain::month::storable;

/// Writes each event as one row: one prepared statement, nothing read, in the transaction of its whole batch.
pub struct Record;

#[async_trait::async_trait]
impl Handler for Record {
    fn name(&self) -> &'static str {
        "record"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["*"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> plaza_core::Result<()> {
        sqlx::query(
            "INSERT INTO audit_log (org_id, at, event_id, service, kind, entity_type, entity_id, actor, correlation, version, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        )
        .bind(event.orgid)
        .bind(storable(event.time))
        .bind(event.id)
        .bind(event.service())
        .bind(&event.kind)
        .bind(event.aggregate())
        .bind(event.subject)
        .bind(&event.actor)
        .bind(event.correlationid)
        .bind(event.version)
        .bind(&event.data)
        .execute(&mut **tx)
        .await
        .map_err(plaza_db::Error::from)?;
        Ok(())
    }
}
