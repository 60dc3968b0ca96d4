use futures::TryStreamExt;
use sqlx::PgPool;

use super::row::Row;
use crate::error::Result;

const COLUMNS: &str = "SELECT org_id, id, user_id, name, headline, about, trades, languages, hourly_amount, currency, remote, radius_km, city, country, latitude, longitude,
        rating_sum, rating_count, level, badges, completed, response_minutes, verified_until, resource_id, avatar, deleted, revision FROM listings WHERE ";

/// The oldest transaction that is open now, and whether rows were written since another. Everything below it has
/// ended, so who reads the rows after this call has seen all that is written below it.
pub async fn horizon(pool: &PgPool, since: &str) -> Result<(String, bool)> {
    let found = sqlx::query_as(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, EXISTS (SELECT FROM listings WHERE txid >= $1::text::xid8)",
    );
    Ok(found.bind(since).fetch_one(pool).await?)
}

/// Rows written by a transaction or later ones, as they are now.
pub async fn since(pool: &PgPool, since: &str) -> Result<Vec<Row>> {
    let query = sqlx::AssertSqlSafe(format!("{COLUMNS} txid >= $1::text::xid8"));
    Ok(sqlx::query_as(query).bind(since).fetch_all(pool).await?)
}

/// Every row there is to find.
pub async fn all(pool: &PgPool) -> Result<Vec<Row>> {
    let query = sqlx::AssertSqlSafe(format!("{COLUMNS} NOT deleted"));
    Ok(sqlx::query_as(query).fetch(pool).try_collect().await?)
}

/// Renumbers rows that claim to be of a transaction this server has not had yet, as those of a restored backup may:
/// they would be read again and again.
pub async fn settle(pool: &PgPool) -> Result<()> {
    sqlx::query(
        "UPDATE listings SET txid = pg_current_xact_id() WHERE txid >= pg_snapshot_xmax(pg_current_snapshot())",
    )
    .execute(pool)
    .await?;
    Ok(())
}
