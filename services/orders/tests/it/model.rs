//! Random histories of offers and orders, with answers lost, workers dying between any two steps, messages told twice
//! and requests repeated. After every turn the books sum to zero, no money has moved that was not decided, and the audit
//! finds nothing; in the end every order is in a final state and nothing is paid out twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Duration;
use plaza_core::{Cx, UserId};
use plaza_orders_api::OrderStatus;
use plaza_payments_api::events::{PaymentCompleted, PaymentFailed};
use plaza_saga::{Injection, Probe};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{World, euros, paid, path, uuid};

const TURNS: usize = 160;
const HISTORIES: u64 = 8;

#[derive(Debug, Clone)]
enum Deed {
    Offer {
        parts: bool,
    },
    Counter {
        which: usize,
        by_client: bool,
    },
    Answer {
        which: usize,
        by_client: bool,
        yes: bool,
        token: &'static str,
    },
    /// What comes next in an order that goes well.
    Forward {
        which: usize,
    },
    Verb {
        which: usize,
        who: usize,
        verb: usize,
    },
    Resolve {
        which: usize,
        share: i64,
    },
    Decide {
        which: usize,
        completed: bool,
    },
    PayOut {
        twice: bool,
    },
    Work,
    PassTime {
        hours: i64,
    },
    Outage {
        down: bool,
    },
}

/// Verbs of orders, by whoever: most of them are refused most of the time, and must be.
fn verbs() -> Vec<(&'static str, Value)> {
    vec![
        ("start", json!({})),
        ("deliver", json!({"message": "Here"})),
        ("request-revision", json!({"message": "Again"})),
        ("complete", json!({})),
        ("complete", json!({"all": true})),
        ("extend", json!({"days": 2, "reason": "More"})),
        ("extension/accept", json!({})),
        ("extension/refuse", json!({})),
        ("cancel-request", json!({"reason": "Enough"})),
        ("cancel-request/accept", json!({})),
        ("cancel-request/refuse", json!({})),
        ("dispute", json!({"reason": "other", "text": "We do not agree"})),
    ]
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let token = prop_oneof![
        4 => Just("tok_approved"), 1 => Just("tok_declined"), 1 => Just("tok_late"), 1 => Just("tok_second_factor")
    ];
    let deed = prop_oneof![
        3 => any::<bool>().prop_map(|parts| Deed::Offer { parts }),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(which, by_client)| Deed::Counter { which, by_client }),
        5 => (any::<usize>(), prop::bool::weighted(0.8), prop::bool::weighted(0.85), token)
            .prop_map(|(which, by_client, yes, token)| Deed::Answer { which, by_client, yes, token }),
        18 => any::<usize>().prop_map(|which| Deed::Forward { which }),
        8 => (any::<usize>(), 0_usize..2, 0_usize..12).prop_map(|(which, who, verb)| Deed::Verb { which, who, verb }),
        2 => (any::<usize>(), 0_i64..=100).prop_map(|(which, share)| Deed::Resolve { which, share }),
        2 => (any::<usize>(), any::<bool>()).prop_map(|(which, completed)| Deed::Decide { which, completed }),
        2 => any::<bool>().prop_map(|twice| Deed::PayOut { twice }),
        6 => Just(Deed::Work),
        2 => (1_i64..60).prop_map(|hours| Deed::PassTime { hours }),
        1 => prop::bool::weighted(0.3).prop_map(|down| Deed::Outage { down }),
    ];
    prop::collection::vec(deed, TURNS)
}

/// Dies after, or repeats, every few steps of a saga.
struct Unlucky(AtomicU64);

impl Probe for Unlucky {
    fn at(&self, _: &str, _: bool) -> Option<Injection> {
        // A fixed sequence that looks like none: the history can be replayed.
        let mut x = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        match (x >> 33) % 4 {
            0 => Some(Injection::CrashAfter),
            1 => Some(Injection::Twice),
            _ => None,
        }
    }
}

struct History {
    world: World,
    unlucky: Arc<Unlucky>,
    offers: Vec<Value>,
    orders: Vec<Value>,
    keys: u32,
}

impl History {
    async fn new(seed: u64) -> Self {
        // Workers drive: between the request and each step there is room to die.
        let world = World::with(&[("PLAZA_ORDERS_PAYMENT_WAIT_MS", "0")]).await;
        world.payments.loses_every.store(2 + u32::try_from(seed % 2).unwrap(), Ordering::SeqCst);
        let unlucky = Arc::new(Unlucky(AtomicU64::new(seed)));
        Self { world, unlucky, offers: Vec::new(), orders: Vec::new(), keys: 0 }
    }

    /// A request, and the same again under its key: the answer is the same, or was a refusal both times.
    async fn ask(&mut self, who: &Cx, path: &str, body: Value) -> (u16, Value) {
        self.keys += 1;
        let key = format!("k{}", self.keys);
        let first = self.world.stage.post_keyed(who, &key, path, body.clone()).await;
        assert!(first.status < 500, "{path} {body}: {}", first.body);
        if first.status < 300 && self.keys.is_multiple_of(3) {
            let again = self.world.stage.post_keyed(who, &key, path, body).await;
            assert_eq!((again.status, &again.body), (first.status, &first.body), "{path}");
        }
        (first.status, first.body)
    }

    fn pick(list: &[Value], which: usize) -> Option<Value> {
        list.get(which.checked_rem(list.len())?).cloned()
    }

    async fn live(&mut self, deed: &Deed) {
        match deed {
            Deed::Offer { parts } => {
                let terms = if *parts { self.world.two_parts() } else { self.world.terms() };
                let (pro, body) = (self.world.pro.clone(), self.world.offered(terms));
                let (_, made) = self.ask(&pro, "/offers", body).await;
                self.offers.push(made["id"].clone());
            }
            Deed::Counter { which, by_client } => {
                let Some(offer) = Self::pick(&self.offers, *which) else { return };
                let (who, terms) = (self.side(*by_client), self.world.terms());
                let (status, made) = self.ask(&who, &path("offers", &offer, "counter"), terms).await;
                if status == 201 {
                    self.offers.push(made["id"].clone());
                }
            }
            Deed::Answer { which, by_client, yes, token } => {
                let Some(offer) = Self::pick(&self.offers, *which) else { return };
                let who = self.side(*by_client);
                let body = if *yes && *by_client { paid(token) } else { json!({}) };
                let verb = if *yes { "accept" } else { "reject" };
                let (_, answer) = self.ask(&who, &path("offers", &offer, verb), body).await;
                if let Some(order) = answer.get("order").filter(|order| order.is_object()) {
                    self.orders.push(order["id"].clone());
                }
            }
            Deed::Forward { which } => {
                let Some(order) = Self::pick(&self.orders, *which) else { return };
                let status = self.world.status(&order).await;
                let (who, verb, body) = match OrderStatus::from_name(&status).unwrap() {
                    OrderStatus::Funded => (self.side(false), "start", json!({})),
                    OrderStatus::InProgress | OrderStatus::RevisionRequested => {
                        (self.side(false), "deliver", json!({"message": "Here"}))
                    }
                    OrderStatus::Delivered => (self.side(true), "complete", json!({})),
                    OrderStatus::Disputed => return self.resolve(&order, 70).await,
                    _ => return self.work().await,
                };
                assert_eq!(self.ask(&who, &path("orders", &order, verb), body).await.0, 200, "{verb} when {status}");
            }
            Deed::Verb { which, who, verb } => {
                let Some(order) = Self::pick(&self.orders, *which) else { return };
                let (verb, body) = verbs().swap_remove(*verb);
                let who = self.side(*who == 0);
                self.ask(&who, &path("orders", &order, verb), body).await;
            }
            Deed::Resolve { which, share } => {
                let Some(order) = Self::pick(&self.orders, *which) else { return };
                self.resolve(&order, *share).await;
            }
            Deed::Decide { which, completed } => {
                let Some(order) = Self::pick(&self.orders, *which) else { return };
                let Some(facts) = self.world.payments.decide(uuid(&order), *completed, self.world.now()) else {
                    return;
                };
                let told = if *completed {
                    self.world.stage.envelope(Some(self.world.org), &PaymentCompleted(facts))
                } else {
                    self.world.stage.envelope(Some(self.world.org), &PaymentFailed(facts))
                };
                self.world.stage.deliver_envelopes(vec![told.clone(), told]).await;
            }
            Deed::PayOut { twice } => self.pay_out(*twice).await,
            Deed::Work => self.work().await,
            Deed::PassTime { hours } => self.world.stage.advance(Duration::hours(*hours)),
            Deed::Outage { down } => self.world.payments.down.store(*down, Ordering::SeqCst),
        }
    }

    fn side(&self, client: bool) -> Cx {
        if client { self.world.client.clone() } else { self.world.pro.clone() }
    }

    async fn resolve(&mut self, order: &Value, share: i64) {
        let seen = self.world.seen(order).await;
        let held = seen["held"]["amount"].as_i64().unwrap();
        let to_professional = held * share / 100;
        let body = json!({
            "toProfessional": euros(to_professional), "toClient": euros(held - to_professional), "note": "So be it"
        });
        let boss = self.world.boss.clone();
        self.ask(&boss, &path("orders", order, "resolve"), body).await;
    }

    async fn pay_out(&mut self, twice: bool) {
        let payee: UserId = self.world.pro.user().unwrap();
        let Some(event) = self.world.payments.pay_out(payee, self.world.now()) else { return };
        let told = self.world.stage.envelope(Some(self.world.org), &event);
        self.world.stage.deliver_envelopes(vec![told.clone()]).await;
        if twice {
            let again = self.world.stage.envelope(Some(self.world.org), &event);
            self.world.stage.deliver_envelopes(vec![told, again]).await;
        }
    }

    /// One turn of the workers, whose sagas die and repeat.
    async fn work(&mut self) {
        let assembly = &self.world.stage.assembly;
        let (runner, queue) = self.world.workers();
        let runner = runner.with_probe(self.unlucky.clone());
        runner.run_due().await.unwrap();
        runner.forget_leases().await.unwrap();
        queue.run_due().await.unwrap();
        assembly.inbox.retry_due().await.unwrap();
        assembly.scheduler.run_all().await.unwrap();
    }

    /// The books against the tables: nothing has moved that was not decided.
    async fn check(&self) {
        self.world.sound().await;
        let rows: Vec<(Uuid, String, i64, i64, i64, bool)> =
            sqlx::query_as("SELECT id, status, released, refunded, paid_out, funded_at IS NOT NULL FROM orders")
                .fetch_all(self.world.stage.pool())
                .await
                .unwrap();
        for (id, status, released, refunded, paid_out, funded) in rows {
            let (moved, back, sent, charged) = self.world.payments.of_order(id);
            assert!(moved <= released, "{id} {status}: {moved} of {released} released before it was decided");
            assert!(sent <= moved && paid_out <= sent, "{id} {status}: {sent} sent of {moved}");
            if funded {
                assert!(back <= refunded, "{id} {status}: {back} of {refunded} given back before it was decided");
                assert!(charged > 0, "{id} {status}: funded without its money");
            } else {
                assert_eq!((moved, back), (0, charged.min(back)), "{id} {status}");
            }
        }
    }

    /// Everybody comes to an end: what is open is disputed and decided, and the workers are lucky again.
    async fn end(&mut self) {
        self.world.payments.down.store(false, Ordering::SeqCst);
        self.world.payments.loses_every.store(0, Ordering::SeqCst);
        for order in self.orders.clone() {
            let Some(facts) = self.world.payments.decide(uuid(&order), true, self.world.now()) else { continue };
            self.world.stage.deliver(Some(self.world.org), &PaymentCompleted(facts)).await;
        }
        self.rest(3).await;
        for order in self.orders.clone() {
            let status = self.world.status(&order).await;
            match OrderStatus::from_name(&status).unwrap() {
                OrderStatus::Funded => {
                    let body = json!({"reason": "Never began"});
                    self.world.act(&self.world.client, &order, "cancel-request", body).await.expect(200);
                }
                OrderStatus::InProgress | OrderStatus::Delivered | OrderStatus::RevisionRequested => {
                    let why = json!({"reason": "other", "text": "It never ends"});
                    self.world.act(&self.world.pro, &order, "dispute", why).await.expect(200);
                    self.resolve(&order, 50).await;
                }
                OrderStatus::Disputed => self.resolve(&order, 50).await,
                _ => {}
            }
        }
        self.rest(3).await;
        self.pay_out(true).await;
        self.rest(1).await;
    }

    /// Lets time pass until what was to be tried later was tried.
    async fn rest(&self, times: u32) {
        for _ in 0..times {
            self.world.stage.advance(Duration::hours(3));
            self.world.work_off().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn random_histories_move_every_cent_once() {
    let mut runner = TestRunner::default();
    let mut ended = std::collections::BTreeMap::<String, usize>::new();
    for seed in 0..HISTORIES {
        let history = deeds().new_tree(&mut runner).unwrap().current();
        // Shown only when the test fails: what to replay.
        eprintln!("{history:?}");
        let mut life = History::new(seed).await;
        for deed in &history {
            life.live(deed).await;
            life.check().await;
        }
        life.end().await;
        life.check().await;
        let rows: Vec<(Uuid, String, i64, i64, i64, i64)> =
            sqlx::query_as("SELECT id, status, total, released, refunded, paid_out FROM orders")
                .fetch_all(life.world.stage.pool())
                .await
                .unwrap();
        for (id, status, total, released, refunded, paid_out) in rows {
            let (moved, back, sent, charged) = life.world.payments.of_order(id);
            *ended.entry(status.clone()).or_default() += 1;
            assert!(["paid_out", "cancelled"].contains(&status.as_str()), "{id} ends {status}");
            assert_eq!((moved, sent, paid_out), (released, released, released), "{id} {status}");
            assert_eq!(moved + back, charged, "{id} {status}: everything that was paid has gone one way or the other");
            assert!(charged == 0 || charged == total);
            assert!(back == refunded || status == "cancelled", "{id} {status}");
        }
        let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM money_moves WHERE done_at IS NULL")
            .fetch_one(life.world.stage.pool())
            .await
            .unwrap();
        assert_eq!(waiting, 0, "every move was made");
    }
    assert!(ended.contains_key("paid_out"), "no history paid anybody: {ended:?}");
}
