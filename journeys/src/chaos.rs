use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use hyper::Method;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{Api, Reply};

/// How long a client repeats a request that had no answer.
const REPEATS_FOR: Duration = Duration::from_secs(90);

/// How soon it does.
const REPEATS_AFTER: Duration = Duration::from_millis(60);

/// Lets a while pass, of any length in the range: crashes come when they like.
pub async fn moment(range: Range<u64>, chance: u64) {
    let span = range.end.saturating_sub(range.start).max(1);
    tokio::time::sleep(Duration::from_millis(range.start + chance % span)).await;
}

/// Kills the postmaster of a private PostgreSQL in a data directory, as the kernel does when memory runs out; false when there is none now.
pub fn kill_postmaster(data_dir: &Path) -> bool {
    let path = data_dir.join("postgres").join("data").join("postmaster.pid");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let pid = text.lines().next().and_then(|line| line.trim().parse().ok()).and_then(Pid::from_raw);
    pid.is_some_and(|pid| kill_process(pid, Signal::KILL).is_ok())
}

impl Api {
    /// A request as a good client makes it: repeated under its key until there is an answer.
    /// None when it never came.
    pub async fn insist(&self, method: Method, path: &str, body: Option<&Value>) -> Option<Reply> {
        let end = Instant::now() + REPEATS_FOR;
        while Instant::now() < end {
            match self.send(method.clone(), &format!("/api/v1{path}"), body).await {
                // What the server could not do for its own reasons may be asked again.
                Ok(reply) if reply.status < 500 && reply.status != 429 => return Some(reply),
                _ => tokio::time::sleep(REPEATS_AFTER).await,
            }
        }
        None
    }
}
