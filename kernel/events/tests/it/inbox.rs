//! The inbox: once per handler, in order per aggregate, and what fails stops only its own key.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use plaza_core::{Envelope, OrgId};
use plaza_db::Tx;
use plaza_events::inbox::ATTEMPTS;
use plaza_events::{Handler, Inbox};
use plaza_tasks::Tasks;
use uuid::Uuid;

use crate::world::{Listener, envelope};

const OPEN: &str = "SELECT count(*) FROM kernel.inbox WHERE state <> 'done'";

fn hours(n: i64) -> chrono::Duration {
    chrono::Duration::hours(n)
}

#[tokio::test]
async fn a_redelivered_event_is_handled_once() {
    let listener = Listener::new().await;
    let (shop, org) = (Uuid::now_v7(), OrgId::new());
    let batch: Vec<Envelope> = (0..3).map(|n| envelope(Some(org), shop, n)).collect();
    listener.inbox.receive(batch.clone()).await.unwrap();
    listener.inbox.receive(batch.clone()).await.unwrap();
    let (one, two) = tokio::join!(listener.inbox.receive(batch.clone()), listener.inbox.receive(batch));
    one.unwrap();
    two.unwrap();
    assert_eq!(listener.heard().await, [0, 1, 2]);
}

#[tokio::test]
async fn an_event_delivered_twice_at_once_is_handled_once() {
    let listener = Listener::new().await;
    let batch = vec![envelope(None, Uuid::now_v7(), 1)];
    let (one, two) = tokio::join!(listener.inbox.receive(batch.clone()), listener.inbox.receive(batch));
    one.unwrap();
    two.unwrap();
    assert_eq!(listener.heard().await, [1]);
}

/// Another handler of the same events, that only counts.
struct Counter;

#[async_trait::async_trait]
impl Handler for Counter {
    fn name(&self) -> &'static str {
        "counter"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["shops.*"]
    }

    async fn handle(&self, tx: &mut Tx, _: &Envelope) -> plaza_core::Result<()> {
        let counted = sqlx::query("UPDATE counted SET n = n + 1").execute(&mut **tx).await;
        counted.map(drop).map_err(|error| plaza_db::Error::from(error).into())
    }
}

#[tokio::test]
async fn every_handler_has_its_own_memory() {
    let listener = Listener::new().await;
    listener.base.execute("CREATE TABLE counted (n bigint); INSERT INTO counted VALUES (0)").await;
    let inbox = Inbox::new(listener.base.db.clone(), vec![Arc::new(listener.ledger.clone()), Arc::new(Counter)]);
    let event = envelope(None, Uuid::now_v7(), 1);
    listener.refuse(&[1]);
    inbox.receive(vec![event.clone()]).await.unwrap();
    listener.refuse(&[]);
    inbox.receive(vec![event]).await.unwrap();
    assert_eq!(listener.base.count("SELECT n FROM counted").await, 1, "one handler's failure is not another's");
    listener.base.clock.advance(hours(1));
    assert_eq!(inbox.retry_due().await.unwrap(), 1);
    assert_eq!(listener.heard().await, [1]);
    assert_eq!(listener.base.count("SELECT n FROM counted").await, 1);
}

#[tokio::test]
async fn a_failing_event_backs_off_and_its_key_waits_behind_it() {
    let listener = Listener::new().await;
    let (bad, good) = (Uuid::now_v7(), Uuid::now_v7());
    listener.refuse(&[2]);
    let batch = vec![
        envelope(None, bad, 1),
        envelope(None, good, 10),
        envelope(None, bad, 2),
        envelope(None, bad, 3),
        envelope(None, good, 11),
    ];
    listener.inbox.receive(batch).await.unwrap();
    assert_eq!(listener.heard_of(good).await, [10, 11], "neighbours go on");
    assert_eq!(listener.heard_of(bad).await, [1]);
    // A later delivery of the same key waits too; others go on.
    listener.inbox.receive(vec![envelope(None, bad, 4), envelope(None, good, 12)]).await.unwrap();
    assert_eq!(listener.heard_of(good).await, [10, 11, 12]);
    assert_eq!(listener.base.count(OPEN).await, 3);

    // Not before its time.
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 0);
    let asked = listener.ledger.asked.load(Ordering::SeqCst);
    listener.base.clock.advance(chrono::Duration::seconds(2));
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 0);
    assert_eq!(listener.ledger.asked.load(Ordering::SeqCst), asked + 1, "only the first of its key is tried");

    listener.refuse(&[]);
    listener.base.clock.advance(hours(1));
    while listener.inbox.retry_due().await.unwrap() > 0 {}
    assert_eq!(listener.heard_of(bad).await, [1, 2, 3, 4]);
    assert_eq!(listener.base.count(OPEN).await, 0);
}

#[tokio::test]
async fn the_back_off_grows() {
    let listener = Listener::new().await;
    listener.refuse(&[1]);
    listener.inbox.receive(vec![envelope(None, Uuid::now_v7(), 1)]).await.unwrap();
    let mut waits = Vec::new();
    for _ in 0..4 {
        let seconds = "SELECT extract(epoch FROM next_at)::bigint FROM kernel.inbox";
        let wait = listener.base.count(seconds).await - listener.base.clock.now().timestamp();
        waits.push(wait);
        listener.base.clock.advance(chrono::Duration::seconds(wait));
        listener.inbox.retry_due().await.unwrap();
    }
    assert_eq!(waits, [2, 4, 8, 16]);
}

#[tokio::test]
async fn a_redelivery_does_not_reset_what_waits() {
    let listener = Listener::new().await;
    listener.refuse(&[1]);
    let event = envelope(None, Uuid::now_v7(), 1);
    listener.inbox.receive(vec![event.clone()]).await.unwrap();
    let next = "SELECT extract(epoch FROM next_at)::bigint * 100 + attempts FROM kernel.inbox";
    let before = listener.base.count(next).await;
    listener.inbox.receive(vec![event]).await.unwrap();
    assert_eq!(listener.base.count(next).await, before);
}

#[tokio::test]
async fn a_handled_event_that_comes_again_behind_a_waiting_one_is_not_handled_again() {
    let listener = Listener::new().await;
    let shop = Uuid::now_v7();
    let (first, second) = (envelope(None, shop, 1), envelope(None, shop, 2));
    listener.refuse(&[2]);
    listener.inbox.receive(vec![first.clone(), second]).await.unwrap();
    listener.inbox.receive(vec![first]).await.unwrap();
    listener.refuse(&[]);
    listener.base.clock.advance(hours(1));
    while listener.inbox.retry_due().await.unwrap() > 0 {}
    assert_eq!(listener.heard().await, [1, 2]);
}

#[tokio::test]
async fn after_so_many_attempts_it_rests_and_its_key_goes_on() {
    let listener = Listener::new().await;
    let shop = Uuid::now_v7();
    listener.refuse(&[1]);
    listener.inbox.receive(vec![envelope(None, shop, 1), envelope(None, shop, 2)]).await.unwrap();
    for _ in 0..ATTEMPTS * 2 {
        listener.base.clock.advance(hours(1));
        listener.inbox.retry_due().await.unwrap();
    }
    assert_eq!(
        listener.base.count("SELECT attempts::bigint FROM kernel.inbox WHERE state = 'dead'").await,
        i64::from(ATTEMPTS)
    );
    assert_eq!(listener.heard().await, [2]);
    assert_eq!(
        listener.ledger.asked.load(Ordering::SeqCst),
        ATTEMPTS as u32 + 2,
        "tried ten times, once more with its batch"
    );
}

#[tokio::test]
async fn a_handler_that_panics_stops_only_its_own_event() {
    let listener = Listener::new().await;
    *listener.ledger.panics.lock().unwrap() = vec![2];
    let batch = (1..=3).map(|n| envelope(None, Uuid::now_v7(), n)).collect();
    listener.inbox.receive(batch).await.unwrap();
    assert_eq!(listener.heard().await, [1, 3]);
    listener.base.clock.advance(hours(1));
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 0);
    assert_eq!(listener.base.count("SELECT attempts::bigint FROM kernel.inbox WHERE state = 'waiting'").await, 2);
    listener.ledger.panics.lock().unwrap().clear();
    listener.base.clock.advance(hours(1));
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 1);
    assert_eq!(listener.heard().await, [1, 3, 2]);
}

#[tokio::test]
async fn what_cannot_be_read_as_the_event_rests_too() {
    let listener = Listener::new().await;
    let mut event = envelope(None, Uuid::now_v7(), 1);
    event.data = serde_json::json!({"shop": 5});
    listener.inbox.receive(vec![event]).await.unwrap();
    let error: String =
        sqlx::query_scalar("SELECT last_error FROM kernel.inbox").fetch_one(listener.base.db.pool()).await.unwrap();
    assert!(error.contains("event.unreadable"), "{error}");
}

#[tokio::test]
async fn letters_of_a_handler_that_is_gone_do_not_starve_the_others() {
    let listener = Listener::new().await;
    listener
        .base
        .execute(
            "INSERT INTO kernel.inbox (handler, event_id, key, state, envelope, next_at, seen_at)
             SELECT 'gone', gen_random_uuid(), gen_random_uuid(), 'waiting', '{\"specversion\": \"1.0\", \"id\": \"00000000-0000-0000-0000-000000000000\",
                 \"source\": \"x\", \"type\": \"x\", \"subject\": \"00000000-0000-0000-0000-000000000000\", \"time\": \"2020-01-01T00:00:00Z\",
                 \"datacontenttype\": \"x\", \"correlationid\": \"00000000-0000-0000-0000-000000000000\", \"actor\": \"x\", \"version\": 1, \"data\": {}}',
                 '2020-01-01', '2020-01-01' FROM generate_series(1, 150)",
        )
        .await;
    listener.refuse(&[1]);
    listener.inbox.receive(vec![envelope(None, Uuid::now_v7(), 1)]).await.unwrap();
    listener.refuse(&[]);
    listener.base.clock.advance(hours(1));
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 1);
    assert_eq!(listener.heard().await, [1]);
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_acknowledged() {
    let listener = Listener::new().await;
    listener.base.execute("ALTER TABLE kernel.inbox RENAME TO elsewhere").await;
    assert!(listener.inbox.receive(vec![envelope(None, Uuid::now_v7(), 1)]).await.is_err());
    assert!(listener.inbox.retry_due().await.is_err());
    listener.base.execute("ALTER TABLE kernel.elsewhere RENAME TO inbox").await;
    assert_eq!(listener.heard().await, [] as [i32; 0]);
}

#[tokio::test]
async fn waiting_events_are_tried_by_the_running_service() {
    let listener = Listener::new().await;
    listener.refuse(&[1]);
    listener.inbox.receive(vec![envelope(None, Uuid::now_v7(), 1)]).await.unwrap();
    listener.refuse(&[]);
    listener.base.clock.advance(hours(1));
    let tasks = Tasks::default();
    listener.inbox.start(&tasks);
    while listener.heard().await.is_empty() {
        tokio::task::yield_now().await;
    }
    tasks.stop(Duration::from_secs(5)).await;
    assert_eq!(listener.heard().await, [1]);
}
