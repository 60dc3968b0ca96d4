//! A process that dies at any point of a charge, a refund, a cancellation or a payout: the stage of the tests in
//! `settle` and `payout`. What is left behind must come right by the retries and reconcilers that follow.
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
use plaza_payments_api::{Charge, PaymentMethod};
use plaza_testkit::TestDatabase;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::app::App;
use crate::audit;
use crate::fakes::{Desk, Shop, eur, people_of};
use crate::payout::reconciler::PayOut;
use crate::provider::sandbox::delivery::{Deliver, Settle};
use crate::provider::sandbox::{Listener, Sandbox};
use crate::provider::{
    Answer, ChargeOrder, Notice, PayoutOrder, PayoutOutcome, Provider, ProviderError, RefundOrder, WebhookError,
};
use crate::settle::reconciler::LookUp;

/// Dies at its `left`-th wait.
pub struct Doomed<F> {
    /// What is done.
    pub work: Pin<Box<F>>,
    /// How often it is still asked.
    pub left: usize,
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
pub enum Verb {
    Charge,
    Status,
    Cancel,
    Refund,
    Payout,
}

/// Where the process dies: before the provider hears of it, or before we hear its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Before,
    After,
}

/// A provider at which the process dies once.
pub struct Mortal {
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
    pub async fn kill<T>(&self, verb: Verb, when: When, work: impl Future<Output = T>) {
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
    async fn payout(&self, order: &PayoutOrder) -> Result<PayoutOutcome, ProviderError> {
        self.pass(Verb::Payout, When::Before).await;
        let answer = self.inner.payout(order).await;
        self.pass(Verb::Payout, When::After).await;
        answer
    }
    async fn verify_webhook(&self, signature: Option<&str>, body: &[u8], now: Instant) -> Result<Notice, WebhookError> {
        self.inner.verify_webhook(signature, body, now).await
    }
}

pub const SIDES: [When; 2] = [When::Before, When::After];

pub struct World {
    pub app: Arc<App>,
    pub provider: Arc<Mortal>,
    queue: Queue,
    pub cx: Cx,
    pub clock: Clock,
    _database: TestDatabase,
}

impl World {
    pub async fn new() -> Self {
        let seed = migrate::fingerprint(&crate::MIGRATIONS);
        let database =
            TestDatabase::create("payments", &seed, async |pool| migrate::run(&pool, &crate::MIGRATIONS).await);
        let database = database.await.unwrap();
        let clock = Clock::manual(Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap());
        let db = Db::new("payments", database.pool.clone(), clock.clone());
        let (org, mut mortal) = (OrgId::new(), None);
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
                identity: Arc::new(people_of(org)),
                settings: Arc::new(Shop),
                config: crate::config::Config::default(),
            }
        });
        let jobs: Vec<Arc<dyn Job>> =
            vec![Arc::new(Deliver(app.sandbox.clone())), Arc::new(Settle(app.sandbox.clone()))];
        let cx = Cx::service("bookings", Some(org));
        Self { queue: Queue::new(db, jobs), provider: mortal.unwrap(), app, cx, clock, _database: database }
    }

    pub fn order(&self, token: &str) -> Charge {
        Charge {
            key: Uuid::now_v7().to_string(),
            reference: Uuid::now_v7(),
            payer: UserId::new(),
            amount: eur(1_210),
            method: PaymentMethod { method: "card".into(), token: token.into() },
            lines: Vec::new(),
            tax_basis_points: 2_100,
            tax_inclusive: true,
            escrow: None,
        }
    }

    /// Time passes, and what runs by itself runs.
    pub async fn rest(&self) {
        for _ in 0..4 {
            self.clock.advance(Duration::seconds(31));
            LookUp::new(&self.app).run(&self.cx).await.unwrap();
            PayOut(self.app.clone()).run(&self.cx).await.unwrap();
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

    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.app.db.pool()).await.unwrap()
    }

    pub async fn at_the_provider(&self) -> i64 {
        self.count(
            "SELECT (SELECT COALESCE(sum(amount - refunded), 0) FROM sandbox_charges WHERE state = 'approved')::bigint
                  - (SELECT COALESCE(sum(amount), 0) FROM sandbox_payouts WHERE state = 'paid')::bigint",
        )
        .await
    }

    pub async fn in_our_books(&self) -> i64 {
        self.count("SELECT COALESCE(sum(amount), 0)::bigint FROM ledger_entries WHERE account = 'provider_clearing'")
            .await
    }
}
