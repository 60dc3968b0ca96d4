//! The crash bar: under load plaza or its PostgreSQL is killed at random moments; afterwards
//! nothing that was acknowledged is lost, nothing overlaps, the books balance, every saga has
//! ended and every mail has arrived.

mod load;
mod verdict;

use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::{join, join_all};
use plaza_journeys::{Deployment, Options, Person, Shape, Venue, kill_postmaster, moment, until_within};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use load::{Place, Worker};

/// Rounds of the normal suite; `cargo xtask crash --rounds 50` asks for more.
const ROUNDS: u32 = 3;

/// People who book at once.
const WORKERS: usize = 12;

/// How long plaza may take to work again.
const BACK_WITHIN: std::time::Duration = std::time::Duration::from_secs(90);

/// What was done to the platform.
#[derive(Debug, Default)]
struct Kills {
    plaza: u32,
    postgres: u32,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost() {
    let rounds = std::env::var("PLAZA_TEST_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let seed: u64 =
        std::env::var("PLAZA_TEST_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(rand::random);
    eprintln!("crash: {rounds} rounds, PLAZA_TEST_SEED={seed}");
    // Longer than any run: nobody signs in again on the way.
    let variables = vec![
        ("PLAZA_IDENTITY_ACCESS_MINUTES".to_owned(), "240".to_owned()),
        ("PLAZA_CONNECTIONS".to_owned(), "12".to_owned()),
    ];
    let mut deployment = Deployment::with(Shape::One, Options { variables, private_postgres: true }).await;
    let venue = Venue::open(&deployment).await;
    let place = Place::open(&venue).await;
    let mut workers = Vec::new();
    for n in 0..WORKERS {
        let person = Person::register_verified(&deployment, &venue.visitor, &format!("Booker {n}")).await;
        workers.push(Worker::new(person, &place, StdRng::seed_from_u64(seed.wrapping_add(n as u64))));
    }
    let over = AtomicBool::new(false);
    let mut dice = StdRng::seed_from_u64(!seed);
    let load = join_all(workers.iter_mut().map(|worker| worker.work(&over)));
    let chaos = async {
        let kills = chaos(&mut deployment, rounds, &mut dice).await;
        over.store(true, Ordering::SeqCst);
        kills
    };
    let (_, kills) = join(load, chaos).await;
    let done: Vec<_> = workers.into_iter().map(|worker| worker.done).collect();
    verdict::all_is_well(&deployment, &venue, done, rounds, &kills).await;
}

async fn chaos(deployment: &mut Deployment, rounds: u32, dice: &mut StdRng) -> Kills {
    let mut kills = Kills::default();
    for _ in 0..rounds {
        moment(300..2_500, dice.next_u64()).await;
        if dice.next_u64().is_multiple_of(2) {
            deployment.kill("bookings");
            kills.plaza += 1;
            moment(0..300, dice.next_u64()).await;
            deployment.restart("bookings").await;
        } else if kill_postmaster(&deployment.data_dir()) {
            kills.postgres += 1;
            if dice.next_u64().is_multiple_of(4) {
                // Both at once: the next start meets a server that recovers.
                deployment.kill("bookings");
                kills.plaza += 1;
                deployment.restart("bookings").await;
            }
        }
        works_again(deployment).await;
    }
    kills
}

/// Waits until plaza answers from its database again.
async fn works_again(deployment: &mut Deployment) {
    let api = deployment.api();
    until_within(BACK_WITHIN, "plaza to work again", async || {
        assert!(deployment.runs("bookings"), "plaza ended by itself");
        let health = api.send(hyper::Method::GET, "/health", None).await.ok()?;
        (health.status == 200).then_some(())
    })
    .await;
}
