//! Neighbours, and what tests begin with.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use plaza_bookings_api::{BookingCard, BookingId, Bookings, DemoBookings, PayBooking, WhichFree, bookings_router};
use plaza_core::{Cx, Fault, OrgId, Result};
use plaza_resources_api::UnitId;
use plaza_settings_api::{OrgSettings, Settings, settings_router};
use plaza_testkit::Stage;
use serde_json::{Value, json};

/// Bookings that know which units are taken, or do not answer.
#[derive(Default)]
pub struct FakeBookings {
    pub taken: Mutex<HashSet<UnitId>>,
    pub asked: Mutex<Vec<WhichFree>>,
    pub down: Mutex<bool>,
}

#[async_trait::async_trait]
impl Bookings for FakeBookings {
    async fn booking(&self, _: &Cx, _: BookingId) -> Result<Option<BookingCard>> {
        Ok(None)
    }
    async fn which_free(&self, _: &Cx, request: WhichFree) -> Result<Vec<UnitId>> {
        if *self.down.lock().unwrap() {
            return Err(Fault::unavailable("tests.down", "down"));
        }
        let taken = self.taken.lock().unwrap();
        let free = request.units.iter().filter(|unit| !taken.contains(unit)).copied().collect();
        self.asked.lock().unwrap().push(request);
        Ok(free)
    }
    async fn pay(&self, _: &Cx, _: PayBooking) -> Result<BookingCard> {
        Err(Fault::internal())
    }
    async fn seed_demo(&self, _: &Cx, _: DemoBookings) -> Result<u32> {
        Ok(0)
    }
}

struct FakeSettings;

#[async_trait::async_trait]
impl Settings for FakeSettings {
    async fn settings(&self, _: &Cx, (): ()) -> Result<OrgSettings> {
        Ok(OrgSettings { tax_basis_points: 1_000, ..OrgSettings::default() })
    }
    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(false)
    }
}

pub async fn stage() -> (Stage, Arc<FakeBookings>) {
    let bookings = Arc::new(FakeBookings::default());
    let stage = Stage::of(plaza_resources::service())
        .fake("bookings", bookings_router(bookings.clone()))
        .fake("settings", settings_router(Arc::new(FakeSettings)))
        .start()
        .await;
    (stage, bookings)
}

/// A location in Madrid, open on weekdays from 8 to 20.
pub fn madrid() -> Value {
    let day = |day: &str| json!({"day": day, "opens": "08:00:00", "closes": "20:00:00"});
    let weekly = ["Mon", "Tue", "Wed", "Thu", "Fri"].map(day);
    json!({
        "name": "Plaza Chamberí",
        "address": {"line1": "Calle de Fuencarral 123", "city": "Madrid", "postalCode": "28010", "country": "ES"},
        "latitude": 40.4300, "longitude": -3.7020, "timeZone": "Europe/Madrid",
        "hours": {"weekly": weekly}
    })
}

/// A room for eight at 20 euros.
pub fn room(location: &Value, name: &str) -> Value {
    json!({
        "locationId": location["id"], "kind": "room", "name": name, "capacity": 8, "category": "meeting-rooms",
        "amenities": ["wifi", "Projector"], "rates": {"perHour": {"amount": 2000, "currency": "EUR"}}
    })
}

/// The same with some fields of its own.
pub fn with(mut body: Value, fields: Value) -> Value {
    for (key, value) in fields.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// Makes a location, as a manager.
pub async fn place(stage: &Stage, org: OrgId, body: Value) -> Value {
    stage.post(&plaza_testkit::people::manager(org), "/locations", body).await.expect(201)
}

/// Publishes a resource, as a manager.
pub async fn publish(stage: &Stage, org: OrgId, body: Value) -> Value {
    stage.post(&plaza_testkit::people::manager(org), "/resources", body).await.expect(201)
}

/// Names in the order of a list.
pub fn names(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}
