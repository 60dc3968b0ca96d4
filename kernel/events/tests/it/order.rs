//! The one thing an outbox may never do: skip a transaction that was still open.

use plaza_core::Cx;
use plaza_db::{Db, Tx};
use plaza_testkit::KernelDatabase;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use uuid::Uuid;

use crate::world::{Sold, World};

/// An open transaction that has its place in the reading order already: it has written.
async fn open(db: &Db) -> Tx {
    let mut tx = db.begin(&Cx::anonymous()).await.unwrap();
    sqlx::query("SELECT pg_current_xact_id()").execute(&mut *tx).await.unwrap();
    tx
}

#[tokio::test]
async fn an_earlier_transaction_that_commits_later_is_not_skipped() {
    let world = World::new().await;
    let (db, shop) = (&world.base.db, Uuid::now_v7());
    let relay = world.relay(db, &["shops.*"]);
    let mut early = open(db).await;
    let mut late = open(db).await;
    early.emit(&Sold { shop, n: 1 });
    late.emit(&Sold { shop, n: 2 });
    late.commit().await.unwrap();
    relay.drain().await.unwrap();
    assert_eq!(world.listener.heard().await, [] as [i32; 0], "the later one waits for the earlier one");
    early.commit().await.unwrap();
    world.drain(&relay).await;
    assert_eq!(world.listener.heard().await, [2, 1], "as they were committed");
}

#[tokio::test]
async fn an_earlier_transaction_that_gives_up_holds_up_nobody_for_ever() {
    let world = World::new().await;
    let (db, shop) = (&world.base.db, Uuid::now_v7());
    let relay = world.relay(db, &["shops.*"]);
    let mut early = open(db).await;
    early.emit(&Sold { shop, n: 1 });
    world.sell(shop, 2).await;
    drop(early);
    // The rollback is sent with the connection's next use; another one sees it once that has happened.
    while world
        .base
        .count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL")
        .await
        > 0
    {
        tokio::task::yield_now().await;
    }
    world.drain(&relay).await;
    assert_eq!(world.listener.heard().await, [2]);
}

#[tokio::test]
async fn what_happened_to_one_aggregate_arrives_in_the_order_it_happened() {
    let world = World::new().await;
    let (db, shop) = (&world.base.db, Uuid::now_v7());
    world.base.execute("CREATE TABLE shop (n int); INSERT INTO shop VALUES (0)").await;
    // The second to change the shop began, and wrote something else, before the first.
    let mut second = open(db).await;
    let mut first = open(db).await;
    for (tx, n) in [(&mut first, 1), (&mut second, 2)] {
        tx.emit(&Sold { shop, n });
    }
    sqlx::query("UPDATE shop SET n = 1").execute(&mut *first).await.unwrap();
    first.commit().await.unwrap();
    sqlx::query("UPDATE shop SET n = 2").execute(&mut *second).await.unwrap();
    second.commit().await.unwrap();
    world.drain(&world.relay(db, &["shops.*"])).await;
    assert_eq!(world.listener.heard().await, [1, 2]);
}

/// The second began before the first, and somebody else between the two: reading must wait for both or tell them in order.
#[tokio::test]
async fn what_a_third_transaction_stands_between_is_told_in_order() {
    let world = World::new().await;
    let (db, shop) = (&world.base.db, Uuid::now_v7());
    let relay = world.relay(db, &["shops.*"]);
    let mut second = open(db).await;
    let between = open(db).await;
    let mut first = open(db).await;
    first.emit(&Sold { shop, n: 1 });
    first.commit().await.unwrap();
    second.emit(&Sold { shop, n: 2 });
    second.commit().await.unwrap();
    relay.drain().await.unwrap();
    assert_eq!(world.listener.heard().await, [] as [i32; 0], "the second is not told before the first");
    between.commit().await.unwrap();
    world.drain(&relay).await;
    assert_eq!(world.listener.heard().await, [1, 2]);
}

/// Any interleaving of several connections' begins, writes, commits and rollbacks, with reads
/// in between. A shop is one transaction's until it ends, as a locked row is.
#[tokio::test]
async fn nothing_is_skipped_in_any_interleaving() {
    let world = World::new().await;
    for seed in 0..8 {
        interleave(&world, seed).await;
    }
}

async fn interleave(world: &World, seed: u64) {
    let mut dice = StdRng::seed_from_u64(seed);
    world.listener.base.execute("TRUNCATE heard").await;
    let processes = [world.base.another_process(), world.base.another_process()];
    let relays = [world.relay(&processes[0], &["shops.*"]), world.relay(&processes[1], &["shops.*"])];
    let shops: Vec<Uuid> = (0..6).map(|_| Uuid::now_v7()).collect();
    let mut running: Vec<(Tx, Vec<Sold>)> = Vec::new();
    let (mut committed, mut n) = (Vec::<Sold>::new(), 0);
    for _ in 0..150 {
        match dice.random_range(0..10) {
            0..3 if running.len() < 5 => running.push((open(&processes[dice.random_range(0..2)]).await, Vec::new())),
            3..6 if !running.is_empty() => {
                let (at, shop) = (dice.random_range(0..running.len()), shops[dice.random_range(0..6)]);
                let taken = |(other, (_, sold)): (usize, &(Tx, Vec<Sold>))| {
                    other != at && sold.iter().any(|sale| sale.shop == shop)
                };
                if !running.iter().enumerate().any(taken) {
                    n += 1;
                    let sale = Sold { shop, n };
                    running[at].0.emit(&sale);
                    running[at].1.push(sale);
                }
            }
            6..8 if !running.is_empty() => {
                let (tx, sold) = running.swap_remove(dice.random_range(0..running.len()));
                tx.commit().await.unwrap();
                committed.extend(sold);
            }
            8 if !running.is_empty() => drop(running.swap_remove(dice.random_range(0..running.len()))),
            _ => {
                relays[dice.random_range(0..2)].drain().await.unwrap();
            }
        }
    }
    running.clear();
    settle(&world.base, &processes).await;
    world.drain(&relays[0]).await;
    assert!(committed.len() > 10, "seed {seed} does something");
    for shop in shops {
        // Numbers grow, and a shop's sales follow each other: committed order is the order of numbers.
        let wanted: Vec<i32> = committed.iter().filter(|sale| sale.shop == shop).map(|sale| sale.n).collect();
        assert_eq!(world.listener.heard_of(shop).await, wanted, "seed {seed}");
    }
}

/// Lets the rollbacks of dropped transactions reach the server.
async fn settle(base: &KernelDatabase, processes: &[Db]) {
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL";
    while base.count(open).await > 0 {
        for process in processes {
            process.ping().await.unwrap();
        }
        tokio::task::yield_now().await;
    }
}
