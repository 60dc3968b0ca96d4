use plaza_core::{Instant, OrgId};
use plaza_db::Tx;
use plaza_resources_api::{LocationId, ResourceId};
use sqlx::PgPool;

use super::Listed;
use crate::error::Result;

/// The catalogue's version; 0 before its first change.
pub async fn version(pool: &PgPool, org: OrgId) -> Result<i64> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT version FROM catalogues WHERE org_id = $1").bind(org).fetch_optional(pool).await?;
    Ok(found.unwrap_or(0))
}

/// Takes the catalogue for a change; answers the change's version.
pub async fn next_version(tx: &mut Tx, org: OrgId) -> Result<i64> {
    let version = sqlx::query_scalar(
        "INSERT INTO catalogues AS c (org_id, version) VALUES ($1, 1) ON CONFLICT (org_id) DO UPDATE SET version = c.version + 1 RETURNING version",
    )
    .bind(org)
    .fetch_one(&mut **tx)
    .await?;
    Ok(version)
}

/// What changed since a version.
pub async fn newer(pool: &PgPool, org: OrgId, version: i64) -> Result<Vec<Listed>> {
    let rows = sqlx::query_as(
        "SELECT r.*, l.name AS location_name, l.line1, l.line2, l.city, l.region, l.postal_code, l.country, l.latitude, l.longitude, l.time_zone,
                l.hours AS location_hours,
                ARRAY(SELECT u.id FROM units u WHERE u.org_id = r.org_id AND u.resource_id = r.id AND u.retired_at IS NULL ORDER BY u.position) AS units
         FROM resources r JOIN locations l ON l.org_id = r.org_id AND l.id = r.location_id
         WHERE r.org_id = $1 AND r.catalogue_version > $2",
    )
    .bind(org)
    .bind(version)
    .fetch_all(pool)
    .await?;
    Ok(rows)
}

/// See [`super::make_findable`].
pub async fn make_findable(tx: &mut Tx, org: OrgId, ids: &[ResourceId]) -> Result<()> {
    sqlx::query(
        "UPDATE resources r
         SET search = setweight(stems(r.name), 'A') || setweight(stems(r.other_words), 'B')
                   || setweight(stems(concat_ws(' ', l.name, l.city, l.region, l.line1)), 'C') || setweight(stems(r.description), 'D'),
             search_text = plain(concat_ws(' ', r.name, r.other_words, l.name, l.city))
         FROM locations l
         WHERE r.org_id = $1 AND r.id = ANY($2) AND l.org_id = r.org_id AND l.id = r.location_id",
    )
    .bind(org)
    .bind(ids)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// See [`super::touch_location`].
pub async fn touch_location(
    tx: &mut Tx,
    org: OrgId,
    location: LocationId,
    stamp: i64,
    now: Instant,
) -> Result<Vec<(ResourceId, i32)>> {
    let touched = sqlx::query_as(
        "UPDATE resources SET version = version + 1, catalogue_version = $3, updated_at = $4 WHERE org_id = $1 AND location_id = $2 RETURNING id, version",
    )
    .bind(org)
    .bind(location)
    .bind(stamp)
    .bind(now)
    .fetch_all(&mut **tx)
    .await?;
    Ok(touched)
}
