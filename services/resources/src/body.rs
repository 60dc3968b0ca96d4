//! What operators send: the bodies of a resource and of a location, shared by
//! publishing, changing and importing.

use plaza_core::Currency;
use plaza_resources_api::{
    Audience, BookingRules, CancellationPolicy, LocationId, OpeningHours, Rates, ResourceKind, Tax,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::units::Units;

/// A resource as an operator describes it.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceBody {
    /// Where it is.
    pub location_id: LocationId,
    /// Sort of thing.
    pub kind: ResourceKind,
    /// Name for people, 1 to 120 characters.
    #[schema(example = "Sala Retiro")]
    pub name: String,
    /// For people, at most 5,000 characters.
    #[serde(default)]
    pub description: String,
    /// People it holds.
    #[serde(default = "one")]
    pub capacity: u32,
    /// What it has, such as `wifi`, `projector`, `natural-light`.
    #[serde(default)]
    pub amenities: Vec<String>,
    /// The first one stands for it in lists.
    #[serde(default)]
    pub photos: Vec<Photo>,
    /// What visitors must keep to, at most 5,000 characters.
    #[serde(default)]
    pub house_rules: String,
    /// Its interchangeable pieces: how many, or their names. One unless told; on a change, those it has.
    #[serde(default)]
    pub units: Option<Units>,
    /// What a booking of it must keep to.
    #[serde(default)]
    pub rules: BookingRules,
    /// What it costs; nothing set means free.
    #[serde(default)]
    pub rates: Rates,
    /// Currency of its price; that of the rates, else the organisation's.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "EUR")]
    pub currency: Option<Currency>,
    /// Tax on it; the organisation's unless told.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// Who may book it.
    #[serde(default)]
    pub audience: Audience,
    /// What cancelling gives back.
    #[serde(default)]
    pub cancellation: CancellationPolicy,
    /// Its own hours; the location's unless told.
    #[serde(default)]
    pub hours: Option<OpeningHours>,
    /// Slug of a category.
    #[serde(default)]
    #[schema(example = "meeting-rooms")]
    pub category: Option<String>,
    /// Whether it can be booked; active unless told.
    #[serde(default)]
    pub status: Option<Status>,
    /// The version you read, so that nobody's change in between is lost; only for changes.
    #[serde(default)]
    pub version: Option<i32>,
}

fn one() -> u32 {
    1
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ResourcePhoto)]
pub struct Photo {
    /// Where it is: https, or a path of this installation.
    pub url: String,
    /// What is on it, for those who do not see it.
    #[serde(default)]
    pub alt: String,
}

/// Whether a resource can be booked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ResourceStatus)]
pub enum Status {
    /// It can.
    #[default]
    Active,
    /// Not for now; it is not found in searches.
    Inactive,
    /// No longer.
    Archived,
}

/// A location as an operator describes it.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocationBody {
    /// Name for people, 1 to 120 characters.
    #[schema(example = "Plaza Chamberí")]
    pub name: String,
    /// Where the post goes.
    pub address: Address,
    /// Degrees north, -90 to 90.
    #[schema(example = 40.4345)]
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    #[schema(example = -3.7003)]
    pub longitude: f64,
    /// IANA time zone.
    #[schema(example = "Europe/Madrid")]
    pub time_zone: String,
    /// When it is open; always unless told.
    #[serde(default)]
    pub hours: OpeningHours,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// The version you read, so that nobody's change in between is lost; only for changes.
    #[serde(default)]
    pub version: Option<i32>,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = LocationAddress)]
pub struct Address {
    /// Street and number.
    pub line1: String,
    /// Floor, door.
    #[serde(default)]
    pub line2: String,
    /// City.
    pub city: String,
    /// Province, state.
    #[serde(default)]
    pub region: String,
    /// Postal code.
    #[serde(default)]
    pub postal_code: String,
    /// Country, ISO 3166-1 alpha-2.
    #[schema(example = "ES")]
    pub country: String,
}

impl Address {
    /// In one line.
    pub fn in_one_line(&self) -> String {
        let city = [self.postal_code.as_str(), self.city.as_str()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        let parts = [self.line1.as_str(), self.line2.as_str(), city.as_str(), self.region.as_str()];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
    }
}
