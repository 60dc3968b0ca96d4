//! The locations table.

use plaza_core::{Instant, OrgId};
use plaza_db::Tx;
use plaza_resources_api::{LocationId, OpeningHours};
use sqlx::PgExecutor;
use sqlx::types::Json;

use super::view::LocationView;
use crate::body::LocationBody;
use crate::error::{Error, Result};

/// Adds a location; answers none when its import key is there already.
pub async fn insert(
    tx: &mut Tx,
    org: OrgId,
    id: LocationId,
    body: &LocationBody,
    import_key: Option<&str>,
) -> Result<Option<LocationView>> {
    let now = tx.now();
    let address = &body.address;
    let made = sqlx::query_as(
        "INSERT INTO locations (org_id, id, import_key, name, line1, line2, city, region, postal_code, country, latitude, longitude, time_zone, hours, phone,
                                search_text, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, plain(concat_ws(' ', $4, $7, $8, $5, $9, $10)), $16, $16)
         ON CONFLICT ON CONSTRAINT locations_imported_once DO NOTHING RETURNING *",
    )
    .bind(org)
    .bind(id)
    .bind(import_key)
    .bind(&body.name)
    .bind(&address.line1)
    .bind(&address.line2)
    .bind(&address.city)
    .bind(&address.region)
    .bind(&address.postal_code)
    .bind(&address.country)
    .bind(body.latitude)
    .bind(body.longitude)
    .bind(&body.time_zone)
    .bind(Json(&body.hours))
    .bind(&body.phone)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(made)
}

/// The location an import key stands for.
pub async fn imported(tx: &mut Tx, org: OrgId, import_key: &str) -> Result<LocationId> {
    let found = sqlx::query_scalar("SELECT id FROM locations WHERE org_id = $1 AND import_key = $2")
        .bind(org)
        .bind(import_key)
        .fetch_optional(&mut **tx)
        .await?;
    found.ok_or(Error::NoLocation)
}

/// Replaces a location.
pub async fn update(tx: &mut Tx, org: OrgId, id: LocationId, body: &LocationBody) -> Result<LocationView> {
    let now = tx.now();
    let address = &body.address;
    let changed = sqlx::query_as(
        "UPDATE locations SET name = $3, line1 = $4, line2 = $5, city = $6, region = $7, postal_code = $8, country = $9, latitude = $10, longitude = $11,
                time_zone = $12, hours = $13, phone = $14, search_text = plain(concat_ws(' ', $3, $6, $7, $4, $8, $9)), version = version + 1, updated_at = $15
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(org)
    .bind(id)
    .bind(&body.name)
    .bind(&address.line1)
    .bind(&address.line2)
    .bind(&address.city)
    .bind(&address.region)
    .bind(&address.postal_code)
    .bind(&address.country)
    .bind(body.latitude)
    .bind(body.longitude)
    .bind(&body.time_zone)
    .bind(Json(&body.hours))
    .bind(&body.phone)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    changed.ok_or(Error::NoLocation)
}

/// Replaces a location's hours.
pub async fn set_hours(
    tx: &mut Tx,
    org: OrgId,
    id: LocationId,
    hours: &OpeningHours,
    now: Instant,
) -> Result<LocationView> {
    let changed = sqlx::query_as("UPDATE locations SET hours = $3, version = version + 1, updated_at = $4 WHERE org_id = $1 AND id = $2 RETURNING *")
        .bind(org)
        .bind(id)
        .bind(Json(hours))
        .bind(now)
        .fetch_optional(&mut **tx)
        .await?;
    changed.ok_or(Error::NoLocation)
}

/// A location of the organisation.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: LocationId) -> Result<LocationView> {
    let found = sqlx::query_as("SELECT * FROM locations WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::NoLocation)
}
