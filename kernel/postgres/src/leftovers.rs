//! What an earlier server left behind, and how it is put away.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::place::{PORT, Place, first_pid};
use crate::processes::{self, Part};
use crate::{Error, Result};

/// How long a server whose parent is gone may take to stop in order.
///
/// PostgreSQL 15 does not end at all when it is asked while it recovers from
/// the crash of one of its processes. Cutting it short is safe: it recovers.
const ORDERLY_STOP: Duration = Duration::from_secs(10);

/// How long a server that was told to drop everything may take.
const HARD_STOP: Duration = Duration::from_secs(15);

/// How often the process table is read while waiting.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Ends every process of the cluster and removes lock files that would stop a new server.
///
/// Only the holder of the cluster's lock may call it, and only while it has no
/// server of its own.
pub(crate) fn clear(place: &Place) -> Result<()> {
    let left = processes::of(place);
    if !left.is_empty() {
        tracing::info!(count = left.len(), "waiting for the processes of an earlier server");
    }
    // Without a postmaster the others end by themselves; telling them is of no use.
    for process in left.iter().filter(|p| p.part == Part::Postmaster) {
        process.signal(Signal::INT);
    }
    let gone = wait_until_gone(place, ORDERLY_STOP) || insist(place, Signal::QUIT) || insist(place, Signal::KILL);
    if !gone {
        let pid = processes::of(place).first().map_or(0, |p| p.pid.as_raw_pid());
        return Err(Error::LeftoverStays { pid: pid.unsigned_abs() });
    }
    remove_if_stale(&place.data().join("postmaster.pid"))?;
    remove_if_stale(&place.run.join(format!(".s.PGSQL.{PORT}.lock")))
}

fn insist(place: &Place, signal: Signal) -> bool {
    for process in processes::of(place) {
        process.signal(signal);
    }
    wait_until_gone(place, HARD_STOP)
}

fn wait_until_gone(place: &Place, within: Duration) -> bool {
    let deadline = Instant::now() + within;
    while !processes::of(place).is_empty() {
        if Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(LOOK_EVERY);
    }
    true
}

/// Removes a lock file whose process id now belongs to a zombie or to something else.
///
/// PostgreSQL would take that process for a running server. When no process
/// has the id, the file stays: the server itself then looks at the shared
/// memory it names before it goes on.
fn remove_if_stale(file: &Path) -> Result<()> {
    let Some(pid) = first_pid(file) else {
        return Ok(());
    };
    if rustix::process::test_kill_process(pid).is_err() {
        return Ok(());
    }
    tracing::info!(file = %file.display(), "removing a lock file whose server is gone");
    match fs::remove_file(file) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::io("remove", file)(e)),
        _ => Ok(()),
    }
}
