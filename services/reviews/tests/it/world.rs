//! An organisation with a client, a professional and completed work.

use std::sync::Arc;

use chrono::Duration;
use plaza_bookings_api::events::{BookingCompleted, BookingFacts};
use plaza_bookings_api::{BookingId, BookingStatus};
use plaza_core::{Cx, Money, OrgId};
use plaza_identity_api::identity_router;
use plaza_identity_played::PlayedIdentity;
use plaza_orders_api::events::{OrderCompleted, OrderFacts};
use plaza_orders_api::{OrderId, OrderStatus, orders_router};
use plaza_resources_api::{ResourceId, UnitId};
use plaza_settings_api::settings_router;
use plaza_testkit::{Stage, people};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fakes::{Defaults, Work};

/// The stage and its people.
pub struct World {
    pub stage: Stage,
    pub work: Arc<Work>,
    pub org: OrgId,
    pub client: Cx,
    pub worker: Cx,
    pub manager: Cx,
}

impl World {
    pub async fn new() -> Self {
        let work = Arc::new(Work::default());
        let stage = Stage::of(plaza_reviews::service())
            .fake("identity", identity_router(Arc::new(PlayedIdentity::everybody("Íñigo Muñoz", "inigo@example.org"))))
            .fake("orders", orders_router(work.clone()))
            .fake("settings", settings_router(Arc::new(Defaults)))
            .start()
            .await;
        let org = OrgId::new();
        let [client, worker] = [people::member(org), people::member(org)];
        Self { stage, work, org, client, worker, manager: people::manager(org) }
    }

    /// The facts of an order between the two.
    pub fn facts(&self, order: OrderId, status: OrderStatus) -> OrderFacts {
        OrderFacts {
            order_id: order,
            client: self.client.user().unwrap(),
            professional: self.worker.user().unwrap(),
            by: self.client.user().ok(),
            status,
            total: Money::new(10_000, "EUR".parse().unwrap()),
            due_at: None,
            timestamp: self.stage.db().clock().now(),
        }
    }

    /// Work that was completed just now.
    pub async fn completed(&self) -> OrderId {
        let order = OrderId::new();
        self.stage.deliver(Some(self.org), &OrderCompleted(self.facts(order, OrderStatus::Completed))).await;
        order
    }

    /// Somebody's stay that ended just now, or a paid hour of a host's time; answers the booking and what was booked.
    pub async fn stayed(&self, guest: &Cx, host: Option<&Cx>) -> (BookingId, ResourceId) {
        let facts = self.booking(guest, host);
        let stay = (facts.booking_id, facts.resource_id);
        self.stage.deliver(Some(self.org), &BookingCompleted(facts)).await;
        stay
    }

    /// The facts of a booking that ended an hour ago: a free one of a place, or a paid one of a host's time.
    pub fn booking(&self, guest: &Cx, host: Option<&Cx>) -> BookingFacts {
        let now = self.stage.db().clock().now();
        BookingFacts {
            booking_id: BookingId::new(),
            user_id: guest.user().unwrap(),
            host_id: host.map(|host| host.user().unwrap()),
            by: None,
            was: None,
            resource_id: ResourceId::new(),
            unit_id: UnitId::new(),
            start_date_time: now - Duration::hours(2),
            end_date_time: now - Duration::hours(1),
            status: BookingStatus::Completed,
            price: Money::new(if host.is_some() { 4_500 } else { 0 }, "EUR".parse().unwrap()),
            given_back: None,
            payment_id: host.map(|_| Uuid::now_v7().to_string().parse().unwrap()),
            version: 3,
        }
    }

    /// How much somebody may review.
    pub async fn open(&self, who: &Cx) -> usize {
        let open = self.stage.get(who, "/reviews/open").await.expect(200);
        open["items"].as_array().unwrap().len()
    }

    pub async fn write(&self, who: &Cx, order: OrderId, rating: u8) -> plaza_testkit::stage::Answer {
        let body = json!({ "reference": order, "rating": rating, "text": "Muy bien" });
        self.stage.post(who, "/reviews", body).await
    }

    /// What everybody sees of the professional.
    pub async fn shown(&self) -> Value {
        let of = self.worker.user().unwrap();
        let path = format!("/reviews?subjectKind=professional&subject={of}");
        self.stage.get(&people::visitor(self.org), &path).await.expect(200)
    }

    pub async fn summary(&self) -> Value {
        let of = self.worker.user().unwrap();
        let path = format!("/reviews/summary?subjectKind=professional&subject={of}");
        self.stage.get(&people::visitor(self.org), &path).await.expect(200)
    }

    /// Fails the test when a promise of reviews is broken.
    pub async fn audit(&self) {
        let audit = plaza_reviews::service().audit.unwrap();
        assert_eq!(audit(self.stage.pool().clone()).await.unwrap(), Vec::new());
    }
}
