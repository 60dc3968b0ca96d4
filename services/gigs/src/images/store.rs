//! The rows of pictures, and the end of their files.

use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_gigs_api::GigId;
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::app::App;
use crate::record::Picture;

/// Writes a picture.
///
/// # Errors
/// As the database fails.
pub async fn insert(tx: &mut Tx, org: OrgId, gig: GigId, picture: &Picture) -> Result<()> {
    let now = tx.now();
    sqlx::query("INSERT INTO images (org_id, gig_id, id, width, height, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(org)
        .bind(gig)
        .bind(picture.id)
        .bind(picture.width)
        .bind(picture.height)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether a picture is some gig's.
///
/// # Errors
/// As the database fails.
pub async fn exists(db: impl PgExecutor<'_>, id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT FROM images WHERE id = $1)").bind(id).fetch_one(db).await?)
}

/// Removes a picture's row; says whether it was there.
///
/// # Errors
/// As the database fails.
pub async fn delete(tx: &mut Tx, org: OrgId, gig: GigId, id: Uuid) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM images WHERE org_id = $1 AND gig_id = $2 AND id = $3");
    Ok(gone.bind(org).bind(gig).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Removes every picture's row of a gig; answers their ids.
///
/// # Errors
/// As the database fails.
pub async fn delete_all(tx: &mut Tx, org: OrgId, gig: GigId) -> Result<Vec<Uuid>> {
    let gone = sqlx::query_scalar("DELETE FROM images WHERE org_id = $1 AND gig_id = $2 RETURNING id");
    Ok(gone.bind(org).bind(gig).fetch_all(&mut **tx).await?)
}

/// Removes files whose rows are gone. What cannot be removed now is swept later.
pub async fn discard(app: &App, ids: &[Uuid]) {
    for id in ids {
        if let Err(error) = app.files.remove(*id).await {
            tracing::warn!(%error, picture = %id, "a picture is left to the sweep");
        }
    }
}
