use plaza_core::OrgId;
use plaza_service::Finding;
use serde_json::Value;
use sqlx::PgPool;

use crate::domain::document;

/// Looks for stored settings that do not read or are out of bounds.
///
/// # Errors
/// As the database fails.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let rows: Vec<(OrgId, String, Value)> =
        sqlx::query_as("SELECT org_id, key, value FROM settings").fetch_all(&pool).await?;
    let wrong = rows.into_iter().filter_map(|(org, key, value)| {
        let read = document::with(&Default::default(), &key, value).and_then(|settings| document::check(&settings));
        read.err().map(|error| Finding::new("settings.readable", format!("{key} of organisation {org}: {error}")))
    });
    Ok(wrong.collect())
}
