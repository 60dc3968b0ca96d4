//! The feed: from now on, at once when something is committed, nothing skipped.

use plaza_core::{Cx, Fault, Secret};
use plaza_events::feed::{Glance, Position, read, router};
use plaza_rpc::{InternalKey, Pipe, Switchboard, server};
use plaza_tasks::Tasks;
use plaza_testkit::KernelDatabase;
use uuid::Uuid;

use crate::world::{Sold, publish};

struct Watcher {
    base: KernelDatabase,
    pipe: Pipe,
    tasks: Tasks,
}

impl Watcher {
    async fn new() -> Self {
        let base = KernelDatabase::of("shops").await;
        let board = Switchboard::new(InternalKey::new(&Secret::new("a key of tests only")));
        board.local("shops");
        let tasks = Tasks::default();
        let feed = router(base.db.clone(), tasks.shutdown());
        board.connect("shops", server::guard("shops", board.key().clone(), &tasks, feed));
        Self { base, pipe: board.pipe("gateway", "shops"), tasks }
    }

    async fn look(&self, from: Option<Position>) -> Result<Glance, Fault> {
        read(&self.pipe, &Cx::service("gateway", None), &from).await
    }

    /// What comes after a position, and the place to read on from. An empty look says only that nothing can be told yet:
    /// readers stay below the oldest open transaction of the whole server, and other tests have theirs on it.
    async fn wait(&self, mut from: Position) -> Glance {
        loop {
            let glance = self.look(Some(from)).await.unwrap();
            if !glance.events.is_empty() {
                return glance;
            }
            from = glance.next;
        }
    }

    async fn sell(&self, n: i32) {
        publish(&self.base.db, &Cx::anonymous(), &Sold { shop: Uuid::now_v7(), n }).await;
    }
}

fn numbers(glance: &Glance) -> Vec<i32> {
    glance.events.iter().map(|event| event.data::<Sold>().unwrap().n).collect()
}

#[tokio::test]
async fn it_begins_with_the_present() {
    let watcher = Watcher::new().await;
    watcher.sell(1).await;
    watcher.base.readable().await;
    let now = watcher.look(None).await.unwrap();
    assert!(now.events.is_empty());
    watcher.sell(2).await;
    watcher.sell(3).await;
    watcher.base.readable().await;
    let then = watcher.look(Some(now.next)).await.unwrap();
    assert_eq!(numbers(&then), [2, 3]);
    assert_eq!((then.events[0].service(), then.events[0].source.as_str()), ("shops", "/plaza/shops"));
    watcher.sell(4).await;
    assert_eq!(numbers(&watcher.wait(then.next).await), [4]);
}

#[tokio::test]
async fn who_waits_is_told_when_something_is_committed() {
    let watcher = Watcher::new().await;
    let now = watcher.look(None).await.unwrap().next;
    let (seen, ()) = tokio::join!(watcher.wait(now), watcher.sell(1));
    assert_eq!(numbers(&seen), [1]);
}

#[tokio::test]
async fn what_another_process_commits_is_seen_too() {
    let watcher = Watcher::new().await;
    let now = watcher.look(None).await.unwrap().next;
    let other = watcher.base.another_process();
    let elsewhere = async { publish(&other, &Cx::anonymous(), &Sold { shop: Uuid::now_v7(), n: 1 }).await };
    let (seen, ()) = tokio::join!(watcher.wait(now), elsewhere);
    assert_eq!(numbers(&seen), [1]);
}

#[tokio::test]
async fn a_transaction_open_while_somebody_looks_is_not_skipped() {
    let watcher = Watcher::new().await;
    let mut early = watcher.base.db.begin(&Cx::anonymous()).await.unwrap();
    sqlx::query("SELECT pg_current_xact_id()").execute(&mut *early).await.unwrap();
    early.emit(&Sold { shop: Uuid::now_v7(), n: 1 });
    let now = watcher.look(None).await.unwrap().next;
    let later = async {
        watcher.sell(2).await;
        early.commit().await.unwrap();
    };
    let (seen, ()) = tokio::join!(watcher.wait(now), later);
    let mut all = numbers(&seen);
    if all.len() < 2 {
        all.extend(numbers(&watcher.wait(seen.next).await));
    }
    all.sort_unstable();
    assert_eq!(all, [1, 2]);
}

#[tokio::test]
async fn more_than_a_batch_comes_in_pieces_without_a_gap() {
    let watcher = Watcher::new().await;
    let mut at = watcher.look(None).await.unwrap().next;
    let mut tx = watcher.base.db.begin(&Cx::anonymous()).await.unwrap();
    (0..700).for_each(|n| tx.emit(&Sold { shop: Uuid::now_v7(), n }));
    tx.commit().await.unwrap();
    let mut all = Vec::new();
    while all.len() < 700 {
        let glance = watcher.look(Some(at)).await.unwrap();
        all.extend(numbers(&glance));
        at = glance.next;
    }
    assert_eq!(all, (0..700).collect::<Vec<_>>());
}

#[tokio::test]
async fn who_waits_is_sent_home_when_the_process_stops() {
    let watcher = Watcher::new().await;
    let now = watcher.look(None).await.unwrap().next;
    let started = std::time::Instant::now();
    let stop = watcher.tasks.stop(std::time::Duration::from_secs(60));
    let (seen, ()) = tokio::join!(watcher.look(Some(now)), stop);
    assert!(seen.unwrap().events.is_empty());
    assert!(started.elapsed() < std::time::Duration::from_secs(4), "not the five seconds of a quiet feed");
}
