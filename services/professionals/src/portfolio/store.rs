//! The portfolio table.

use plaza_core::OrgId;
use plaza_db::Tx;
use plaza_professionals_api::ProfessionalId;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::error::{Error, Result};

/// A piece of work.
#[derive(Debug, Clone, FromRow)]
pub struct Item {
    /// Its id, and its picture's.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// About it.
    pub description: String,
    /// Slug of the trade it shows.
    pub trade: Option<String>,
    /// Width of the largest size, pixels.
    pub width: i32,
    /// Height of the largest size, pixels.
    pub height: i32,
}

/// Somebody's work, in their order.
pub async fn of(db: impl PgExecutor<'_>, org: OrgId, professional: ProfessionalId) -> Result<Vec<Item>> {
    let query = sqlx::query_as(
        "SELECT id, title, description, trade, width, height FROM portfolio WHERE org_id = $1 AND professional_id = $2 ORDER BY position, id",
    );
    Ok(query.bind(org).bind(professional).fetch_all(db).await?)
}

/// Adds a piece at the end.
pub async fn insert(tx: &mut Tx, org: OrgId, professional: ProfessionalId, item: &Item) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO portfolio (org_id, professional_id, id, title, description, trade, width, height, position, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(position), 0) + 1, $9 FROM portfolio WHERE org_id = $1 AND professional_id = $2",
    )
    .bind(org)
    .bind(professional)
    .bind(item.id)
    .bind(&item.title)
    .bind(&item.description)
    .bind(&item.trade)
    .bind(item.width)
    .bind(item.height)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Describes a piece anew.
pub async fn update(tx: &mut Tx, org: OrgId, professional: ProfessionalId, item: &Item) -> Result<()> {
    let done = sqlx::query(
        "UPDATE portfolio SET title = $4, description = $5, trade = $6 WHERE org_id = $1 AND professional_id = $2 AND id = $3",
    )
    .bind(org)
    .bind(professional)
    .bind(item.id)
    .bind(&item.title)
    .bind(&item.description)
    .bind(&item.trade)
    .execute(&mut **tx)
    .await?;
    one(done.rows_affected())
}

/// Takes a piece away; its file stays until it is removed.
pub async fn delete(tx: &mut Tx, org: OrgId, professional: ProfessionalId, id: Uuid) -> Result<()> {
    let done = sqlx::query("DELETE FROM portfolio WHERE org_id = $1 AND professional_id = $2 AND id = $3")
        .bind(org)
        .bind(professional)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    one(done.rows_affected())
}

/// Puts somebody's work in this order.
pub async fn sort(tx: &mut Tx, org: OrgId, professional: ProfessionalId, ids: &[Uuid]) -> Result<()> {
    sqlx::query(
        "UPDATE portfolio p SET position = o.n FROM unnest($3::uuid[]) WITH ORDINALITY AS o (id, n)
         WHERE p.org_id = $1 AND p.professional_id = $2 AND p.id = o.id",
    )
    .bind(org)
    .bind(professional)
    .bind(ids)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn one(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::NoItem) }
}
