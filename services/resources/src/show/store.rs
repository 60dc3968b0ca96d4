//! A resource in full, from its tables.

use plaza_core::OrgId;
use plaza_resources_api::{ResourceId, UnitId};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection, Row};

use super::view::{Place, ResourceView, UnitView};
use crate::catalogue::Listed;
use crate::catalogue::listed::json;
use crate::error::{Error, Result};

const ONE: &str = "SELECT r.*, l.name AS location_name, l.line1, l.line2, l.city, l.region, l.postal_code, l.country, l.latitude, l.longitude, l.time_zone,
        l.hours AS location_hours,
        ARRAY(SELECT u.id FROM units u WHERE u.org_id = r.org_id AND u.resource_id = r.id AND u.retired_at IS NULL ORDER BY u.position) AS units,
        ARRAY(SELECT u.name FROM units u WHERE u.org_id = r.org_id AND u.resource_id = r.id AND u.retired_at IS NULL ORDER BY u.position) AS unit_names
 FROM resources r JOIN locations l ON l.org_id = r.org_id AND l.id = r.location_id
 WHERE r.org_id = $1 AND r.id = $2";

/// A resource of the organisation, whatever its status.
pub async fn find(db: &mut PgConnection, org: OrgId, id: ResourceId) -> Result<ResourceView> {
    let found = sqlx::query_as(ONE).bind(org).bind(id).fetch_optional(db).await?;
    found.ok_or(Error::NoResource)
}

impl<'r> FromRow<'r, PgRow> for ResourceView {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let Listed { card, status, category, amenities, city, point, from_price, own_hours, .. } =
            Listed::from_row(row)?;
        let names: Vec<String> = row.try_get("unit_names")?;
        let units = card.units.iter().copied().zip(names).map(|(id, name): (UnitId, String)| UnitView { id, name });
        Ok(Self {
            id: card.id,
            kind: card.kind,
            name: card.name,
            description: row.try_get("description")?,
            category,
            location: Place {
                id: card.location_id,
                name: card.location_name,
                city,
                address: Some(card.address),
                latitude: point.latitude,
                longitude: point.longitude,
                time_zone: card.time_zone.name().to_owned(),
            },
            capacity: card.capacity,
            amenities,
            photos: json(row, "photos")?,
            house_rules: row.try_get("house_rules")?,
            units: units.collect(),
            rules: card.rules,
            rates: card.rates,
            from_price,
            currency: card.currency,
            tax: card.tax,
            audience: card.audience,
            cancellation: card.cancellation,
            hours: card.hours,
            own_hours,
            status,
            version: card.version,
            updated_at: card.updated_at,
        })
    }
}
