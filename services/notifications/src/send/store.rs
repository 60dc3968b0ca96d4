//! How far a mail got.

use plaza_core::{Instant, OrgId};
use plaza_db::Result;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row, postgres::PgRow};
use uuid::Uuid;

use crate::domain::mail::{Attachment, Mail};

impl FromRow<'_, PgRow> for Mail {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let attachments: Json<Vec<Attachment>> = row.try_get("attachments")?;
        Ok(Self {
            message_id: row.try_get("message_id")?,
            to_name: row.try_get("to_name")?,
            to_address: row.try_get("to_address")?,
            from_name: row.try_get("from_name")?,
            subject: row.try_get("subject")?,
            html: row.try_get("html")?,
            text: row.try_get("text")?,
            attachments: attachments.0,
            written_at: row.try_get("created_at")?,
        })
    }
}

/// A mail that is still to be sent: queued, or given up without a refusal and run again by an operator.
pub async fn unsent(db: impl PgExecutor<'_>, org: OrgId, delivery: Uuid) -> Result<Option<Mail>> {
    Ok(sqlx::query_as(
        "SELECT m.*, d.message_id FROM mails m JOIN deliveries d ON d.org_id = m.org_id AND d.id = m.delivery_id
         WHERE m.org_id = $1 AND m.delivery_id = $2 AND (d.state = 'queued' OR (d.state = 'failed' AND NOT d.refused))",
    )
    .bind(org)
    .bind(delivery)
    .fetch_optional(db)
    .await?)
}

/// The server has taken it. What opens an account is not kept any longer.
pub async fn sent(db: impl PgExecutor<'_>, org: OrgId, delivery: Uuid, now: Instant) -> Result<()> {
    sqlx::query(
        "WITH done AS (
             UPDATE deliveries SET state = 'sent', attempts = attempts + 1, error = NULL, ended_at = $3
             WHERE org_id = $1 AND id = $2)
         UPDATE mails SET html = '', text = '' WHERE org_id = $1 AND delivery_id = $2 AND secret",
    )
    .bind(org)
    .bind(delivery)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The server has refused it for good.
pub async fn refused(db: impl PgExecutor<'_>, org: OrgId, delivery: Uuid, why: &str, now: Instant) -> Result<()> {
    sqlx::query(
        "WITH done AS (
             UPDATE deliveries SET state = 'failed', refused = true, attempts = attempts + 1, error = $3, ended_at = $4
             WHERE org_id = $1 AND id = $2)
         UPDATE mails SET html = '', text = '' WHERE org_id = $1 AND delivery_id = $2 AND secret",
    )
    .bind(org)
    .bind(delivery)
    .bind(why)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// It did not work this time; after so many times it counts as failed.
pub async fn put_off(
    db: impl PgExecutor<'_>,
    org: OrgId,
    delivery: Uuid,
    why: &str,
    at_most: i32,
    now: Instant,
) -> Result<()> {
    sqlx::query(
        "UPDATE deliveries SET attempts = attempts + 1, error = $3,
                state = CASE WHEN attempts + 1 >= $4 THEN 'failed' ELSE state END,
                ended_at = CASE WHEN attempts + 1 >= $4 THEN $5 ELSE ended_at END
         WHERE org_id = $1 AND id = $2",
    )
    .bind(org)
    .bind(delivery)
    .bind(why)
    .bind(at_most)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// No server is set any more: it rests in the outbox.
pub async fn rest(db: impl PgExecutor<'_>, org: OrgId, delivery: Uuid, now: Instant) -> Result<()> {
    sqlx::query("UPDATE deliveries SET state = 'outbox', ended_at = $3 WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(delivery)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}
