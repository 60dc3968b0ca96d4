use plaza_core::{Locale, OrgId};
use plaza_db::{Result, Tx};
use sqlx::PgPool;

use crate::domain::feature::{Feature, default_of};

/// A flag that was turned.
#[derive(Debug, sqlx::FromRow)]
pub struct FeatureRow {
    key: String,
    enabled: bool,
    share: i16,
    description: Option<String>,
}

impl FeatureRow {
    /// The feature; without words of the organisation's own it is described in a language.
    pub fn feature(self, locale: Locale) -> Feature {
        let share = u8::try_from(self.share).unwrap_or_default();
        let description = self.description.unwrap_or_else(|| default_of(&self.key, locale).description);
        Feature { key: self.key, enabled: self.enabled, share, description }
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

/// One flag as it is before a change, locked if it was ever turned.
pub async fn before(tx: &mut Tx, org: OrgId, key: &str) -> Result<Option<FeatureRow>> {
    let query = sqlx::query_as(
        "SELECT key, enabled, share, description FROM features WHERE org_id = $1 AND key = $2 FOR UPDATE",
    );
    Ok(query.bind(org).bind(key).fetch_optional(&mut **tx).await?)
}

/// Turns a flag; what is not given stays: the share of a flag never turned is all, its description the code's.
pub async fn set(
    tx: &mut Tx,
    org: OrgId,
    key: &str,
    enabled: bool,
    share: Option<u8>,
    description: Option<&str>,
) -> Result<FeatureRow> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let query = sqlx::query_as(
        "INSERT INTO features AS f (org_id, key, enabled, share, description, updated_at, updated_by)
         VALUES ($1, $2, $3, coalesce($4, 100::smallint), $5, $6, $7)
         ON CONFLICT (org_id, key) DO UPDATE SET enabled = $3, share = coalesce($4, f.share), description = coalesce($5, f.description),
             updated_at = $6, updated_by = $7
         RETURNING key, enabled, share, description",
    );
    let query = query.bind(org).bind(key).bind(enabled).bind(share.map(i16::from)).bind(description);
    Ok(query.bind(now).bind(actor).fetch_one(&mut **tx).await?)
}
