//! The relay: what it tells, to whom, under a lease, and what it does when nobody listens.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use plaza_core::{Cx, OrgId};
use plaza_events::{Relay, Subscriber};
use plaza_tasks::Tasks;
use plaza_testkit::people::member;
use uuid::Uuid;

use crate::world::{Closed, Gate, Sold, World, publish};

const FAILURES: &str = "SELECT failures::bigint FROM kernel.subscriptions";

#[tokio::test]
async fn a_listener_hears_in_order_with_who_where_and_why() {
    let world = World::new().await;
    let relay = world.relay(&world.base.db, &["shops.shop.sold.v1"]);
    let (shop, ana) = (Uuid::now_v7(), member(OrgId::new()));
    for n in 1..=3 {
        publish(&world.base.db, &ana, &Sold { shop, n }).await;
    }
    assert_eq!(world.drain(&relay).await, 3);
    assert_eq!(world.drain(&relay).await, 0);
    assert_eq!(world.listener.heard().await, [1, 2, 3]);
    let rows: Vec<(Uuid, String, Uuid)> = sqlx::query_as("SELECT org, actor, correlation FROM heard")
        .fetch_all(world.listener.base.db.pool())
        .await
        .unwrap();
    let org = ana.org.unwrap().uuid();
    assert!(rows.iter().all(|row| *row == (org, "service:ledgers".to_owned(), ana.correlation)), "{rows:?}");
}

#[tokio::test]
async fn a_listener_is_told_only_what_it_listens_to() {
    let world = World::new().await;
    let shop = Uuid::now_v7();
    publish(&world.base.db, &Cx::anonymous(), &Closed { shop }).await;
    world.sell(shop, 1).await;
    let relay = world.relay(&world.base.db, &["shops.shop.opened.v1"]);
    assert_eq!(world.drain(&relay).await, 2, "scanned, and passed over");
    assert_eq!(world.listener.ledger.asked.load(Ordering::SeqCst), 0);
    assert_eq!(world.listener.base.count("SELECT count(*) FROM kernel.inbox").await, 0);
}

#[tokio::test]
async fn more_than_one_batch_arrives_whole_and_in_order() {
    let world = World::new().await;
    let mut tx = world.base.db.begin(&Cx::anonymous()).await.unwrap();
    let shop = Uuid::now_v7();
    (0..450).for_each(|n| tx.emit(&Sold { shop, n }));
    tx.commit().await.unwrap();
    assert_eq!(world.drain(&world.relay(&world.base.db, &["*"])).await, 450);
    assert_eq!(world.listener.heard().await, (0..450).collect::<Vec<_>>());
}

/// Places are numbers: who comes late, or was away, reads across 9 and 10, 99 and 100 as across any others.
#[tokio::test]
async fn batches_end_at_numbers_and_not_at_texts() {
    let world = World::new().await;
    let mut tx = world.base.db.begin(&Cx::anonymous()).await.unwrap();
    let shop = Uuid::now_v7();
    (0..500).for_each(|n| tx.emit(&Sold { shop, n }));
    tx.commit().await.unwrap();
    world
        .base
        .execute(
            "UPDATE kernel.domain_events
             SET txid = (ARRAY['8', '9', '10', '99', '100'])[1 + (event_data ->> 'n')::int / 100]::xid8",
        )
        .await;
    assert_eq!(world.drain(&world.relay(&world.base.db, &["*"])).await, 500);
    assert_eq!(world.listener.heard().await, (0..500).collect::<Vec<_>>());
}

#[tokio::test]
async fn two_relays_at_once_tell_each_event_and_it_is_handled_once() {
    let world = World::new().await;
    let shop = Uuid::now_v7();
    for n in 0..20 {
        world.sell(shop, n).await;
    }
    world.base.readable().await;
    let (a, b) = (world.base.another_process(), world.base.another_process());
    let (one, two) = (world.relay(&a, &["*"]), world.relay(&b, &["*"]));
    let (one, two) = tokio::join!(one.drain(), two.drain());
    one.unwrap();
    two.unwrap();
    assert_eq!(world.listener.heard().await, (0..20).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_late_relay_does_not_move_the_position_back() {
    let world = World::new().await;
    let shop = Uuid::now_v7();
    world.sell(shop, 1).await;
    world.base.readable().await;
    let gate = Arc::new(Gate::default());
    *world.slow.lock().unwrap() = Some(gate.clone());
    let other = world.base.another_process();
    let (late, quick) = (world.relay(&world.base.db, &["*"]), world.relay(&other, &["*"]));
    let position = "SELECT cursor_seq + 1000 * lease FROM kernel.subscriptions";
    let meanwhile = async {
        gate.entered.notified().await;
        world.sell(shop, 2).await;
        assert_eq!(world.drain(&quick).await, 0, "the lease still holds");
        world.base.clock.advance(chrono::Duration::seconds(30));
        assert_eq!(world.drain(&quick).await, 2);
        let moved = world.base.count(position).await;
        // The late one has its answer now, and somebody else has the lease.
        world.base.execute("UPDATE kernel.subscriptions SET leased_until = 'infinity'").await;
        gate.go.notify_one();
        moved
    };
    let (told, moved) = tokio::join!(late.drain(), meanwhile);
    told.unwrap();
    assert_eq!(world.base.count(position).await, moved);
    assert_eq!(world.listener.heard().await, [1, 2]);
}

#[tokio::test]
async fn a_relay_without_the_lease_tells_nothing_until_it_runs_out() {
    let world = World::new().await;
    let shop = Uuid::now_v7();
    world.sell(shop, 1).await;
    // Somebody else has the lease: nothing is told, and nothing is changed.
    world
        .base
        .execute("INSERT INTO kernel.subscriptions (subscriber, leased_until, lease) VALUES ('ledgers', 'infinity', 7)")
        .await;
    let relay = world.relay(&world.base.db, &["*"]);
    assert_eq!(world.drain(&relay).await, 0);
    assert_eq!(world.listener.heard().await, [] as [i32; 0]);
    // It died: its lease runs out, and what it would have told is told.
    world.base.execute("UPDATE kernel.subscriptions SET leased_until = '2026-03-02 09:00:00+00'").await;
    assert_eq!(world.drain(&relay).await, 1);
    assert_eq!(world.base.count("SELECT lease FROM kernel.subscriptions").await, 8);
}

#[tokio::test]
async fn a_listener_that_is_down_is_told_later_and_misses_nothing() {
    let world = World::new().await;
    let relay = world.relay(&world.base.db, &["*"]);
    let shop = Uuid::now_v7();
    world.sell(shop, 1).await;
    world.cut.store(true, Ordering::SeqCst);
    assert_eq!(world.drain(&relay).await, 0);
    assert_eq!(world.base.count(FAILURES).await, 1);
    // The back-off: not again at once.
    assert_eq!(world.drain(&relay).await, 0);
    assert_eq!(world.base.count(FAILURES).await, 1);
    world.base.clock.advance(chrono::Duration::seconds(1));
    assert_eq!(world.drain(&relay).await, 0);
    assert_eq!(world.base.count(FAILURES).await, 2);
    let error: String = sqlx::query_scalar("SELECT last_error FROM kernel.subscriptions")
        .fetch_one(world.base.db.pool())
        .await
        .unwrap();
    assert!(error.contains("tests.cut"), "{error}");

    world.sell(shop, 2).await;
    world.cut.store(false, Ordering::SeqCst);
    world.base.clock.advance(chrono::Duration::seconds(60));
    assert_eq!(world.drain(&relay).await, 2);
    assert_eq!(world.listener.heard().await, [1, 2]);
    assert_eq!(world.base.count(FAILURES).await, 0);
}

#[tokio::test]
async fn a_slow_or_dead_listener_holds_up_nobody_else() {
    let world = World::new().await;
    world.sell(Uuid::now_v7(), 1).await;
    let subscriber = |name, callee| Subscriber { name, patterns: vec!["*"], pipe: world.board.pipe("shops", callee) };
    let relay =
        Relay::new(world.base.db.clone(), vec![subscriber("absent", "absent"), subscriber("ledgers", "ledgers")]);
    assert_eq!(world.drain(&relay).await, 1);
    assert_eq!(world.listener.heard().await, [1]);
}

#[tokio::test]
async fn a_running_relay_is_woken_by_a_commit_and_finds_what_other_processes_commit() {
    let world = World::new().await;
    let tasks = Tasks::default();
    world.relay(&world.base.db, &["*"]).start(&tasks);
    let shop = Uuid::now_v7();
    world.sell(shop, 1).await;
    until_heard(&world, 1).await;
    publish(&world.base.another_process(), &Cx::anonymous(), &Sold { shop, n: 2 }).await;
    until_heard(&world, 2).await;
    tasks.stop(Duration::from_secs(5)).await;
    assert_eq!(world.listener.heard().await, [1, 2]);
}

/// The test's own limit is nextest's; a relay that tells nothing fails by it.
async fn until_heard(world: &World, n: usize) {
    while world.listener.heard().await.len() < n {
        tokio::task::yield_now().await;
    }
}
