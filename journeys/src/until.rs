use std::time::{Duration, Instant};

/// How long something asynchronous may take before a journey gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked at.
const EVERY: Duration = Duration::from_millis(50);

/// Waits until `look` finds something; the one place where journeys wait.
///
/// # Panics
/// After half a minute, naming what did not come.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    until_within(PATIENCE, what, look).await
}

/// The same with a bound of one's own.
///
/// # Panics
/// When the time is over, naming what did not come.
pub async fn until_within<T>(bound: Duration, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    match within(bound, look).await {
        Some(found) => found,
        None => panic!("did not come within {bound:?}: {what}"),
    }
}

/// What `look` finds within a bound, if anything.
pub async fn within<T>(bound: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + bound;
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if Instant::now() >= end {
            return None;
        }
        tokio::time::sleep(EVERY).await;
    }
}
