use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde_json::json;
use tokio::task::JoinSet;

use crate::fill::FIRST_FREE_DAY;
use crate::http::Http;
use crate::load::{Load, Seen, sum};
use crate::server::Server;
use crate::world::{RESOURCES, World};

/// Slots already given out, over the whole run.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Books free slots as a client of the API does: a token, an idempotency key, a JSON body.
pub(crate) async fn run(server: &Server, world: &World, clients: usize, seconds: u64) -> anyhow::Result<Load> {
    let ids: Arc<Vec<String>> = Arc::new(world.resources.iter().map(|(id, _)| id.clone()).collect());
    let first = crate::fill::origin() + chrono::Duration::days(FIRST_FREE_DAY);
    let (started, mut set) = (Instant::now(), JoinSet::new());
    for _ in 0..clients {
        let (address, token, ids) = (server.address.clone(), world.token.clone(), ids.clone());
        set.spawn(async move { client(&address, &token, &ids, first, started + Duration::from_secs(seconds)).await });
    }
    let mut seen = Vec::new();
    while let Some(one) = set.join_next().await {
        seen.push(one??);
    }
    Ok(sum(seen, started))
}

async fn client(
    address: &str,
    token: &str,
    ids: &[String],
    first: DateTime<Utc>,
    until: Instant,
) -> anyhow::Result<Seen> {
    let mut http = Http::connect(address).await?;
    let mut seen = Seen::default();
    while Instant::now() < until {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let start = first + chrono::Duration::minutes(15 * (number / RESOURCES) as i64);
        let body = json!({
            "resourceId": ids[number % RESOURCES],
            "startDateTime": start,
            "endDateTime": start + chrono::Duration::minutes(15),
            "purpose": "bench"
        });
        let key = uuid::Uuid::now_v7().to_string();
        let asked = Instant::now();
        let answer = http.post("/api/v1/bookings", token, Some(&key), &body).await?;
        if answer.status == 201 {
            seen.took.push(asked.elapsed());
        } else {
            seen.refused += 1;
        }
    }
    Ok(seen)
}
