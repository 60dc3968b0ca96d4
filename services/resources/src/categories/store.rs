//! The categories table, over the built-in ones.

use plaza_core::OrgId;
use plaza_db::Tx;
use sqlx::PgExecutor;

use crate::domain::categories::{Category, with_built_in};
use crate::error::{Error, Result};

/// The organisation's categories, by slug.
pub async fn all(db: impl PgExecutor<'_>, org: OrgId) -> Result<Vec<Category>> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT slug, name_es, name_en FROM categories WHERE org_id = $1")
            .bind(org)
            .fetch_all(db)
            .await?;
    Ok(with_built_in(rows.into_iter().map(|(slug, es, en)| Category { slug, es, en }).collect()))
}

/// The category of a slug; categories are never taken away, so it stays.
pub async fn named(db: impl PgExecutor<'_>, org: OrgId, slug: &str) -> Result<Category> {
    let all = all(db, org).await?;
    match all.iter().find(|category| category.slug == slug) {
        Some(category) => Ok(category.clone()),
        None => Err(Error::CategoryUnknown {
            slug: slug.to_owned(),
            known: all.into_iter().map(|category| category.slug).collect(),
        }),
    }
}

/// Adds a category.
pub async fn insert(tx: &mut Tx, org: OrgId, category: &Category) -> Result<()> {
    let made = sqlx::query("INSERT INTO categories (org_id, slug, name_es, name_en) VALUES ($1, $2, $3, $4)")
        .bind(org)
        .bind(&category.slug)
        .bind(&category.es)
        .bind(&category.en)
        .execute(&mut **tx)
        .await
        .map_err(plaza_db::Error::from);
    match made {
        Err(error) if error.is_constraint("categories_pkey") => Err(Error::CategoryExists(category.slug.clone())),
        made => Ok(made.map(drop)?),
    }
}
