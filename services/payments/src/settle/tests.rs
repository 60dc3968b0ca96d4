//! A process that dies at any point of a charge, a refund or a cancellation:
//! the work is dropped at its n-th wait, for every n, and what is left behind
//! must come right by the retries and reconcilers that follow.
//!
//! How many waits there are depends on the database: an answer that is there
//! already is not waited for. So a test demands one death of each sort at least.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};

use chrono::{Duration, TimeZone, Utc};
use plaza_core::{Clock, Cx, OrgId, Secret, UserId};
use plaza_db::{Db, migrate};
use plaza_jobs::{Job, Queue, Reconciler};
use plaza_payments_api::{CancelCharge, Charge, PaymentMethod, Refund as Asked};
use plaza_testkit::TestDatabase;
use uuid::Uuid;

use super::reconciler::LookUp;
use crate::app::App;
use crate::domain::payment::Status;
use crate::fakes::{Desk, People, Shop, eur};
use crate::provider::sandbox::delivery::{Deliver, Settle};
use crate::provider::sandbox::{Listener, Sandbox};
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

struct World {
    app: Arc<App>,
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
        let app = Arc::new_cyclic(|app: &Weak<App>| {
            let listener: Weak<dyn Listener> = app.clone();
            let sandbox = Arc::new(Sandbox::new(db.clone(), Secret::new("s"), Duration::seconds(5), listener));
            App {
                db: db.clone(),
                clock: clock.clone(),
                provider: sandbox.clone(),
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
        Self { queue: Queue::new(db, jobs), app, cx, clock, _database: database }
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
    let mut deaths = 0;
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
            deaths += 1;
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
    assert!(deaths >= 5, "only {deaths} deaths: the points were not reached");
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) - count(DISTINCT key) FROM sandbox_charges").await, 0);
    let unpaid = "SELECT count(*) FROM payments WHERE status <> 'completed' AND token <> 'tok_declined'";
    assert_eq!(world.count(unpaid).await, 0);
}

#[tokio::test]
async fn a_refund_that_dies_anywhere_is_given_back_once() {
    let world = World::new().await;
    let mut deaths = 0;
    for left in 0.. {
        let paid = charge::command::charge(&world.app, &world.cx, world.order("tok_approved")).await.unwrap();
        let asked =
            Asked { key: Uuid::now_v7().to_string(), payment: paid.id, amount: eur(400), reason: "test".into() };
        let died = Doomed { work: Box::pin(refund::command::refund(&world.app, &world.cx, asked.clone())), left }
            .await
            .is_none();
        if !died {
            break;
        }
        deaths += 1;
        if left % 2 == 0 {
            refund::command::refund(&world.app, &world.cx, asked).await.unwrap();
        }
    }
    assert!(deaths >= 1, "only {deaths} deaths: the points were not reached");
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) FROM payments WHERE refunded NOT IN (0, 400)").await, 0);
}

#[tokio::test]
async fn calling_off_that_dies_anywhere_keeps_no_money_once_it_is_asked_again() {
    let world = World::new().await;
    let mut deaths = 0;
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
            deaths += usize::from(cancelled.is_none());
            cancel::command::cancel(&world.app, &world.cx, cancel).await.unwrap();
            if !died && cancelled.is_some() {
                break;
            }
        }
    }
    assert!(deaths >= 4, "only {deaths} deaths: the points were not reached");
    world.rest().await;
    assert_eq!((world.at_the_provider().await, world.in_our_books().await), (0, 0));
}
