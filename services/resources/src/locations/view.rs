use plaza_core::Instant;
use plaza_resources_api::{LocationId, OpeningHours};
use serde::Serialize;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use utoipa::ToSchema;

use crate::body::Address;
use crate::catalogue::listed::{address, json};

/// A place as clients see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Location)]
pub struct LocationView {
    /// Its id.
    pub id: LocationId,
    /// Name for people.
    pub name: String,
    /// Where the post goes.
    pub address: Address,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// IANA time zone.
    pub time_zone: String,
    /// When it is open.
    pub hours: OpeningHours,
    /// Telephone number.
    pub phone: String,
    /// Counts its changes.
    pub version: i32,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

impl<'r> FromRow<'r, PgRow> for LocationView {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            address: address(row)?,
            latitude: row.try_get("latitude")?,
            longitude: row.try_get("longitude")?,
            time_zone: row.try_get("time_zone")?,
            hours: json(row, "hours")?,
            phone: row.try_get("phone")?,
            version: row.try_get("version")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}
