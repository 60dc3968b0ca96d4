use serde_json::{Value, json};

use crate::{Api, Deployment, Person, Reply, at_hour};

/// An organisation with a place, a priced and a free room, its admin and a member.
pub struct Venue {
    /// The organisation.
    pub org: Value,
    /// Its admin.
    pub admin: Person,
    /// A member.
    pub member: Person,
    /// A client nobody knows that looks at the organisation.
    pub visitor: Api,
    /// The location in Madrid, open day and night.
    pub location: Value,
    /// A room at 12.00 EUR an hour, tax included, half back until two hours before the start.
    pub priced: Value,
    /// A room for members that costs nothing.
    pub free: Value,
}

impl Venue {
    /// Opens one.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn open(deployment: &Deployment) -> Self {
        Self::open_at(deployment, &deployment.api()).await
    }

    /// Opens one through a gateway.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn open_at(deployment: &Deployment, api: &Api) -> Self {
        let (admin, org) = Person::admin_of_new_org(deployment, api, "Marta Ferrer").await;
        let visitor = api.in_organisation(org["id"].as_str().unwrap_or_default());
        let member = Person::register_verified(deployment, &visitor, "Ana Soler").await;
        let location = admin.api.post("/locations", madrid()).await.expect(201);
        let priced = admin.api.post("/resources", room(&location, "Sala Retiro", true)).await.expect(201);
        let free = admin.api.post("/resources", room(&location, "Sala Goya", false)).await.expect(201);
        Self { org, admin, member, visitor, location, priced, free }
    }

    /// Another room like those, with some fields of its own.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn room(&self, name: &str, fields: Value) -> Value {
        let mut body = room(&self.location, name, false);
        for (key, value) in fields.as_object().into_iter().flatten() {
            body[key] = value.clone();
        }
        self.admin.api.post("/resources", body).await.expect(201)
    }

    /// The member books the priced room for an hour so many hours from now, paying with a sandbox token.
    pub async fn pay(&self, hour: i64, token: &str) -> Reply {
        self.member.api.post("/bookings", paid(&self.priced, hour, token)).await
    }
}

/// The body of a booking of one hour, so many hours from now.
pub fn booking(resource: &Value, hour: i64) -> Value {
    json!({ "resourceId": resource["id"], "startDateTime": at_hour(hour), "endDateTime": at_hour(hour + 1) })
}

/// The same, paid at once.
pub fn paid(resource: &Value, hour: i64, token: &str) -> Value {
    let mut body = booking(resource, hour);
    body["paymentInfo"] = card(token);
    body
}

/// A card, by its sandbox token.
pub fn card(token: &str) -> Value {
    json!({ "method": "card", "token": token })
}

/// Euros, in cents.
pub fn money(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "EUR" })
}

fn madrid() -> Value {
    json!({
        "name": "Plaza Chamberí",
        "address": { "line1": "Calle de Fuencarral 123", "city": "Madrid", "postalCode": "28010", "country": "ES" },
        "latitude": 40.4345, "longitude": -3.7003, "timeZone": "Europe/Madrid",
        "hours": { "weekly": [] }
    })
}

fn room(location: &Value, name: &str, priced: bool) -> Value {
    let rates = if priced { json!({ "perHour": money(1_200) }) } else { json!({}) };
    json!({
        "locationId": location["id"], "kind": "room", "name": name, "capacity": 6, "amenities": ["wifi", "projector"],
        "category": "meeting-rooms", "currency": "EUR", "rates": rates, "tax": { "basisPoints": 2_100, "inclusive": true },
        "rules": { "granularityMinutes": 15, "minMinutes": 30, "maxMinutes": 480, "leadMinutes": 0, "horizonDays": 90 },
        "cancellation": { "name": "moderate", "tiers": [{ "hoursBefore": 24, "refundPercent": 100 }, { "hoursBefore": 2, "refundPercent": 50 }] }
    })
}
