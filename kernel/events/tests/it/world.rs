//! A service that publishes, a service that listens, and the wire between them.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use plaza_core::{Cx, Envelope, Event, Fault, OrgId, Secret};
use plaza_db::{Db, Tx};
use plaza_events::{Handler, Inbox, Relay, Subscriber};
use plaza_rpc::{InternalKey, Switchboard, server};
use plaza_testkit::KernelDatabase;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use uuid::Uuid;

/// Something happened to a shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    pub shop: Uuid,
    pub n: i32,
}

impl Event for Sold {
    const TYPE: &'static str = "shops.shop.sold.v1";

    fn aggregate_id(&self) -> Uuid {
        self.shop
    }

    fn aggregate_version(&self) -> i32 {
        self.n
    }
}

/// Another thing that happened to a shop.
#[derive(Debug, Serialize, Deserialize)]
pub struct Closed {
    pub shop: Uuid,
}

impl Event for Closed {
    const TYPE: &'static str = "shops.shop.closed.v1";

    fn aggregate_id(&self) -> Uuid {
        self.shop
    }
}

/// Writes each number it hears into its service's table; fails, panics or is down when the test says so.
#[derive(Clone, Default)]
pub struct Ledger {
    /// Numbers that are refused.
    pub refuses: Arc<Mutex<Vec<i32>>>,
    /// Numbers at which it panics.
    pub panics: Arc<Mutex<Vec<i32>>>,
    /// How often it was asked.
    pub asked: Arc<AtomicU32>,
}

#[async_trait::async_trait]
impl Handler for Ledger {
    fn name(&self) -> &'static str {
        "ledger"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["shops.shop.sold.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> plaza_core::Result<()> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let sold: Sold = event.data()?;
        sqlx::query("INSERT INTO heard (n, shop, org, actor, correlation) VALUES ($1, $2, $3, $4, $5)")
            .bind(sold.n)
            .bind(sold.shop)
            .bind(tx.org().map(OrgId::uuid))
            .bind(tx.actor().to_owned())
            .bind(tx.correlation())
            .execute(&mut **tx)
            .await
            .map_err(plaza_db::Error::from)?;
        assert!(!self.panics.lock().unwrap().contains(&sold.n), "the test wants a panic");
        if self.refuses.lock().unwrap().contains(&sold.n) {
            return Err(Fault::refused("ledger.no", format!("not {}", sold.n)));
        }
        Ok(())
    }
}

/// A listening service.
pub struct Listener {
    pub base: KernelDatabase,
    pub ledger: Ledger,
    pub inbox: Inbox,
}

impl Listener {
    pub async fn new() -> Self {
        let base = KernelDatabase::of("ledgers").await;
        base.execute("CREATE TABLE heard (seq bigint GENERATED ALWAYS AS IDENTITY, n int, shop uuid, org uuid, actor text, correlation uuid)")
            .await;
        let ledger = Ledger::default();
        let inbox = Inbox::new(base.db.clone(), vec![Arc::new(ledger.clone())]);
        Self { base, ledger, inbox }
    }

    /// The numbers it has written down, in that order.
    pub async fn heard(&self) -> Vec<i32> {
        sqlx::query_scalar("SELECT n FROM heard ORDER BY seq").fetch_all(self.base.db.pool()).await.unwrap()
    }

    /// What it has heard of one shop.
    pub async fn heard_of(&self, shop: Uuid) -> Vec<i32> {
        sqlx::query_scalar("SELECT n FROM heard WHERE shop = $1 ORDER BY seq")
            .bind(shop)
            .fetch_all(self.base.db.pool())
            .await
            .unwrap()
    }

    pub fn refuse(&self, numbers: &[i32]) {
        *self.ledger.refuses.lock().unwrap() = numbers.to_vec();
    }
}

/// A publishing service, a listening one, and a wire that can be cut.
pub struct World {
    pub base: KernelDatabase,
    pub listener: Listener,
    pub board: Switchboard,
    pub cut: Arc<AtomicBool>,
    /// The next delivery is handled, but its answer waits here.
    pub slow: Arc<Mutex<Option<Arc<Gate>>>>,
}

/// Where an answer waits until the test lets it go.
#[derive(Default)]
pub struct Gate {
    pub entered: Notify,
    pub go: Notify,
}

impl World {
    pub async fn new() -> Self {
        let (base, listener) = (KernelDatabase::of("shops").await, Listener::new().await);
        let board = Switchboard::new(InternalKey::new(&Secret::new("a key of tests only")));
        board.local("ledgers");
        let cut = Arc::new(AtomicBool::new(false));
        let slow: Arc<Mutex<Option<Arc<Gate>>>> = Arc::default();
        let (dead, late) = (cut.clone(), slow.clone());
        let router = listener.inbox.router().layer(axum::middleware::from_fn(
            move |request: axum::extract::Request, next: axum::middleware::Next| {
                let (dead, gate) = (dead.load(Ordering::SeqCst), late.lock().unwrap().take());
                async move {
                    if dead {
                        return plaza_rpc::problem::response(&Fault::unavailable("tests.cut", "The wire is cut."));
                    }
                    let answer = next.run(request).await;
                    if let Some(gate) = gate {
                        gate.entered.notify_one();
                        gate.go.notified().await;
                    }
                    answer
                }
            },
        ));
        board.connect("ledgers", server::guard("ledgers", board.key().clone(), &plaza_tasks::Tasks::default(), router));
        Self { base, listener, board, cut, slow }
    }

    /// A relay of one of the publisher's processes.
    pub fn relay(&self, db: &Db, patterns: &[&'static str]) -> Relay {
        let subscriber =
            Subscriber { name: "ledgers", patterns: patterns.to_vec(), pipe: self.board.pipe("shops", "ledgers") };
        Relay::new(db.clone(), vec![subscriber])
    }

    /// Tells all there is; how many events were scanned.
    pub async fn drain(&self, relay: &Relay) -> usize {
        self.base.readable().await;
        relay.drain().await.unwrap()
    }

    /// Commits one sale.
    pub async fn sell(&self, shop: Uuid, n: i32) {
        publish(&self.base.db, &Cx::anonymous(), &Sold { shop, n }).await;
    }
}

/// Commits one event.
pub async fn publish<E: Event>(db: &Db, cx: &Cx, event: &E) {
    let mut tx = db.begin(cx).await.unwrap();
    tx.emit(event);
    tx.commit().await.unwrap();
}

/// An event in its envelope, as it comes over the wire.
pub fn envelope(org: Option<OrgId>, shop: Uuid, n: i32) -> Envelope {
    Envelope {
        specversion: "1.0".into(),
        id: Uuid::now_v7(),
        source: "/plaza/shops".into(),
        kind: Sold::TYPE.into(),
        subject: shop,
        time: plaza_core::Instant::UNIX_EPOCH,
        datacontenttype: "application/json".into(),
        orgid: org,
        correlationid: Uuid::now_v7(),
        actor: "service:shops".into(),
        version: n,
        data: serde_json::to_value(Sold { shop, n }).unwrap(),
    }
}
