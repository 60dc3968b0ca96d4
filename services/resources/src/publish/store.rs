//! The resources and units tables, written.

use plaza_core::OrgId;
use plaza_db::Tx;
use plaza_resources_api::{ResourceId, UnitId};
use serde::Serialize;
use sqlx::types::Json;

use super::Described;
use crate::body::Status;
use crate::error::{Error, Result};

/// A resource to write.
pub struct Row<'a> {
    /// Its organisation.
    pub org: OrgId,
    /// Its id.
    pub id: ResourceId,
    /// What the operator said.
    pub described: &'a Described,
    /// What else it is called.
    pub other_words: &'a str,
    /// Whether it can be booked.
    pub status: Status,
    /// The change of the catalogue it belongs to.
    pub stamp: i64,
}

/// Adds a resource; answers false when its import key is there already.
pub async fn insert(tx: &mut Tx, row: &Row<'_>, import_key: Option<&str>) -> Result<bool> {
    let statement = sqlx::query(
        "INSERT INTO resources (org_id, id, location_id, kind, name, description, category, capacity, amenities, photos, house_rules, rules, rates, currency, tax,
                                audience, cancellation, hours, status, other_words, catalogue_version, created_at, updated_at, import_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $22, $23)
         ON CONFLICT ON CONSTRAINT resources_imported_once DO NOTHING",
    );
    let made =
        filled(statement, row).bind(tx.now()).bind(import_key).execute(&mut **tx).await.map_err(plaza_db::Error::from);
    Ok(made.map_err(placed)?.rows_affected() == 1)
}

/// Replaces a resource; answers its version. The time of somebody whose profile is not shown stays inactive: another
/// status than it has is kept until it is shown, and the same says nothing new.
pub async fn update(tx: &mut Tx, row: &Row<'_>, shown: bool) -> Result<i32> {
    let now = tx.now();
    let statement = sqlx::query(
        "UPDATE resources SET location_id = $3, kind = $4, name = $5, description = $6, category = $7, capacity = $8, amenities = $9, photos = $10, house_rules = $11,
                rules = $12, rates = $13, currency = $14, tax = $15, audience = $16, cancellation = $17, hours = $18, other_words = $20,
                status = CASE WHEN $23 OR $19 = 'archived' THEN $19 ELSE 'inactive' END,
                status_when_shown = CASE WHEN $23 THEN NULL WHEN $19 = 'archived' THEN status_when_shown
                                         WHEN $19 = status THEN coalesce(status_when_shown, $19) ELSE $19 END,
                catalogue_version = $21, updated_at = $22, version = version + 1
         WHERE org_id = $1 AND id = $2",
    );
    let changed = filled(statement, row).bind(now).bind(shown).execute(&mut **tx).await;
    changed.map_err(plaza_db::Error::from).map_err(placed)?;
    let version = sqlx::query_scalar("SELECT version FROM resources WHERE org_id = $1 AND id = $2")
        .bind(row.org)
        .bind(row.id)
        .fetch_optional(&mut **tx)
        .await?;
    version.ok_or(Error::NoResource)
}

/// The resource an import key stands for.
pub async fn imported(tx: &mut Tx, org: OrgId, import_key: &str) -> Result<ResourceId> {
    let found = sqlx::query_scalar("SELECT id FROM resources WHERE org_id = $1 AND import_key = $2")
        .bind(org)
        .bind(import_key)
        .fetch_optional(&mut **tx)
        .await?;
    found.ok_or(Error::NoResource)
}

/// Gives a resource these units, in this order; the ones it had by these names stay the same.
pub async fn set_units(tx: &mut Tx, org: OrgId, id: ResourceId, names: &[String]) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE units SET retired_at = $4 WHERE org_id = $1 AND resource_id = $2 AND retired_at IS NULL AND name <> ALL($3)")
        .bind(org)
        .bind(id)
        .bind(names)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    let ids: Vec<UnitId> = names.iter().map(|_| UnitId::new()).collect();
    sqlx::query(
        "INSERT INTO units (org_id, resource_id, id, name, position)
         SELECT $1, $2, u.id, u.name, u.n FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS u (id, name, n)
         ON CONFLICT ON CONSTRAINT units_have_their_name DO UPDATE SET position = excluded.position, retired_at = NULL",
    )
    .bind(org)
    .bind(id)
    .bind(ids)
    .bind(names)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

type Statement<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// Binds $1 to $21, which both statements share.
fn filled<'q>(statement: Statement<'q>, row: &Row<'q>) -> Statement<'q> {
    let body = &row.described.body;
    statement
        .bind(row.org)
        .bind(row.id)
        .bind(body.location_id)
        .bind(name_of(&body.kind))
        .bind(&body.name)
        .bind(&body.description)
        .bind(&body.category)
        .bind(i32::try_from(body.capacity).unwrap_or(i32::MAX))
        .bind(&body.amenities)
        .bind(Json(&body.photos))
        .bind(&body.house_rules)
        .bind(Json(&body.rules))
        .bind(Json(&body.rates))
        .bind(row.described.currency.code().to_owned())
        .bind(Json(row.described.tax))
        .bind(name_of(&body.audience))
        .bind(Json(&body.cancellation))
        .bind(body.hours.as_ref().map(Json))
        .bind(name_of(&row.status))
        .bind(row.other_words)
        .bind(row.stamp)
}

/// A name of ours as it is on the wire.
pub fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn placed(error: plaza_db::Error) -> Error {
    if error.is_constraint("resources_are_somewhere") { Error::LocationUnknown } else { error.into() }
}
