use plaza_core::Cx;
use plaza_resources_api::ResourceId;
use plaza_resources_api::events::ResourceArchived;

use crate::app::App;
use crate::body::Status;
use crate::catalogue;
use crate::error::Result;
use crate::show;

/// Archives a resource; one that is archived already stays so.
pub async fn archive(app: &App, cx: &Cx, id: ResourceId) -> Result<()> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let before = show::store::find(&mut tx, org, id).await?;
    if before.status == Status::Archived {
        return Ok(());
    }
    let version = sqlx::query_scalar(
        "UPDATE resources SET status = 'archived', catalogue_version = $3, updated_at = $4, version = version + 1 WHERE org_id = $1 AND id = $2 RETURNING version",
    )
    .bind(org)
    .bind(id)
    .bind(stamp)
    .bind(tx.now())
    .fetch_one(&mut *tx)
    .await?;
    tx.emit(&ResourceArchived { resource_id: id, version });
    tx.commit().await?;
    Ok(())
}
