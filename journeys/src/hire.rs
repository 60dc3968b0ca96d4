use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Deployment, Person, Venue, card, in_hours, money, until};

/// Somebody who works and somebody who hires, in a venue's organisation, with a conversation.
pub struct Hire {
    /// The organisation.
    pub venue: Venue,
    /// Who hires.
    pub client: Person,
    /// Who works; published.
    pub worker: Person,
    /// The worker's profile.
    pub profile: Value,
    /// Their conversation.
    pub conversation: Value,
}

impl Hire {
    /// Publishes a photographer in Madrid, and has a client write to her.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn open(deployment: &Deployment) -> Self {
        let venue = Venue::open(deployment).await;
        let client = Person::register_verified(deployment, &venue.visitor, "Bruno Client").await;
        let worker = Person::register_verified(deployment, &venue.visitor, "Lucia Worker").await;
        let profile = publish(&worker).await;
        let conversation = client.api.post("/conversations", json!({ "with": worker.id })).await.expect(201);
        Self { venue, client, worker, profile, conversation }
    }

    /// Terms of work that costs so many cents.
    pub fn terms(cents: i64) -> Value {
        json!({
            "title": "Wedding photographs", "scope": "Eight hours, two hundred pictures, colours corrected.",
            "price": money(cents), "deliveryDays": 10, "revisions": 1,
            "expiresAt": in_hours(72).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        })
    }

    /// The worker offers that.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn offer(&self, cents: i64) -> Value {
        let mut body = Self::terms(cents);
        body["conversationId"] = self.conversation["id"].clone();
        body["client"] = json!(self.client.id);
        self.worker.api.post("/offers", body).await.expect(201)
    }

    /// The worker offers that and the client accepts, paying with a sandbox token; the order as it then is.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn accepted(&self, cents: i64, token: &str) -> Value {
        let offer = self.offer(cents).await;
        let path = format!("/offers/{}/accept", text(&offer["id"]));
        self.client.api.post(&path, json!({ "paymentInfo": card(token) })).await.expect(201)["order"].clone()
    }

    /// The order, once it is in this state.
    ///
    /// # Panics
    /// When it does not come to that.
    pub async fn order_once(&self, id: &Value, status: &str) -> Value {
        let path = format!("/orders/{}", text(id));
        until(&format!("the order to be {status}"), async || {
            let order = self.client.api.get(&path).await.body;
            (order["status"] == status).then_some(order)
        })
        .await
    }

    /// Somebody does something with an order.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn act(&self, who: &Person, order: &Value, verb: &str, body: Value) -> Value {
        who.api.post(&format!("/orders/{}/{verb}", text(&order["id"])), body).await.expect(200)
    }

    /// An order that was worked on, delivered and accepted.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn completed(&self, cents: i64) -> Value {
        let order = self.accepted(cents, "tok_approved").await;
        self.act(&self.worker, &order, "start", json!({})).await;
        self.act(&self.worker, &order, "deliver", json!({ "message": "Here they are." })).await;
        self.act(&self.client, &order, "complete", json!({})).await;
        self.order_once(&order["id"], "completed").await
    }

    /// A message in their conversation.
    pub fn message(words: &str) -> Value {
        json!({ "clientId": Uuid::now_v7(), "text": words })
    }
}

/// Makes somebody a published photographer in Madrid.
///
/// # Panics
/// When a step is refused.
pub async fn publish(worker: &Person) -> Value {
    let described = json!({
        "headline": "Wedding photographer", "about": "Twenty years behind a camera, and never missed a kiss.",
        "languages": [{ "code": "es", "level": "native" }], "hourlyFrom": money(4_500), "radiusKm": 50
    });
    worker.api.post("/professionals/me", described).await.expect(201);
    let trades = json!({ "trades": [{ "slug": "photographer", "years": 20 }] });
    worker.api.put("/professionals/me/trades", trades).await.expect(200);
    let place = json!({ "city": "Madrid", "country": "ES", "latitude": 40.4168, "longitude": -3.7038 });
    worker.api.put("/professionals/me/location", place).await.expect(200);
    worker.api.put("/professionals/me/status", json!({ "status": "published" })).await.expect(200)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
