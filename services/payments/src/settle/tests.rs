//! A process that dies at any point of a charge, a refund or a cancellation,
//! and what is left behind must come right by the retries and reconcilers that follow.
//!
//! Twice: it dies exactly before and after what the provider is asked ([`Mortal`]),
//! and the test fails unless it came there; and the work is dropped at its n-th
//! wait, for every n. How many waits there are depends on the database, since an
//! answer that is there already is not waited for, so nothing is said of their number.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Poll};

use async_trait::async_trait;
use chrono::{Duration, TimeZone, Utc};
use plaza_core::{Clock, Cx, Instant, OrgId, Secret, UserId};
use plaza_db::{Db, migrate};
use plaza_jobs::{Job, Queue, Reconciler};
use plaza_payments_api::{CancelCharge, Charge, PaymentMethod, Refund as Asked};
use plaza_testkit::TestDatabase;
use tokio::sync::Notify;
use uuid::Uuid;

use super::reconciler::LookUp;
use crate::app::App;
use crate::domain::payment::Status;
use crate::fakes::{Desk, People, Shop, eur};
use crate::provider::sandbox::delivery::{Deliver, Settle};
use crate::provider::sandbox::{Listener, Sandbox};
use crate::provider::{Answer, ChargeOrder, Notice, Provider, ProviderError, RefundOrder, WebhookError};
use crate::{audit, cancel, charge, refund};

/// Dies at its `left`-th wait.
struct Doomed<F> {
    work: Pin<Box<F>>,
    left: usize,
}

impl<F: Future> Future for Doomed<F> {
    /// `None` when it died.
    type Output = Option<F::Output>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.work.as_mut().poll(cx).map(Some)
    }
}

/// What a provider is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Charge,
    Status,
    Cancel,
    Refund,
}

/// Where the process dies: before the provider hears of it, or before we hear its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    After,
}

/// A provider at which the process dies once.
struct Mortal {
    inner: Arc<Sandbox>,
    fate: Mutex<Option<(Verb, When)>>,
    died: Notify,
}

impl Mortal {
    /// Never returns where it is to die.
    async fn pass(&self, verb: Verb, when: When) {
        let here = {
            let mut fate = self.fate.lock().unwrap();
            (*fate == Some((verb, when))).then(|| fate.take()).is_some()
        };
        if here {
            self.died.notify_one();
            std::future::pending::<()>().await;
        }
    }

    /// Runs the work to its death.
    async fn kill<T>(&self, verb: Verb, when: When, work: impl Future<Output = T>) {
        *self.fate.lock().unwrap() = Some((verb, when));
        tokio::select! {
            () = self.died.notified() => {}
            _ = work => panic!("it never came to {when:?} {verb:?}"),
        }
    }
}

#[async_trait]
impl Provider for Mortal {
    fn name(&self) -> &'static str {
        self.inner.name()
    }
    async fn charge(&self, order: &ChargeOrder) -> Result<Answer, ProviderError> {
        self.pass(Verb::Charge, When::Before).await;
        let answer = self.inner.charge(order).await;
        self.pass(Verb::Charge, When::After).await;
        answer
    }
    async fn status(&self, key: &str) -> Result<Option<Answer>, ProviderError> {
        self.pass(Verb::Status, When::Before).await;
        let answer = self.inner.status(key).await;
        self.pass(Verb::Status, When::After).await;
        answer
    }
    async fn cancel(&self, key: &str) -> Result<Option<Answer>, ProviderError> {
        self.pass(Verb::Cancel, When::Before).await;
        let answer = self.inner.cancel(key).await;
        self.pass(Verb::Cancel, When::After).await;
        answer
    }
    async fn refund(&self, order: &RefundOrder) -> Result<String, ProviderError> {
        self.pass(Verb::Refund, When::Before).await;
        let answer = self.inner.refund(order).await;
        self.pass(Verb::Refund, When::After).await;
        answer
    }
    async fn verify_webhook(&self, signature: Option<&str>, body: &[u8], now: Instant) -> Result<Notice, WebhookError> {
        self.inner.verify_webhook(signature, body, now).await
    }
}

const SIDES: [When; 2] = [When::Before, When::After];

struct World {
    app: Arc<App>,
    provider: Arc<Mortal>,
    queue: Queue,
    cx: Cx,
    clock: Clock,
    _database: TestDatabase,
}

impl World {
    async fn new() -> Self {
        let seed = migrate::fingerprint(&crate::MIGRATIONS);
        let database =
            TestDatabase::create("payments", &seed, async |pool| migrate::run(&pool, &crate::MIGRATIONS).await);
        let database = database.await.unwrap();
        let clock = Clock::manual(Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap());
        let db = Db::new("payments", database.pool.clone(), clock.clone());
        let mut mortal = None;
        let app = Arc::new_cyclic(|app: &Weak<App>| {
            let listener: Weak<dyn Listener> = app.clone();
            let sandbox = Arc::new(Sandbox::new(db.clone(), Secret::new("s"), Duration::seconds(5), listener));
            let provider = Arc::new(Mortal { inner: sandbox.clone(), fate: Mutex::default(), died: Notify::new() });
            mortal = Some(provider.clone());
            App {
                db: db.clone(),
                clock: clock.clone(),
                provider,
                sandbox,
                bookings: Arc::new(Desk),
                identity: Arc::new(People),
                settings: Arc::new(Shop),
                config: crate::config::Config::default(),
            }
        });
        let jobs: Vec<Arc<dyn Job>> =
            vec![Arc::new(Deliver(app.sandbox.clone())), Arc::new(Settle(app.sandbox.clone()))];
        let cx = Cx::service("bookings", Some(OrgId::new()));
        Self { queue: Queue::new(db, jobs), provider: mortal.unwrap(), app, cx, clock, _database: database }
    }

    fn order(&self, token: &str) -> Charge {
        Charge {
            key: Uuid::now_v7().to_string(),
            reference: Uuid::now_v7(),
            payer: UserId::new(),
            amount: eur(1_210),
            method: PaymentMethod { method: "card".into(), token: token.into() },
            lines: Vec::new(),
            tax_basis_points: 2_100,
            tax_inclusive: true,
        }
    }

    /// Time passes, and what runs by itself runs.
    async fn rest(&self) {
        for _ in 0..4 {
            self.clock.advance(Duration::seconds(31));
            LookUp::new(&self.app).run(&self.cx).await.unwrap();
            while self.queue.run_due().await.unwrap() > 0 {}
        }
        assert_eq!(audit::check(self.app.db.pool().clone()).await.unwrap(), Vec::new());
        let open = "SELECT count(*) FROM payments WHERE status IN ('created', 'pending', 'action_required')";
        assert_eq!(
            (self.count(open).await, self.count("SELECT count(*) FROM refunds WHERE status = 'pending'").await),
            (0, 0)
        );
        assert_eq!(self.at_the_provider().await, self.in_our_books().await);
    }

    async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.app.db.pool()).await.unwrap()
    }

    async fn at_the_provider(&self) -> i64 {
        self.count("SELECT COALESCE(sum(amount - refunded), 0)::bigint FROM sandbox_charges WHERE state = 'approved'")
            .await
    }

    async fn in_our_books(&self) -> i64 {
        self.count("SELECT COALESCE(sum(amount), 0)::bigint FROM ledger_entries WHERE account = 'provider_clearing'")
            .await
    }
}

#[tokio::test]
async fn a_charge_that_dies_anywhere_is_charged_once_and_recorded() {
    let world = World::new().await;
    for token in ["tok_approved", "tok_webhook_first", "tok_timeout_charged", "tok_late", "tok_declined"] {
        for left in 0.. {
            let order = world.order(token);
            let ended =
                Doomed { work: Box::pin(charge::command::charge(&world.app, &world.cx, order.clone())), left }.await;
            // Ended before its death: it must have ended well, or the points beyond were never reached.
            if let Some(ended) = ended {
                ended.unwrap();
                break;
            }
            // Every other one is asked for again with its key, as a saga does; the rest is left to the reconciler.
            if left % 2 == 0 {
                let again = charge::command::charge(&world.app, &world.cx, order).await.unwrap();
                let expected = match token {
                    "tok_late" => Status::Pending,
                    "tok_declined" => Status::Failed,
                    _ => Status::Completed,
                };
                assert_eq!(again.status, expected, "{token}, wait {left}");
            }
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) - count(DISTINCT key) FROM sandbox_charges").await, 0);
    let unpaid = "SELECT count(*) FROM payments WHERE status <> 'completed' AND token <> 'tok_declined'";
    assert_eq!(world.count(unpaid).await, 0);
}

#[tokio::test]
async fn a_charge_that_dies_at_the_provider_is_charged_once_and_recorded() {
    let world = World::new().await;
    for token in ["tok_approved", "tok_webhook_first", "tok_late", "tok_declined"] {
        for when in SIDES {
            for asked_again in [true, false] {
                let order = world.order(token);
                let charge = charge::command::charge(&world.app, &world.cx, order.clone());
                world.provider.kill(Verb::Charge, when, charge).await;
                if asked_again {
                    charge::command::charge(&world.app, &world.cx, order).await.unwrap();
                }
            }
        }
    }
    // The lost answer is looked up: there too.
    for when in SIDES {
        let charge = charge::command::charge(&world.app, &world.cx, world.order("tok_timeout_charged"));
        world.provider.kill(Verb::Charge, When::After, charge).await;
        world.clock.advance(Duration::seconds(31));
        world.provider.kill(Verb::Status, when, LookUp::new(&world.app).run(&world.cx)).await;
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) - count(DISTINCT key) FROM sandbox_charges").await, 0);
    let unpaid = "SELECT count(*) FROM payments WHERE status <> 'completed' AND token <> 'tok_declined'";
    assert_eq!(world.count(unpaid).await, 0);
}

#[tokio::test]
async fn a_refund_that_dies_at_the_provider_is_given_back_once() {
    let world = World::new().await;
    for when in SIDES {
        for asked_again in [true, false] {
            let paid = charge::command::charge(&world.app, &world.cx, world.order("tok_approved")).await.unwrap();
            let asked = Asked {
                key: Uuid::now_v7().to_string(),
                payment: paid.id,
                amount: eur(400),
                reason: "test".into(),
                up_to: false,
            };
            let refund = refund::command::refund(&world.app, &world.cx, asked.clone());
            world.provider.kill(Verb::Refund, when, refund).await;
            if asked_again {
                refund::command::refund(&world.app, &world.cx, asked).await.unwrap();
            }
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) FROM payments WHERE refunded <> 400").await, 0);
}

#[tokio::test]
async fn calling_off_that_dies_at_the_provider_keeps_no_money_once_it_is_asked_again() {
    let world = World::new().await;
    for token in ["tok_late", "tok_second_factor"] {
        for when in SIDES {
            let order = world.order(token);
            charge::command::charge(&world.app, &world.cx, order.clone()).await.unwrap();
            let cancel = CancelCharge { key: order.key, reason: "test".into() };
            let cancelled = cancel::command::cancel(&world.app, &world.cx, cancel.clone());
            world.provider.kill(Verb::Cancel, when, cancelled).await;
            cancel::command::cancel(&world.app, &world.cx, cancel).await.unwrap();
        }
    }
    world.rest().await;
    assert_eq!((world.at_the_provider().await, world.in_our_books().await), (0, 0));
}

#[tokio::test]
async fn a_refund_that_dies_anywhere_is_given_back_once() {
    let world = World::new().await;
    for left in 0.. {
        let paid = charge::command::charge(&world.app, &world.cx, world.order("tok_approved")).await.unwrap();
        let asked = Asked {
            key: Uuid::now_v7().to_string(),
            payment: paid.id,
            amount: eur(400),
            reason: "test".into(),
            up_to: false,
        };
        let ended =
            Doomed { work: Box::pin(refund::command::refund(&world.app, &world.cx, asked.clone())), left }.await;
        if let Some(ended) = ended {
            ended.unwrap();
            break;
        }
        if left % 2 == 0 {
            refund::command::refund(&world.app, &world.cx, asked).await.unwrap();
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) FROM payments WHERE refunded NOT IN (0, 400)").await, 0);
}

#[tokio::test]
async fn calling_off_that_dies_anywhere_keeps_no_money_once_it_is_asked_again() {
    let world = World::new().await;
    for token in ["tok_approved", "tok_late", "tok_second_factor", "tok_timeout_charged"] {
        for left in 0.. {
            let order = world.order(token);
            let died = Doomed {
                work: Box::pin(charge::command::charge(&world.app, &world.cx, order.clone())),
                left: left * 3,
            }
            .await
            .is_none();
            let cancel = CancelCharge { key: order.key, reason: "test".into() };
            let cancelled =
                Doomed { work: Box::pin(cancel::command::cancel(&world.app, &world.cx, cancel.clone())), left }.await;
            let died = died || cancelled.is_none();
            if let Some(ended) = cancelled {
                ended.unwrap();
            }
            cancel::command::cancel(&world.app, &world.cx, cancel).await.unwrap();
            if !died {
                break;
            }
        }
    }
    world.rest().await;
    assert_eq!((world.at_the_provider().await, world.in_our_books().await), (0, 0));
}
