//! The queue: in the transaction or not at all, at least once, tried again, laid to rest.

use std::time::Duration;

use plaza_jobs::{ATTEMPTS, Queue, enqueue, enqueue_at, enqueue_once};
use plaza_tasks::Tasks;

use crate::world::{World, add_to};

#[tokio::test]
async fn a_job_is_there_with_its_transaction_or_not_at_all() {
    let world = World::new().await;
    let mut tx = world.begin().await;
    enqueue(&mut tx, "count", &1).await.unwrap();
    assert_eq!(world.queue.run_due().await.unwrap(), 0, "not committed yet");
    drop(tx);
    world.add(2).await;
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert_eq!(world.ran(), [2]);
    assert_eq!(world.left().await, 0);
}

#[tokio::test]
async fn a_job_runs_for_the_service_in_the_organisation_it_was_wanted_in() {
    let world = World::new().await;
    world.add(1).await;
    world.queue.run_due().await.unwrap();
    let ran = world.worker.ran.lock().unwrap();
    let cx = &ran[0].1;
    assert_eq!(
        (cx.org, cx.correlation, cx.actor_label().as_str()),
        (world.cx.org, world.cx.correlation, "service:jobs")
    );
}

#[tokio::test]
async fn a_job_waits_for_its_time() {
    let world = World::new().await;
    let mut tx = world.begin().await;
    let at = tx.now() + chrono::Duration::minutes(5);
    enqueue_at(&mut tx, "count", &1, at).await.unwrap();
    tx.commit().await.unwrap();
    world.advance(299);
    assert_eq!(world.queue.run_due().await.unwrap(), 0);
    world.advance(1);
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
}

async fn once(world: &World, n: i64) {
    let mut tx = world.begin().await;
    let now = tx.now();
    enqueue_once(&mut tx, "count", &n, now, "the same").await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn while_one_is_to_run_another_with_the_same_text_is_not_added() {
    let world = World::new().await;
    once(&world, 1).await;
    once(&world, 2).await;
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert_eq!(world.ran(), [1]);
    once(&world, 3).await;
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert_eq!(world.ran(), [1, 3]);
}

#[tokio::test]
async fn what_is_wanted_once_while_it_runs_runs_once_more() {
    let world = World::new().await;
    once(&world, 1).await;
    *world.worker.gate.lock().unwrap() = Some(1);
    let meanwhile = async {
        world.worker.entered.notified().await;
        // It has read what it works on by now; this change it has not seen.
        once(&world, 1).await;
        once(&world, 1).await;
        world.worker.go.notify_one();
    };
    let (ran, ()) = tokio::join!(world.queue.run_due(), meanwhile);
    assert_eq!(ran.unwrap(), 1);
    assert_eq!(world.queue.run_due().await.unwrap(), 1, "at once: nobody waits for a lease that nobody holds");
    assert_eq!(world.queue.run_due().await.unwrap(), 0);
    assert_eq!(world.ran(), [1, 1]);
    assert_eq!(world.left().await, 0);
}

#[tokio::test]
async fn what_is_wanted_once_more_while_it_fails_runs_at_once_too() {
    let world = World::new().await;
    once(&world, 1).await;
    world.refuse(&[1]);
    *world.worker.gate.lock().unwrap() = Some(1);
    let meanwhile = async {
        world.worker.entered.notified().await;
        once(&world, 2).await;
        world.worker.go.notify_one();
    };
    let (ran, ()) = tokio::join!(world.queue.run_due(), meanwhile);
    assert_eq!(ran.unwrap(), 1);
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert_eq!((world.ran(), world.left().await), (vec![1, 2], 0));
}

#[tokio::test]
async fn a_dead_job_does_not_keep_another_from_being_added() {
    let world = World::new().await;
    world.refuse(&[1]);
    once(&world, 1).await;
    for _ in 0..ATTEMPTS {
        world.queue.run_due().await.unwrap();
        world.advance(10_000);
    }
    assert_eq!(world.base.count("SELECT count(*) FROM kernel.jobs WHERE state = 'dead'").await, 1);
    world.worker.ran.lock().unwrap().clear();
    once(&world, 2).await;
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert_eq!(world.ran(), [2]);
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_with_back_off_until_it_rests() {
    let world = World::new().await;
    world.refuse(&[1]);
    world.add(1).await;
    let mut waits = Vec::new();
    for attempt in 1..=ATTEMPTS {
        assert_eq!(world.queue.run_due().await.unwrap(), 1, "attempt {attempt}");
        assert_eq!(world.queue.run_due().await.unwrap(), 0, "not again at once");
        let run_at = "SELECT extract(epoch FROM run_at)::bigint FROM kernel.jobs";
        let wait = world.base.count(run_at).await - world.base.clock.now().timestamp();
        waits.push(wait);
        world.advance(wait);
    }
    assert_eq!(waits[..4], [2, 4, 8, 16]);
    assert_eq!(waits[ATTEMPTS as usize - 1], 4096);
    world.advance(1_000_000);
    assert_eq!(world.queue.run_due().await.unwrap(), 0, "dead");
    assert_eq!(world.base.count("SELECT count(*) FROM kernel.jobs WHERE state = 'dead'").await, 1);
}

#[tokio::test]
async fn a_job_that_panics_fails_and_its_neighbours_end() {
    let world = World::new().await;
    *world.worker.panics.lock().unwrap() = vec![2];
    for n in 1..=3 {
        world.add(n).await;
    }
    assert_eq!(world.queue.run_due().await.unwrap(), 3);
    assert_eq!(world.left().await, 1);
    assert_eq!(world.base.count("SELECT attempts::bigint FROM kernel.jobs WHERE last_error LIKE 'internal%'").await, 1);
    world.worker.panics.lock().unwrap().clear();
    world.advance(2);
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert_eq!(world.left().await, 0);
}

#[tokio::test]
async fn a_lease_that_runs_out_is_taken_over_and_the_late_worker_changes_nothing() {
    for late_fails in [false, true] {
        let world = World::new().await;
        world.add(1).await;
        *world.worker.gate.lock().unwrap() = Some(1);
        let other = world.another_queue();
        let meanwhile = async {
            world.worker.entered.notified().await;
            assert_eq!(other.run_due().await.unwrap(), 0, "the lease still holds");
            world.advance(120);
            world.refuse(&[1]);
            // The other worker fails, so that the job stays: the late one may not delete it nor count.
            assert_eq!(other.run_due().await.unwrap(), 1);
            world.refuse(if late_fails { &[1] } else { &[] });
            world.worker.go.notify_one();
        };
        let (ran, ()) = tokio::join!(world.queue.run_due(), meanwhile);
        ran.unwrap();
        assert_eq!(world.base.count("SELECT attempts::bigint FROM kernel.jobs").await, 2);
        let run_at = "SELECT extract(epoch FROM run_at)::bigint FROM kernel.jobs";
        let wait = world.base.count(run_at).await - world.base.clock.now().timestamp();
        assert_eq!(wait, 4, "the second attempt's back-off, not the late first one's");
        world.refuse(&[]);
        world.advance(4);
        assert_eq!(world.queue.run_due().await.unwrap(), 1);
        assert_eq!((world.ran(), world.left().await), (vec![1, 1, 1], 0));
    }
}

#[tokio::test]
async fn two_workers_share_the_work() {
    let world = World::new().await;
    for n in 0..50 {
        world.add(n).await;
    }
    let until_quiet = async |queue: &Queue| while queue.run_due().await.unwrap() > 0 {};
    let other = world.another_queue();
    tokio::join!(until_quiet(&world.queue), until_quiet(&other));
    let mut ran = world.ran();
    ran.sort_unstable();
    assert_eq!(ran, (0..50).collect::<Vec<_>>());
}

#[tokio::test]
async fn jobs_nobody_knows_wait() {
    let world = World::new().await;
    let mut tx = world.begin().await;
    enqueue(&mut tx, "unknown", &1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.queue.run_due().await.unwrap(), 0);
    assert_eq!(world.left().await, 1);
}

#[tokio::test]
async fn a_running_worker_is_woken_by_a_commit_and_finds_what_other_processes_commit() {
    let world = World::new().await;
    let tasks = Tasks::default();
    world.queue.start(&tasks);
    world.add(1).await;
    while world.left().await > 0 {
        tokio::task::yield_now().await;
    }
    add_to(&world.base.another_process(), &world.cx, 2).await;
    while world.left().await > 0 {
        tokio::task::yield_now().await;
    }
    tasks.stop(Duration::from_secs(5)).await;
    assert_eq!(world.ran(), [1, 2]);
}
