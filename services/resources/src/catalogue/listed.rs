use std::str::FromStr;
use std::sync::Arc;

use plaza_core::{Currency, Instant, Money, OrgId};
use plaza_resources_api::hours::Hours;
use plaza_resources_api::{
    Audience, BookingRules, CancellationPolicy, LocationId, OpeningHours, Rates, ResourceCard, ResourceId,
    ResourceKind, Tax, UnitId,
};
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, Row};

use crate::body::{Address, Photo, Status};
use crate::domain::check_money;
use crate::domain::geo::Point;
use crate::person;

/// A resource as lists and searches need it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What other services are told.
    pub card: ResourceCard,
    /// Whether it can be booked.
    pub status: Status,
    /// Slug of its category.
    pub category: Option<String>,
    /// What it has.
    pub amenities: Vec<String>,
    /// Stands for it in lists.
    pub photo: Option<Photo>,
    /// City of its location.
    pub city: String,
    /// Where it is.
    pub point: Point,
    /// Its hours on its own clock.
    pub hours: Hours,
    /// Whether they are its own, not its location's.
    pub own_hours: bool,
    /// Its name as lists sort it.
    pub sort_name: Arc<str>,
    /// What an hour comes to, minor units.
    pub hourly: i64,
    /// The least it can be had for; none when free.
    pub from_price: Option<Money>,
    /// The catalogue's version it was last changed in.
    pub catalogue_version: i64,
}

impl<'r> FromRow<'r, PgRow> for Listed {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let card = card(row)?;
        let photos: Vec<Photo> = json(row, "photos")?;
        Ok(Self {
            status: named(row, "status")?,
            category: row.try_get("category")?,
            amenities: row.try_get("amenities")?,
            photo: photos.into_iter().next(),
            city: row.try_get("city")?,
            point: Point { latitude: row.try_get("latitude")?, longitude: row.try_get("longitude")? },
            hours: card.hours.in_zone(card.time_zone),
            own_hours: row.try_get::<Option<Json<serde_json::Value>>, _>("hours")?.is_some(),
            sort_name: card.name.to_lowercase().into(),
            hourly: check_money::hourly(&card.rates),
            from_price: check_money::from_price(&card.rates).filter(|price| !price.is_zero()),
            catalogue_version: row.try_get("catalogue_version")?,
            card,
        })
    }
}

fn card(row: &PgRow) -> Result<ResourceCard, sqlx::Error> {
    let own: Option<Json<OpeningHours>> = row.try_get("hours")?;
    let hours = own.map_or_else(|| json(row, "location_hours"), |Json(hours)| Ok(hours))?;
    let status: Status = named(row, "status")?;
    Ok(ResourceCard {
        id: row.try_get::<ResourceId, _>("id")?,
        org_id: row.try_get::<OrgId, _>("org_id")?,
        location_id: row.try_get::<LocationId, _>("location_id")?,
        name: row.try_get("name")?,
        location_name: row.try_get("location_name")?,
        address: address(row)?.in_one_line(),
        kind: named::<ResourceKind>(row, "kind")?,
        host: person::whose(row.try_get::<Option<&str>, _>("import_key")?),
        active: status == Status::Active,
        capacity: row.try_get::<i32, _>("capacity")?.unsigned_abs(),
        units: row.try_get::<Vec<UnitId>, _>("units")?,
        time_zone: parsed(row, "time_zone")?,
        hours,
        rules: json::<BookingRules>(row, "rules")?,
        rates: json::<Rates>(row, "rates")?,
        currency: parsed::<Currency>(row, "currency")?,
        tax: json::<Tax>(row, "tax")?,
        audience: named::<Audience>(row, "audience")?,
        cancellation: json::<CancellationPolicy>(row, "cancellation")?,
        version: row.try_get("version")?,
        updated_at: row.try_get::<Instant, _>("updated_at")?,
    })
}

/// The address columns of a location.
pub fn address(row: &PgRow) -> Result<Address, sqlx::Error> {
    Ok(Address {
        line1: row.try_get("line1")?,
        line2: row.try_get("line2")?,
        city: row.try_get("city")?,
        region: row.try_get("region")?,
        postal_code: row.try_get("postal_code")?,
        country: row.try_get("country")?,
    })
}

/// A JSON column.
pub fn json<T: DeserializeOwned>(row: &PgRow, column: &str) -> Result<T, sqlx::Error> {
    row.try_get::<Json<serde_json::Value>, _>(column)
        .and_then(|Json(value)| serde_json::from_value(value).map_err(|error| unreadable(column, error)))
}

/// A column that holds a name of ours, as it is on the wire.
pub fn named<T: DeserializeOwned>(row: &PgRow, column: &str) -> Result<T, sqlx::Error> {
    let name: String = row.try_get(column)?;
    serde_json::from_value(serde_json::Value::String(name)).map_err(|error| unreadable(column, error))
}

fn parsed<T: FromStr>(row: &PgRow, column: &str) -> Result<T, sqlx::Error>
where
    T::Err: std::fmt::Display,
{
    let text: String = row.try_get(column)?;
    text.parse().map_err(|error: T::Err| unreadable(column, error.to_string()))
}

fn unreadable(column: &str, error: impl std::fmt::Display) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.to_string().into() }
}
