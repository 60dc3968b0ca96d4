use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use sqlx::PgPool;

use crate::domain::feature::Feature;

/// A flag that was turned.
#[derive(Debug, sqlx::FromRow)]
pub struct FeatureRow {
    key: String,
    enabled: bool,
    share: i16,
    description: String,
}

impl From<FeatureRow> for Feature {
    fn from(row: FeatureRow) -> Self {
        Self {
            key: row.key,
            enabled: row.enabled,
            share: u8::try_from(row.share).unwrap_or_default(),
            description: row.description,
        }
    }
}

/// The flags an organisation has turned, by name.
pub async fn list(pool: &PgPool, org: OrgId) -> Result<Vec<FeatureRow>> {
    let query = sqlx::query_as(
        "SELECT key, enabled, share, description FROM features WHERE org_id = $1 ORDER BY key LIMIT 1000",
    );
    Ok(query.bind(org).fetch_all(pool).await?)
}

/// One flag, if the organisation has turned it.
pub async fn get(pool: &PgPool, org: OrgId, key: &str) -> Result<Option<FeatureRow>> {
    let query = sqlx::query_as("SELECT key, enabled, share, description FROM features WHERE org_id = $1 AND key = $2");
    Ok(query.bind(org).bind(key).fetch_optional(pool).await?)
}

/// Turns a flag; what is not given stays, or is `base`'s when the flag was never turned.
pub async fn set(
    tx: &mut Tx,
    org: OrgId,
    enabled: bool,
    share: Option<u8>,
    description: Option<&str>,
    base: &Feature,
) -> Result<FeatureRow> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let query = sqlx::query_as(
        "INSERT INTO features AS f (org_id, key, enabled, share, description, updated_at, updated_by)
         VALUES ($1, $2, $3, coalesce($4, $8::smallint), coalesce($5, $9), $6, $7)
         ON CONFLICT (org_id, key) DO UPDATE SET enabled = $3, share = coalesce($4, f.share), description = coalesce($5, f.description),
             updated_at = $6, updated_by = $7
         RETURNING key, enabled, share, description",
    );
    let query = query
        .bind(org)
        .bind(&base.key)
        .bind(enabled)
        .bind(share.map(i16::from))
        .bind(description)
        .bind(now)
        .bind(actor);
    Ok(query.bind(i16::from(base.share)).bind(&base.description).fetch_one(&mut **tx).await?)
}
