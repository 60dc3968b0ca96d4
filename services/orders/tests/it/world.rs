//! An organisation with a client, a professional, a manager, and a conversation of the first two.

use std::sync::Arc;

use chrono::Duration;
use plaza_chat_api::{ConversationCard, ConversationId, chat_router};
use plaza_core::{Cx, Instant, Money, OrgId};
use plaza_files::Files;
use plaza_gigs_api::{GigCard, GigExtra, GigId, GigPackage, GigQuestion, GigStatus, gigs_router};
use plaza_jobs::Queue;
use plaza_orders::app::{App, Others};
use plaza_orders::config::Config;
use plaza_orders::fund::saga::FundOrder;
use plaza_orders::money::job::MoveMoney;
use plaza_orders::show::job::ShowCard;
use plaza_payments_api::events::{PaymentCompleted, PaymentFailed};
use plaza_payments_api::payments_router;
use plaza_professionals_api::{ProfileStatus, professionals_router};
use plaza_saga::Runner;
use plaza_settings_api::settings_router;
use plaza_testkit::people::{manager, member};
use plaza_testkit::stage::{Answer, Stage};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fakes::{FakeChat, FakeGigs, FakeProfessionals, FakeSettings};
use crate::ledger::FakePayments;

/// The stage, the fakes, the organisation and its people.
pub struct World {
    pub stage: Stage,
    pub chat: Arc<FakeChat>,
    pub gigs: Arc<FakeGigs>,
    pub payments: Arc<FakePayments>,
    pub professionals: Arc<FakeProfessionals>,
    pub org: OrgId,
    pub client: Cx,
    pub pro: Cx,
    pub boss: Cx,
    pub talk: ConversationId,
}

impl World {
    /// A world whose requests drive their payments as in production.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A world with some configuration.
    pub async fn with(config: &[(&str, &str)]) -> Self {
        let (chat, gigs): (Arc<FakeChat>, Arc<FakeGigs>) = Default::default();
        let (payments, professionals): (Arc<FakePayments>, Arc<FakeProfessionals>) = Default::default();
        let mut builder = Stage::of(plaza_orders::service())
            .fake("chat", chat_router(chat.clone()))
            .fake("gigs", gigs_router(gigs.clone()))
            .fake("payments", payments_router(payments.clone()))
            .fake("professionals", professionals_router(professionals.clone()))
            .fake("settings", settings_router(Arc::new(FakeSettings)));
        for (name, value) in config {
            builder = builder.config(name, value);
        }
        let org = OrgId::new();
        let (client, pro, boss) = (member(org), member(org), manager(org));
        professionals.0.lock().unwrap().insert(pro.user().unwrap(), ProfileStatus::Published);
        let mut world = Self {
            stage: builder.start().await,
            chat,
            gigs,
            payments,
            professionals,
            org,
            client,
            pro,
            boss,
            talk: ConversationId::new(),
        };
        world.talk = world.talk_of(&world.client, &world.pro);
        world
    }

    /// A conversation of two.
    pub fn talk_of(&self, one: &Cx, other: &Cx) -> ConversationId {
        let id = ConversationId::new();
        let people = vec![one.user().unwrap(), other.user().unwrap()];
        let card = ConversationCard { id, org_id: self.org, people, group: false, blocked: false, closed: false };
        self.chat.conversations.lock().unwrap().push(card);
        id
    }

    /// The present of the stage.
    pub fn now(&self) -> Instant {
        self.stage.clock.now()
    }

    /// Terms of work at a hundred euros in one part.
    pub fn terms(&self) -> Value {
        json!({
            "title": "A logo", "scope": "Three drafts and one final version", "price": euros(10_000), "deliveryDays": 7,
            "revisions": 1, "expiresAt": self.now() + Duration::days(3),
        })
    }

    /// Terms of work in two parts, of thirty and of seventy euros.
    pub fn two_parts(&self) -> Value {
        let mut terms = self.terms();
        terms.as_object_mut().unwrap().retain(|name, _| name != "price" && name != "deliveryDays");
        terms["milestones"] = json!([
            {"title": "Drafts", "amount": euros(3_000), "dueInDays": 3},
            {"title": "Final", "amount": euros(7_000), "dueInDays": 9},
        ]);
        terms
    }

    /// The body of an offer on some terms.
    pub fn offered(&self, terms: Value) -> Value {
        let mut body = terms;
        body["conversationId"] = json!(self.talk);
        body["client"] = json!(self.client.user().unwrap());
        body
    }

    /// The professional offers; answers the offer.
    pub async fn offer(&self, terms: Value) -> Value {
        self.stage.post(&self.pro, "/offers", self.offered(terms)).await.expect(201)
    }

    /// The client accepts an offer with a card.
    pub async fn accept(&self, offer: &Value, token: &str) -> Answer {
        self.stage.post(&self.client, &path("offers", &offer["id"], "accept"), paid(token)).await
    }

    /// Does something to an order.
    pub async fn act(&self, who: &Cx, order: &Value, verb: &str, body: Value) -> Answer {
        self.stage.post(who, &path("orders", order, verb), body).await
    }

    /// An order that is funded; answers its id.
    pub async fn funded(&self, terms: Value) -> Value {
        let offer = self.offer(terms).await;
        let accepted = self.accept(&offer, "tok_approved").await.expect(201);
        assert_eq!(accepted["order"]["status"], "funded", "{accepted}");
        accepted["order"]["id"].clone()
    }

    /// An order whose next part was delivered; answers its id.
    pub async fn delivered(&self, terms: Value) -> Value {
        let order = self.funded(terms).await;
        self.act(&self.pro, &order, "start", json!({})).await.expect(200);
        self.deliver(&order).await;
        order
    }

    /// The professional delivers.
    pub async fn deliver(&self, order: &Value) -> Value {
        self.act(&self.pro, order, "deliver", json!({"message": "Here it is"})).await.expect(200)
    }

    /// The order with everything, as the client sees it.
    pub async fn seen(&self, order: &Value) -> Value {
        self.stage.get(&self.client, &path("orders", order, "")).await.expect(200)
    }

    /// The status of an order.
    pub async fn status(&self, order: &Value) -> String {
        self.seen(order).await["status"].as_str().unwrap().to_owned()
    }

    /// The offer as the client sees it.
    pub async fn offer_seen(&self, offer: &Value) -> Value {
        self.stage.get(&self.client, &path("offers", &offer["id"], "")).await.expect(200)
    }

    /// The provider decides a waiting payment, and payments tells of it.
    pub async fn decide(&self, order: &Value, completed: bool) {
        let Some(facts) = self.payments.decide(uuid(order), completed, self.now()) else { return };
        if completed {
            self.stage.deliver(Some(self.org), &PaymentCompleted(facts)).await;
        } else {
            self.stage.deliver(Some(self.org), &PaymentFailed(facts)).await;
        }
        self.stage.settle().await;
    }

    /// The service over the fakes themselves, with files of its own.
    pub fn app(&self, files: Files) -> App {
        let others = Others {
            chat: self.chat.clone(),
            gigs: self.gigs.clone(),
            payments: self.payments.clone(),
            professionals: self.professionals.clone(),
            settings: Arc::new(FakeSettings),
        };
        App::new(self.stage.db().clone(), files, others, Config::default())
    }

    /// The service's workers over the fakes themselves: the pipe's breaker keeps the machine's time, and would go on
    /// refusing long after the clock of the stage has moved on.
    pub fn workers(&self) -> (Runner, Queue) {
        let db = self.stage.db();
        let saga = FundOrder { db: db.clone(), payments: self.payments.clone() };
        let money = MoveMoney { db: db.clone(), payments: self.payments.clone() };
        let cards = ShowCard { db: db.clone(), chat: self.chat.clone() };
        let runner = Runner::new(db.clone(), vec![Arc::new(saga)]);
        (runner, Queue::new(db.clone(), vec![Arc::new(money), Arc::new(cards)]))
    }

    /// Lets these workers do what is due at the present time.
    pub async fn work_off(&self) {
        let (runner, queue) = self.workers();
        for _ in 0..200 {
            self.stage.assembly.scheduler.run_all().await.unwrap();
            let sagas = runner.run_due().await.unwrap();
            let jobs = queue.run_due().await.unwrap();
            let events = self.stage.assembly.inbox.retry_due().await.unwrap();
            if sagas + jobs + events == 0 {
                return;
            }
        }
        panic!("the workers do not come to rest");
    }

    /// A published gig of the professional: fifty euros, a frame for twenty, one question.
    pub fn gig(&self, change: impl FnOnce(&mut GigCard)) -> GigCard {
        let mut card = GigCard {
            id: GigId::new(),
            org_id: self.org,
            user_id: self.pro.user().unwrap(),
            professional_id: Uuid::now_v7(),
            title: "A portrait".to_owned(),
            status: GigStatus::Published,
            packages: vec![GigPackage {
                id: Uuid::now_v7(),
                name: "Basic".to_owned(),
                description: "One picture".to_owned(),
                price: euros(5_000),
                delivery_days: 3,
                revisions: 1,
            }],
            extras: vec![GigExtra { id: Uuid::now_v7(), name: "Frame".to_owned(), price: euros(2_000), extra_days: 2 }],
            questions: vec![GigQuestion { id: Uuid::now_v7(), text: "Who is it?".to_owned(), required: true }],
        };
        change(&mut card);
        self.gigs.0.lock().unwrap().push(card.clone());
        card
    }

    /// Nothing may be wrong with the tables, nor with the books.
    pub async fn sound(&self) {
        let found = plaza_orders::audit::check(self.stage.pool().clone()).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
        self.payments.sound();
    }
}

/// So many cents.
pub fn euros(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}

/// The body of a payment by card.
pub fn paid(token: &str) -> Value {
    json!({"paymentInfo": {"method": "card", "token": token}})
}

/// The path of a verb.
pub fn path(kind: &str, id: &Value, verb: &str) -> String {
    let path = format!("/{kind}/{}/{verb}", id.as_str().unwrap());
    path.trim_end_matches('/').to_owned()
}

/// An id of an answer.
pub fn uuid(id: &Value) -> Uuid {
    id.as_str().unwrap().parse().unwrap()
}
