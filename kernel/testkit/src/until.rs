//! Waiting for what comes by itself, without taking the machine from who brings it.

use std::time::Duration;

/// How often it is looked at.
const EVERY: Duration = Duration::from_millis(5);

/// Waits until `look` finds something. Only for what no test can bring about itself, as the end of others' transactions:
/// time, jobs and events move when the test says so. The runner's own bound ends a wait for what never comes.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(EVERY).await;
    }
}
