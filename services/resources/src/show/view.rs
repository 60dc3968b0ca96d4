use plaza_core::{Currency, Instant, Money};
use plaza_resources_api::{
    Audience, BookingRules, CancellationPolicy, LocationId, OpeningHours, Rates, ResourceId, ResourceKind, Tax, UnitId,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::body::{Photo, Status};

/// A resource in full.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Resource)]
pub struct ResourceView {
    /// Its id.
    pub id: ResourceId,
    /// Sort of thing.
    pub kind: ResourceKind,
    /// Name for people.
    pub name: String,
    /// For people.
    pub description: String,
    /// Slug of its category.
    pub category: Option<String>,
    /// Where it is.
    pub location: Place,
    /// People it holds.
    pub capacity: u32,
    /// What it has.
    pub amenities: Vec<String>,
    /// The first one stands for it in lists.
    pub photos: Vec<Photo>,
    /// What visitors must keep to.
    pub house_rules: String,
    /// Its interchangeable pieces, in the order they are filled.
    pub units: Vec<UnitView>,
    /// What a booking of it must keep to.
    pub rules: BookingRules,
    /// What it costs.
    pub rates: Rates,
    /// The least it can be had for; none when free.
    pub from_price: Option<Money>,
    /// Currency of its price.
    #[schema(value_type = String, example = "EUR")]
    pub currency: Currency,
    /// Tax on it.
    pub tax: Tax,
    /// Who may book it.
    pub audience: Audience,
    /// What cancelling gives back.
    pub cancellation: CancellationPolicy,
    /// The hours that hold: its own, else its location's.
    pub hours: OpeningHours,
    /// Whether the hours are its own.
    pub own_hours: bool,
    /// Whether it can be booked.
    pub status: Status,
    /// Counts its changes.
    pub version: i32,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

/// Where a resource is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ResourcePlace)]
pub struct Place {
    /// The location.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// Its city.
    pub city: String,
    /// Its address in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// IANA time zone.
    pub time_zone: String,
}

/// One of a resource's pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ResourceUnit)]
pub struct UnitView {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: String,
}
