//! An organisation with rooms, and its people.

use chrono::{Duration, NaiveTime, Weekday};
use plaza_bookings::audit;
use plaza_core::{Cx, Instant, Money, OrgId};
use plaza_identity_api::identity_router;
use plaza_notifications_api::notifications_router;
use plaza_payments_api::payments_router;
use plaza_resources_api::{
    Audience, BookingRules, CancellationPolicy, CancellationTier, HoursException, LocationId, OpenInterval,
    OpeningHours, Rates, ResourceCard, ResourceId, ResourceKind, Tax, UnitId, resources_router,
};
use plaza_settings_api::settings_router;
use plaza_testkit::people::{manager, member};
use plaza_testkit::stage::{Answer, Stage};
use serde_json::{Value, json};
use std::sync::Arc;

use crate::fakes::{FakeSettings, Fakes};

/// The stage, the fakes, the organisation and two of its people.
pub struct World {
    pub stage: Stage,
    pub fakes: Fakes,
    pub org: OrgId,
    pub ana: Cx,
    pub boss: Cx,
}

impl World {
    /// A world without rooms; requests drive their payments as in production.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A world with some configuration.
    pub async fn with(config: &[(&str, &str)]) -> Self {
        let fakes = Fakes::default();
        let mut builder = Stage::of(plaza_bookings::service())
            .fake("resources", resources_router(fakes.resources.clone()))
            .fake("payments", payments_router(fakes.payments.clone()))
            .fake("notifications", notifications_router(fakes.notifications.clone()))
            .fake("identity", identity_router(fakes.identity.clone()))
            .fake("settings", settings_router(Arc::new(FakeSettings)));
        for (name, value) in config {
            builder = builder.config(name, value);
        }
        let org = OrgId::new();
        Self { stage: builder.start().await, fakes, org, ana: member(org), boss: manager(org) }
    }

    /// Adds a room, changed as the test needs it.
    pub fn room(&self, change: impl FnOnce(&mut ResourceCard)) -> ResourceCard {
        let mut card = room(self.org);
        change(&mut card);
        self.fakes.resources.0.lock().unwrap().push(card.clone());
        card
    }

    /// A room at ten euros an hour.
    pub fn priced_room(&self) -> ResourceCard {
        self.room(|card| card.rates.per_hour = Some(euros(1_000)))
    }

    /// The present of the stage.
    pub fn now(&self) -> Instant {
        self.stage.clock.now()
    }

    /// A moment so many hours after the stage's first present, Monday 2 March 2026 at 09:00 UTC.
    pub fn hour(&self, hours: i64) -> Instant {
        "2026-03-02T09:00:00Z".parse::<Instant>().unwrap() + Duration::hours(hours)
    }

    /// The body of a booking from one hour to another.
    pub fn wanted(&self, room: &ResourceCard, from: i64, to: i64) -> Value {
        json!({"resourceId": room.id, "startDateTime": self.hour(from), "endDateTime": self.hour(to)})
    }

    /// The same, paid at once.
    pub fn paid(&self, room: &ResourceCard, from: i64, to: i64, token: &str) -> Value {
        let mut wanted = self.wanted(room, from, to);
        wanted["paymentInfo"] = json!({"method": "card", "token": token});
        wanted
    }

    /// Books as somebody.
    pub async fn book(&self, who: &Cx, body: Value) -> Answer {
        self.stage.post(who, "/bookings", body).await
    }

    /// Nothing may be wrong with the tables.
    #[track_caller]
    pub fn sound(&self) -> impl Future<Output = ()> {
        let pool = self.stage.pool().clone();
        async move {
            let found = audit::check(pool).await.unwrap();
            assert!(found.is_empty(), "{found:#?}");
        }
    }

    /// How many claims there are.
    pub async fn claims(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM claims").fetch_one(self.stage.pool()).await.unwrap()
    }

    /// The state of a booking by its id.
    pub async fn status(&self, id: &Value) -> String {
        let id: uuid::Uuid = id.as_str().unwrap().parse().unwrap();
        sqlx::query_scalar("SELECT state FROM bookings WHERE id = $1")
            .bind(id)
            .fetch_one(self.stage.pool())
            .await
            .unwrap()
    }
}

/// So many cents.
pub fn euros(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}

/// A free room of one unit for six, open day and night in Madrid.
pub fn room(org: OrgId) -> ResourceCard {
    ResourceCard {
        id: ResourceId::new(),
        org_id: org,
        location_id: LocationId::new(),
        name: "Sala Goya".to_owned(),
        location_name: "Gran Vía".to_owned(),
        address: "Gran Vía 1, Madrid".to_owned(),
        kind: ResourceKind::Room,
        host: None,
        active: true,
        capacity: 6,
        units: vec![UnitId::new()],
        time_zone: chrono_tz::Europe::Madrid,
        hours: OpeningHours::default(),
        rules: BookingRules {
            granularity_minutes: 15,
            min_minutes: 30,
            max_minutes: 24 * 60,
            horizon_days: 90,
            ..BookingRules::default()
        },
        rates: Rates::default(),
        currency: "EUR".parse().unwrap(),
        tax: Tax { basis_points: 2_100, inclusive: true },
        audience: Audience::Members,
        cancellation: CancellationPolicy {
            name: "moderate".to_owned(),
            tiers: vec![
                CancellationTier { hours_before: 24, refund_percent: 100 },
                CancellationTier { hours_before: 2, refund_percent: 50 },
            ],
        },
        version: 1,
        updated_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

/// Weekdays from nine to six.
pub fn office_hours() -> OpeningHours {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    OpeningHours {
        weekly: days.map(|day| OpenInterval { day, opens: time(9), closes: time(18) }).to_vec(),
        exceptions: vec![HoursException {
            date: "2026-03-04".parse().unwrap(),
            intervals: vec![],
            reason: "Fiesta local".to_owned(),
        }],
    }
}
