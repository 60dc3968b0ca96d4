use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_identity_api::OrgCard;
use sqlx::PgPool;
use uuid::Uuid;

/// An organisation.
#[derive(Debug, sqlx::FromRow)]
pub struct OrgRow {
    pub id: OrgId,
    pub slug: String,
    pub name: String,
    pub demo: bool,
}

impl From<OrgRow> for OrgCard {
    fn from(row: OrgRow) -> Self {
        Self { id: row.id, slug: row.slug, name: row.name, demo: row.demo }
    }
}

/// By id.
pub async fn by_id(pool: &PgPool, id: OrgId) -> Result<Option<OrgRow>> {
    Ok(sqlx::query_as("SELECT id, slug, name, demo FROM organisations WHERE id = $1")
        .bind(id)
        .fetch_optional(pool)
        .await?)
}

/// By slug.
pub async fn by_slug(pool: &PgPool, slug: &str) -> Result<Option<OrgRow>> {
    Ok(sqlx::query_as("SELECT id, slug, name, demo FROM organisations WHERE slug = $1")
        .bind(slug)
        .fetch_optional(pool)
        .await?)
}

/// The oldest.
pub async fn oldest(pool: &PgPool) -> Result<Option<OrgRow>> {
    Ok(sqlx::query_as("SELECT id, slug, name, demo FROM organisations ORDER BY created_at, id LIMIT 1")
        .fetch_optional(pool)
        .await?)
}

/// Adds one.
pub async fn insert(tx: &mut Tx, id: OrgId, slug: &str, name: &str, demo: bool) -> Result<()> {
    let now = tx.now();
    sqlx::query("INSERT INTO organisations (id, slug, name, demo, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(slug)
        .bind(name)
        .bind(demo)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Turns a session that sees no organisation to this one.
pub async fn see(tx: &mut Tx, session: Option<Uuid>, org: OrgId) -> Result<()> {
    sqlx::query("UPDATE sessions SET org_id = $2 WHERE id = $1 AND org_id IS NULL")
        .bind(session)
        .bind(org)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
