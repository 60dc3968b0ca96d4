//! An organisation with a room, its people, and the mail server they are written through.

use std::sync::Arc;

use chrono::Duration;
use plaza_bookings_api::events::BookingFacts;
use plaza_bookings_api::{BookingCard, BookingId, BookingStatus, bookings_router};
use plaza_core::{Cx, Instant, Locale, Money, OrgId, Role, Slot, UserId};
use plaza_gigs_api::gigs_router;
use plaza_identity_api::{UserCard, identity_router};
use plaza_identity_played::PlayedIdentity;
use plaza_notifications::audit;
use plaza_orders_api::orders_router;
use plaza_professionals_api::professionals_router;
use plaza_resources_api::{
    Audience, BookingRules, CancellationPolicy, LocationId, OpeningHours, Rates, ResourceCard, ResourceId,
    ResourceKind, Tax, UnitId, resources_router,
};
use plaza_settings_api::settings_router;
use plaza_testkit::people::person;
use plaza_testkit::stage::Stage;
use serde_json::Value;

use crate::fakes::{FakeBookings, FakeGigs, FakeOrders, FakeProfessionals, FakeResources, FakeSettings, org_card};
use crate::smtp::Server;

/// The stage, the fakes, the organisation and its people.
pub struct World {
    pub stage: Stage,
    pub identity: Arc<PlayedIdentity>,
    pub bookings: Arc<FakeBookings>,
    pub settings: Arc<FakeSettings>,
    pub orders: Arc<FakeOrders>,
    pub gigs: Arc<FakeGigs>,
    pub professionals: Arc<FakeProfessionals>,
    pub org: OrgId,
    pub room: ResourceCard,
    pub ana: UserCard,
    pub mail: Option<Server>,
}

impl World {
    /// A world without a mail server: mails rest in the outbox.
    pub async fn quiet() -> Self {
        Self::start(None, &[]).await
    }

    /// A world with a mail server that takes everything.
    pub async fn mailing() -> Self {
        Self::start(Some(Server::start().await), &[]).await
    }

    /// A world with a mail server, or none, and more configuration.
    pub async fn start(mail: Option<Server>, config: &[(&str, &str)]) -> Self {
        let org = OrgId::new();
        let (identity, bookings) = (Arc::new(PlayedIdentity::default()), Arc::new(FakeBookings::default()));
        let (resources, settings) = (Arc::new(FakeResources::default()), Arc::new(FakeSettings(60.into())));
        let (orders, gigs) = (Arc::new(FakeOrders::default()), Arc::new(FakeGigs::default()));
        let professionals = Arc::new(FakeProfessionals::default());
        identity.orgs.lock().unwrap().push(org_card(org, "Plaza Centro"));
        let (room, ana) = (room(org), card("ana@example.org", "Ana Ñíguez", Locale::Es));
        resources.0.lock().unwrap().push(room.clone());
        identity.people.lock().unwrap().push(ana.clone());
        let mut builder = Stage::of(plaza_notifications::service())
            .fake("identity", identity_router(identity.clone()))
            .fake("bookings", bookings_router(bookings.clone()))
            .fake("resources", resources_router(resources.clone()))
            .fake("settings", settings_router(settings.clone()))
            .fake("orders", orders_router(orders.clone()))
            .fake("gigs", gigs_router(gigs.clone()))
            .fake("professionals", professionals_router(professionals.clone()))
            .config("PLAZA_NOTIFICATIONS_FROM", "Plaza <no-reply@plaza.example>");
        if let Some(server) = &mail {
            builder = builder
                .config("PLAZA_NOTIFICATIONS_SMTP_HOST", "127.0.0.1")
                .config("PLAZA_NOTIFICATIONS_SMTP_PORT", &server.port.to_string())
                .config("PLAZA_NOTIFICATIONS_SMTP_TLS", "none");
        }
        for (name, value) in config {
            builder = builder.config(name, value);
        }
        Self {
            stage: builder.start().await,
            identity,
            bookings,
            settings,
            orders,
            gigs,
            professionals,
            org,
            room,
            ana,
            mail,
        }
    }

    /// The mail server.
    pub fn server(&self) -> &Server {
        self.mail.as_ref().expect("a mail server")
    }

    /// Ana, as the gateway knows her.
    pub fn as_ana(&self) -> Cx {
        person(self.org, self.ana.id, Role::Member)
    }

    /// Somebody with a role, who has an account.
    pub fn somebody(&self, role: Role) -> Cx {
        let card = card(&format!("{role}@example.org"), "Some Body", Locale::En);
        self.identity.people.lock().unwrap().push(card.clone());
        person(self.org, card.id, role)
    }

    /// Ana books the room for two hours from so many hours on, and it is confirmed.
    pub fn booked(&self, hours: i64) -> BookingCard {
        let start = self.stage.clock.now() + Duration::hours(hours);
        let card = BookingCard {
            id: BookingId::new(),
            org_id: self.org,
            user_id: self.ana.id,
            host_id: None,
            attendee_ids: vec![],
            resource_id: self.room.id,
            unit_id: self.room.units[0],
            slot: Slot::new(start, start + Duration::hours(2)).unwrap(),
            status: BookingStatus::Confirmed,
            price: euros(4_840),
            payment_id: None,
            payment_status: None,
            next_action: None,
            hold_expires_at: None,
            refunded: None,
            version: 2,
        };
        self.bookings.0.lock().unwrap().push(card.clone());
        card
    }

    /// Runs what is due, and what of it has to be tried again, over so much time.
    pub async fn settle_over(&self, time: Duration) {
        let end = self.stage.clock.now() + time;
        self.stage.settle().await;
        while self.stage.clock.now() < end {
            self.stage.advance(Duration::seconds(30).min(end - self.stage.clock.now()));
            self.stage.settle().await;
        }
    }

    /// The mails of the outbox as an admin sees them, the last first.
    pub async fn outbox(&self) -> Vec<Value> {
        let admin = self.somebody(Role::Admin);
        let list = self.stage.get(&admin, "/notifications/outbox").await.expect(200);
        list["items"].as_array().unwrap().clone()
    }

    /// One mail of the outbox, whole.
    pub async fn mail(&self, id: &Value) -> Value {
        let admin = self.somebody(Role::Admin);
        self.stage.get(&admin, &format!("/notifications/outbox/{}", id.as_str().unwrap())).await.expect(200)
    }

    /// Ana's notifications in the app.
    pub async fn shown(&self) -> Vec<Value> {
        let list = self.stage.get(&self.as_ana(), "/notifications").await.expect(200);
        list["items"].as_array().unwrap().clone()
    }

    /// States of the deliveries over a channel, with why.
    pub async fn deliveries(&self, channel: &str) -> Vec<(String, Option<String>)> {
        sqlx::query_as("SELECT state, error FROM deliveries WHERE channel = $1 ORDER BY id")
            .bind(channel)
            .fetch_all(self.stage.pool())
            .await
            .unwrap()
    }

    /// Nothing may be wrong with the tables.
    pub async fn sound(&self) {
        let found = audit::check(self.stage.pool().clone()).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }
}

/// The facts of a booking as its events carry them.
pub fn facts(card: &BookingCard) -> BookingFacts {
    BookingFacts {
        booking_id: card.id,
        user_id: card.user_id,
        host_id: card.host_id,
        by: None,
        was: None,
        resource_id: card.resource_id,
        unit_id: card.unit_id,
        start_date_time: card.slot.start,
        end_date_time: card.slot.end,
        status: card.status,
        price: card.price,
        given_back: None,
        payment_id: card.payment_id,
        version: card.version,
    }
}

/// So many cents.
pub fn euros(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}

/// An account.
pub fn card(email: &str, name: &str, locale: Locale) -> UserCard {
    UserCard { id: UserId::new(), email: email.into(), name: name.into(), locale, verified: false }
}

fn room(org: OrgId) -> ResourceCard {
    ResourceCard {
        id: ResourceId::new(),
        org_id: org,
        location_id: LocationId::new(),
        name: "Sala Goya".into(),
        location_name: "Gran Vía".into(),
        address: "Gran Vía 1, Madrid".into(),
        kind: ResourceKind::Room,
        host: None,
        active: true,
        capacity: 6,
        units: vec![UnitId::new()],
        time_zone: chrono_tz::Europe::Madrid,
        hours: OpeningHours::default(),
        rules: BookingRules::default(),
        rates: Rates::default(),
        currency: "EUR".parse().unwrap(),
        tax: Tax::default(),
        audience: Audience::default(),
        cancellation: CancellationPolicy::default(),
        version: 1,
        updated_at: "2026-01-01T00:00:00Z".parse::<Instant>().unwrap(),
    }
}
