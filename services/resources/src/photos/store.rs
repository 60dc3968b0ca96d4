use plaza_core::OrgId;
use plaza_db::Tx;
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::error::Result;

/// Keeps a picture.
pub async fn insert(tx: &mut Tx, org: OrgId, id: Uuid, media_type: &str, bytes: &[u8]) -> Result<()> {
    let (now, by) = (tx.now(), tx.actor().to_owned());
    sqlx::query(
        "INSERT INTO photos (org_id, id, media_type, bytes, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(org)
    .bind(id)
    .bind(media_type)
    .bind(bytes)
    .bind(now)
    .bind(by)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A picture. Pictures are for everybody who has the address, like the pages that show them: an `<img>` says no organisation.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<(String, Vec<u8>)>> {
    let found =
        sqlx::query_as("SELECT media_type, bytes FROM photos WHERE id = $1").bind(id).fetch_optional(db).await?;
    Ok(found)
}
