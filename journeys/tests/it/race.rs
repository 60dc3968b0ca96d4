//! One slot, a thousand takers, two processes.

use std::collections::BTreeMap;

use futures::future::join_all;
use plaza_journeys::{Deployment, Options, Shape, Venue, booking};
use serde_json::Value;

/// Requests at once, shared between the two gateways.
const TAKERS: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_a_thousand_takes_the_slot() {
    let variables = vec![
        ("PLAZA_CONNECTIONS".to_owned(), "16".to_owned()),
        ("PLAZA_GATEWAY_TIMEOUT_SECONDS".to_owned(), "60".to_owned()),
    ];
    let deployment = Deployment::with(Shape::Twins, Options { variables, ..Options::default() }).await;
    let venue = Venue::open(&deployment).await;
    let doors: Vec<_> = deployment.gateways().iter().map(|address| venue.member.api.moved_to(address)).collect();
    assert_eq!(doors.len(), 2);
    // Both processes know the resource and the organisation's settings beforehand, as in operation.
    for door in &doors {
        door.post("/bookings/quote", booking(&venue.free, 30)).await.expect(200);
    }
    let takers = (0..TAKERS).map(|n| doors[n % doors.len()].post("/bookings", booking(&venue.free, 30)));
    let answers = join_all(takers).await;

    let mut outcomes: BTreeMap<(u16, String), usize> = BTreeMap::new();
    for answer in &answers {
        *outcomes.entry((answer.status, answer.code().to_owned())).or_default() += 1;
        if answer.status == 409 {
            let offered = answer.body["alternatives"].as_array().map_or(0, Vec::len);
            assert!((1..=3).contains(&offered), "{}", answer.text());
        }
    }
    let expected = BTreeMap::from([((201, String::new()), 1), ((409, "bookings.slot_taken".to_owned()), TAKERS - 1)]);
    assert_eq!(outcomes, expected);
    assert_eq!(overlaps(&deployment).await, 0);
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

/// Pairs of bookings that stand and overlap on one unit, found without the claims and their constraint.
pub async fn overlaps(deployment: &Deployment) -> i64 {
    let sql = "SELECT count(*) FROM bookings a JOIN bookings b ON a.unit_id = b.unit_id AND a.id < b.id
               AND a.claimed && b.claimed WHERE a.state IN ('held', 'pending', 'confirmed', 'completed', 'no_show')
               AND b.state IN ('held', 'pending', 'confirmed', 'completed', 'no_show')";
    sqlx::query_scalar(sql).fetch_one(&deployment.sql("bookings")).await.unwrap()
}
