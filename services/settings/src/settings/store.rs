use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use serde_json::Value;
use sqlx::PgExecutor;

/// An organisation's rows.
pub async fn rows(db: impl PgExecutor<'_>, org: OrgId) -> Result<Vec<(String, Value)>> {
    Ok(sqlx::query_as("SELECT key, value FROM settings WHERE org_id = $1").bind(org).fetch_all(db).await?)
}

/// Lets one change of an organisation's settings in at a time: each is checked against the others.
pub async fn lock(tx: &mut Tx, org: OrgId) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('settings ' || $1::text, 0))")
        .bind(org)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes one setting.
pub async fn set(tx: &mut Tx, org: OrgId, key: &str, value: &Value) -> Result<()> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    sqlx::query(
        "INSERT INTO settings (org_id, key, value, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (org_id, key) DO UPDATE SET value = $3, updated_at = $4, updated_by = $5",
    )
    .bind(org)
    .bind(key)
    .bind(value)
    .bind(now)
    .bind(actor)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
