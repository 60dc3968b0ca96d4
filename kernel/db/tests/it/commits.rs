//! Statements, events and nudges: all of them or none.

use futures::FutureExt;
use plaza_core::{Cx, Instant, OrgId};
use plaza_db::Error;
use plaza_testkit::KernelDatabase;
use plaza_testkit::people::member;
use serde_json::Value;
use uuid::Uuid;

use crate::facts::{Opened, Unspeakable};

const EVENTS: &str = "SELECT count(*) FROM kernel.domain_events";

#[tokio::test]
async fn a_transaction_that_does_not_commit_leaves_nothing() {
    let base = KernelDatabase::of("doors").await;
    base.execute("CREATE TABLE door (id uuid PRIMARY KEY)").await;
    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    sqlx::query("INSERT INTO door VALUES ($1)").bind(Uuid::now_v7()).execute(&mut *tx).await.unwrap();
    tx.emit(&Opened::of(1));
    tx.wake_jobs();
    drop(tx);
    assert_eq!(base.count("SELECT count(*) FROM door").await, 0);
    assert_eq!(base.count(EVENTS).await, 0);
    assert!(base.db.wake().events.notified().now_or_never().is_none());
    assert!(base.db.wake().jobs.notified().now_or_never().is_none());
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    org_id: Option<Uuid>,
    aggregate_type: String,
    aggregate_id: Uuid,
    event_type: String,
    event_data: Value,
    version: i32,
    metadata: Value,
    correlation_id: Uuid,
    created_at: Instant,
}

#[tokio::test]
async fn events_keep_their_order_and_say_who_where_and_because_of_what() {
    let base = KernelDatabase::of("doors").await;
    let (here, there) = (OrgId::new(), OrgId::new());
    let (ana, robot) = (member(here), Cx::service("robots", Some(there)));
    let mut tx = base.db.begin(&ana).await.unwrap();
    assert_eq!((tx.org(), tx.actor(), tx.correlation()), (Some(here), ana.actor_label().as_str(), ana.correlation));
    let first = Opened::of(7);
    tx.emit(&first);
    tx.emit_in(None, &Opened::of(8));
    tx.act_as(&robot);
    tx.emit(&Opened::of(9));
    for version in 10..60 {
        tx.emit(&Opened::of(version));
    }
    tx.commit().await.unwrap();

    let rows: Vec<Row> =
        sqlx::query_as("SELECT * FROM kernel.domain_events ORDER BY seq").fetch_all(base.db.pool()).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.version).collect::<Vec<_>>(), (7..60).collect::<Vec<_>>());
    assert_eq!(rows[0].org_id, Some(here.uuid()));
    assert_eq!((rows[0].aggregate_type.as_str(), rows[0].event_type.as_str()), ("door", "doors.door.opened.v1"));
    assert_eq!((rows[0].aggregate_id, &rows[0].event_data["door"]), (first.door, &Value::from(first.door.to_string())));
    assert_eq!((rows[0].correlation_id, rows[0].created_at), (ana.correlation, base.clock.now()));
    assert_eq!(rows[0].metadata["actor"], ana.actor_label());
    assert_eq!((rows[1].org_id, rows[1].correlation_id), (None, ana.correlation));
    assert_eq!((rows[2].org_id, rows[2].correlation_id), (Some(there.uuid()), robot.correlation));
    assert_eq!(rows[2].metadata["actor"], "service:robots");
}

#[tokio::test]
async fn a_commit_nudges_exactly_those_who_have_work() {
    let base = KernelDatabase::of("doors").await;
    let wake = base.db.wake();
    let feed = wake.feeds.notified();
    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    tx.emit(&Opened::of(1));
    tx.commit().await.unwrap();
    assert!(wake.events.notified().now_or_never().is_some());
    assert!(feed.now_or_never().is_some());
    assert!(wake.jobs.notified().now_or_never().is_none());
    assert!(wake.sagas.notified().now_or_never().is_none());

    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    tx.wake_jobs();
    tx.wake_sagas();
    tx.commit().await.unwrap();
    assert!(wake.events.notified().now_or_never().is_none());
    assert!(wake.jobs.notified().now_or_never().is_some());
    assert!(wake.sagas.notified().now_or_never().is_some());
}

#[tokio::test]
async fn an_event_that_cannot_be_written_takes_its_effect_with_it() {
    let base = KernelDatabase::of("doors").await;
    base.execute("CREATE TABLE door (id uuid PRIMARY KEY)").await;
    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    sqlx::query("INSERT INTO door VALUES ($1)").bind(Uuid::now_v7()).execute(&mut *tx).await.unwrap();
    tx.emit(&Opened::of(1));
    tx.emit(&Unspeakable);
    assert!(matches!(tx.commit().await, Err(Error::Unexpected(_))));
    assert_eq!(base.count("SELECT count(*) FROM door").await, 0);
    assert_eq!(base.count(EVENTS).await, 0);
}

#[tokio::test]
async fn a_commit_after_a_failed_statement_is_no_success() {
    let base = KernelDatabase::of("doors").await;
    base.execute("CREATE TABLE door (id int PRIMARY KEY)").await;
    let mut tx = base.db.begin(&Cx::anonymous()).await.unwrap();
    sqlx::query("INSERT INTO door VALUES (1)").execute(&mut *tx).await.unwrap();
    // Somebody forgets to look at the error: PostgreSQL answers the COMMIT with a rollback, and no error.
    assert!(sqlx::query("INSERT INTO door VALUES (1)").execute(&mut *tx).await.is_err());
    assert!(tx.commit().await.is_err());
    assert_eq!(base.count("SELECT count(*) FROM door").await, 0);
}

#[tokio::test]
#[allow(clippy::disallowed_methods)] // the guard works per task
async fn a_task_is_marked_while_its_transaction_is_open() {
    let base = KernelDatabase::of("doors").await;
    let db = base.db.clone();
    let seen = tokio::spawn(async move {
        let tx = db.begin(&Cx::anonymous()).await.unwrap();
        let during = plaza_rpc::transaction::is_open();
        tx.commit().await.unwrap();
        (during, plaza_rpc::transaction::is_open())
    });
    assert_eq!(seen.await.unwrap(), (true, false));
}

#[tokio::test]
async fn two_processes_do_not_share_nudges_but_data() {
    let base = KernelDatabase::of("doors").await;
    let other = base.another_process();
    assert_eq!((other.service(), other.clock().now()), ("doors", base.clock.now()));
    let mut tx = other.begin(&Cx::anonymous()).await.unwrap();
    tx.emit(&Opened::of(1));
    tx.commit().await.unwrap();
    assert!(base.db.wake().events.notified().now_or_never().is_none());
    assert_eq!(base.count(EVENTS).await, 1);
}

/// A request that is given up while its transaction opens must not leave one open on the connection: what ran there
/// next would never be committed.
#[tokio::test]
async fn who_goes_away_while_a_transaction_opens_leaves_none_open() {
    let base = KernelDatabase::of("doors").await;
    for polls in 1..=6 {
        base.count("SELECT 1::bigint").await;
        let cx = Cx::anonymous();
        let mut opening = Box::pin(base.db.begin(&cx));
        for _ in 0..polls {
            if futures::poll!(&mut opening).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    let pool = base.db.pool();
    let all = (0..pool.options().get_max_connections()).map(|_| pool.acquire());
    for mut connection in futures::future::try_join_all(all).await.unwrap() {
        let mut number = async || {
            sqlx::query_scalar::<_, String>("SELECT pg_current_xact_id()::text").fetch_one(&mut *connection).await
        };
        assert_ne!(number().await.unwrap(), number().await.unwrap(), "two statements, one transaction");
    }
}
