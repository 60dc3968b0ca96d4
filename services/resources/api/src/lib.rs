//! What other services may ask of resources, and the events it publishes.

pub mod events;
pub mod hours;
pub mod intervals;
pub mod local;

use chrono::{NaiveDate, NaiveTime, Timelike, Weekday};
use plaza_core::{Currency, Instant, Money, OrgId, Slot, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

plaza_core::id! {
    /// A place with an address.
    LocationId
}
plaza_core::id! {
    /// What can be booked: a room, desk, office, piece of equipment, a person's time, a virtual room.
    ResourceId
}
plaza_core::id! {
    /// One of a resource's interchangeable pieces: what a claim is on.
    UnitId
}

plaza_rpc::service! {
    /// Resources, as other services see them.
    pub trait Resources as "resources", client ResourcesClient, router resources_router {
        /// Everything booking needs to know of a resource of the context's organisation.
        async fn resource(ResourceId) -> Option<ResourceCard>;
        /// The same for several; unknown ones are left out.
        async fn resources(Vec<ResourceId>) -> Vec<ResourceCard>;
        /// Resources one could take instead: same category, near, at least this capacity; nearest and cheapest first.
        async fn similar(Similar) -> Vec<ResourceCard>;
        /// Makes the resource that is a person's time, or describes it anew: one per person. Its card says whether it
        /// can be booked now.
        async fn offer_person(OfferPerson) -> ResourceCard;
        /// Which of these resources are open in a slot, may be booked then and are not taken.
        async fn free(FreeResources) -> Vec<ResourceId>;
        /// Makes the demo's places and resources, once.
        async fn seed_demo(DemoPlaces) -> Vec<ResourceId>;
    }
}

/// What sort of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// A meeting room.
    Room,
    /// A shared desk.
    Desk,
    /// A private office.
    Office,
    /// A projector, a whiteboard, a charging station.
    Equipment,
    /// A person's time.
    Person,
    /// A room on the net.
    Virtual,
}

/// Who may book it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Members and whoever runs the place.
    #[default]
    Members,
    /// Guests too.
    Everyone,
}

/// One stretch of a weekday, in local time. `closes` not after `opens` means the next day; both 00:00 is the whole day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenInterval {
    /// Day it opens on.
    #[schema(value_type = String, example = "Mon")]
    pub day: Weekday,
    /// Local time.
    #[schema(value_type = String, example = "08:00:00")]
    pub opens: NaiveTime,
    /// Local time.
    #[schema(value_type = String, example = "20:00:00")]
    pub closes: NaiveTime,
}

/// A day that is not as its weekday: a holiday, a closure, other hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HoursException {
    /// Local date.
    #[schema(value_type = String, format = Date, example = "2026-12-25")]
    pub date: NaiveDate,
    /// The hours of that day; none means closed.
    #[serde(default)]
    pub intervals: Vec<ExceptionInterval>,
    /// Why, for people.
    #[serde(default)]
    pub reason: String,
}

/// One stretch of an exceptional day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExceptionInterval {
    /// Local time.
    #[schema(value_type = String, example = "10:00:00")]
    pub opens: NaiveTime,
    /// Local time.
    #[schema(value_type = String, example = "14:00:00")]
    pub closes: NaiveTime,
}

/// When a place is open. Without weekly intervals it is always open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpeningHours {
    /// Every week.
    #[serde(default)]
    pub weekly: Vec<OpenInterval>,
    /// Days that differ.
    #[serde(default)]
    pub exceptions: Vec<HoursException>,
}

impl OpeningHours {
    /// The hours on the clock of a place, ready to be asked.
    pub fn in_zone(&self, zone: chrono_tz::Tz) -> hours::Hours {
        let weekly: Vec<_> =
            self.weekly.iter().filter_map(|open| Some((open.day, day_interval(open.opens, open.closes)?))).collect();
        let exceptions = self.exceptions.iter().map(|day| hours::Exception {
            date: day.date,
            intervals: day.intervals.iter().filter_map(|open| day_interval(open.opens, open.closes)).collect(),
            reason: Some(day.reason.clone()).filter(|reason| !reason.is_empty()),
        });
        let exceptions = exceptions.collect();
        let weekly = if weekly.is_empty() { hours::Weekly::Always } else { hours::Weekly::Pattern(weekly) };
        hours::Hours { zone, weekly, exceptions }
    }
}

fn day_interval(from: NaiveTime, to: NaiveTime) -> Option<hours::DayInterval> {
    let minutes = |time: NaiveTime| time.num_seconds_from_midnight() / 60;
    hours::DayInterval::new(minutes(from), minutes(to))
}

/// What a booking of it must keep to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct BookingRules {
    /// Shortest booking, minutes.
    pub min_minutes: u32,
    /// Longest booking, minutes; at most 31 days.
    pub max_minutes: u32,
    /// Start and length are multiples of this, in local time, minutes.
    pub granularity_minutes: u32,
    /// How long before the start it must be made, minutes.
    pub lead_minutes: u32,
    /// How far ahead it may be made, days.
    pub horizon_days: u32,
    /// Kept free before each booking, minutes.
    pub buffer_before_minutes: u32,
    /// Kept free after each booking, minutes.
    pub buffer_after_minutes: u32,
}

impl Default for BookingRules {
    fn default() -> Self {
        Self {
            min_minutes: 30,
            max_minutes: 24 * 60,
            granularity_minutes: 15,
            lead_minutes: 0,
            horizon_days: 365,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
        }
    }
}

/// What it costs; nothing set means free.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Rates {
    /// For an hour; shorter times in proportion.
    pub per_hour: Option<Money>,
    /// For half a day.
    pub per_half_day: Option<Money>,
    /// For a day.
    pub per_day: Option<Money>,
    /// Hours that half a day holds; 4 unless set.
    pub half_day_hours: Option<u32>,
    /// Hours that a day holds; 10 unless set.
    pub day_hours: Option<u32>,
    /// When it costs more or less by the hour.
    pub peaks: Vec<PeakWindow>,
}

/// A stretch of a weekday at another price by the hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeakWindow {
    /// Days.
    #[schema(value_type = Vec<String>, example = json!(["Mon", "Tue"]))]
    pub days: Vec<Weekday>,
    /// Local time.
    #[schema(value_type = String, example = "17:00:00")]
    pub from: NaiveTime,
    /// Local time; 00:00 means midnight at the day's end.
    #[schema(value_type = String, example = "20:00:00")]
    pub to: NaiveTime,
    /// Added to the hourly price, percent; negative is a discount, not below -100.
    pub percent: i32,
}

/// Tax on the price.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tax {
    /// Basis points: 2100 is 21 %.
    pub basis_points: u32,
    /// Whether the rates include it.
    pub inclusive: bool,
}

/// What cancelling gives back: the first tier whose time is kept counts; after the last one, nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancellationPolicy {
    /// `flexible`, `moderate`, `strict`, `none` or `custom`.
    pub name: String,
    /// From the earliest to the latest; left out, those that the name stands for.
    #[serde(default)]
    pub tiers: Vec<CancellationTier>,
}

/// Up to so many hours before the start, so much is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancellationTier {
    /// Hours before the start.
    pub hours_before: u32,
    /// Percent of the price, 0 to 100.
    pub refund_percent: u32,
}

impl Default for CancellationPolicy {
    /// All back until 24 hours before, half until 2 hours before.
    fn default() -> Self {
        let tiers = vec![
            CancellationTier { hours_before: 24, refund_percent: 100 },
            CancellationTier { hours_before: 2, refund_percent: 50 },
        ];
        Self { name: "moderate".into(), tiers }
    }
}

/// Everything booking needs to know of a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceCard {
    /// Its id.
    pub id: ResourceId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Where it is.
    pub location_id: LocationId,
    /// Name for people.
    pub name: String,
    /// Name of the location.
    pub location_name: String,
    /// Address in one line.
    pub address: String,
    /// Sort of thing.
    pub kind: ResourceKind,
    /// Whose time it is, when it is a person's; none for what is the organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<UserId>,
    /// Whether it can be booked: `active`, else `inactive` or `archived`.
    pub active: bool,
    /// People it holds.
    pub capacity: u32,
    /// Its pieces, in the order they are filled; at least one.
    pub units: Vec<UnitId>,
    /// IANA zone of its location.
    pub time_zone: chrono_tz::Tz,
    /// The location's hours, or its own.
    pub hours: OpeningHours,
    /// What a booking must keep to.
    pub rules: BookingRules,
    /// What it costs.
    pub rates: Rates,
    /// Currency of its price.
    pub currency: Currency,
    /// Tax on it.
    pub tax: Tax,
    /// Who may book it.
    pub audience: Audience,
    /// What cancelling gives back.
    pub cancellation: CancellationPolicy,
    /// Counts its changes.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
}

/// Asks for resources one could take instead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Similar {
    /// Instead of this one.
    pub to: ResourceId,
    /// People it must hold.
    pub capacity: u32,
    /// How many at most.
    pub limit: u32,
}

/// A person's time, to be booked like a room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferPerson {
    /// Who.
    pub user: UserId,
    /// Name for people.
    pub name: String,
    /// For people.
    pub description: String,
    /// City they work in.
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// About where, degrees north: everybody sees it.
    pub latitude: f64,
    /// About where, degrees east.
    pub longitude: f64,
    /// The clock of their hours.
    pub time_zone: chrono_tz::Tz,
    /// When they work.
    pub hours: OpeningHours,
    /// What an hour costs; free unless told.
    pub per_hour: Option<Money>,
    /// What a booking must keep to.
    pub rules: BookingRules,
    /// Whether the person wants it to be booked.
    pub active: bool,
    /// Whether their profile is shown: it can be booked only then.
    pub shown: bool,
    /// When the profile was so: what is known of a later time counts more.
    pub seen_at: Instant,
}

/// Asks which resources can be had in a slot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FreeResources {
    /// Which to look at.
    pub resources: Vec<ResourceId>,
    /// From when to when.
    pub slot: Slot,
}

/// The demo's places and resources: the same bodies as the HTTP operations take.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoPlaces {
    /// Bodies of `POST /locations`, each with `resources`: bodies of `POST /resources` without `locationId`.
    pub locations: Vec<serde_json::Value>,
}

/// A unit together with its resource, for questions about many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnitOf {
    /// The unit.
    pub unit: UnitId,
    /// Its resource.
    pub resource: ResourceId,
}

/// Untyped id of a category.
pub type CategoryId = Uuid;
