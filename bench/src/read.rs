use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::SecondsFormat;
use tokio::task::JoinSet;

use crate::http::Http;
use crate::load::{Load, Seen, sum};
use crate::server::Server;
use crate::world::World;

/// What is read.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// The calendar of one resource, seven days.
    Week,
    /// Which of the 500 are free in an hour: all of them looked at, one page shown.
    WhichFree,
    /// The first twenty that are free.
    Search,
}

/// Reads with a token, each time another resource or hour.
pub(crate) async fn run(
    server: &Server,
    world: &World,
    kind: Kind,
    clients: usize,
    seconds: u64,
) -> anyhow::Result<Load> {
    let ids: Vec<String> = world.resources.iter().map(|(id, _)| id.clone()).collect();
    let location = world.location.clone();
    drive(server, &world.token, clients, seconds, move |number| path(kind, &ids, &location, number)).await
}

/// Asks for paths, each time with another number.
pub(crate) async fn drive(
    server: &Server,
    token: &str,
    clients: usize,
    seconds: u64,
    path: impl Fn(usize) -> String + Send + Sync + 'static,
) -> anyhow::Result<Load> {
    let path = Arc::new(path);
    let (started, mut set) = (Instant::now(), JoinSet::new());
    for client in 0..clients {
        let (address, token, path) = (server.address.clone(), token.to_owned(), path.clone());
        set.spawn(async move {
            let mut http = Http::connect(&address).await?;
            let mut seen = Seen::default();
            let mut number = client * 7_919;
            while started.elapsed() < Duration::from_secs(seconds) {
                number = number.wrapping_mul(31).wrapping_add(17);
                let asked = Instant::now();
                let answer = http.get(&path(number), &token).await?;
                if answer.status == 200 {
                    seen.took.push(asked.elapsed());
                } else {
                    seen.refused += 1;
                }
            }
            anyhow::Ok(seen)
        });
    }
    let mut seen = Vec::new();
    while let Some(one) = set.join_next().await {
        seen.push(one??);
    }
    Ok(sum(seen, started))
}

fn path(kind: Kind, ids: &[String], location: &str, number: usize) -> String {
    let week = crate::fill::origin();
    // Within the hours that are filled: half of the resources are free.
    let at = week + chrono::Duration::days((number % 5) as i64) + chrono::Duration::hours((9 + number % 7) as i64);
    let text = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    match kind {
        Kind::Week => format!(
            "/api/v1/bookings/calendar?resourceId={}&startDate={}&endDate={}",
            ids[number % ids.len()],
            text(week),
            text(week + chrono::Duration::days(7))
        ),
        Kind::WhichFree => window("limit=200", location, at, 15, &text),
        Kind::Search => window("limit=20", location, at, 30, &text),
    }
}

fn window(
    more: &str,
    location: &str,
    from: chrono::DateTime<chrono::Utc>,
    minutes: i64,
    text: &impl Fn(chrono::DateTime<chrono::Utc>) -> String,
) -> String {
    format!(
        "/api/v1/resources?locationId={location}&from={}&to={}&{more}",
        text(from),
        text(from + chrono::Duration::minutes(minutes))
    )
}
