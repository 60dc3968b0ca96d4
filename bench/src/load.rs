use std::time::{Duration, Instant};

/// How a load went.
pub(crate) struct Load {
    pub(crate) per_second: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
    /// Milliseconds.
    pub(crate) p99: f64,
    /// Answers other than the expected.
    pub(crate) refused: usize,
}

/// Latencies of the expected answers, and how many others there were.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) took: Vec<Duration>,
    pub(crate) refused: usize,
}

/// Sums up what all clients saw.
pub(crate) fn sum(seen: Vec<Seen>, started: Instant) -> Load {
    let elapsed = started.elapsed().as_secs_f64();
    let refused = seen.iter().map(|one| one.refused).sum();
    let mut took: Vec<Duration> = seen.into_iter().flat_map(|one| one.took).collect();
    took.sort_unstable();
    let at = |share: f64| took.get((took.len() as f64 * share) as usize).map_or(0.0, |one| one.as_secs_f64() * 1000.0);
    Load { per_second: took.len() as f64 / elapsed, p50: at(0.50), p99: at(0.99), refused }
}
