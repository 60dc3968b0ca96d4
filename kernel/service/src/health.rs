//! Health (000-139, 002-52): is the process alive, may it have traffic, and
//! what of its dependencies is not well.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use plaza_db::Db;
use plaza_rpc::Switchboard;
use plaza_rpc::breaker::State as Breaker;
use serde::Serialize;

/// Share of the disk in use from which on a process is not well, percent.
const DISK_PERCENT: u64 = 90;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Well.
    Up,
    /// Well enough for traffic, but look at it.
    Degraded,
    /// Not for traffic.
    Down,
}

/// The answer of `/health`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The worst of the checks.
    pub status: Status,
    /// Version of the binary.
    pub version: &'static str,
    /// Each check by name.
    pub checks: BTreeMap<String, Check>,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// How it is.
    pub status: Status,
    /// In words, when it is not well or worth saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How long the check took, milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub millis: Option<f64>,
}

/// A process's health. Clones share it.
#[derive(Clone)]
pub struct Health {
    services: Arc<Mutex<BTreeMap<&'static str, Option<Db>>>>,
    board: Switchboard,
    data_dir: PathBuf,
    memory_limit: u64,
}

impl Health {
    /// Health of a process; `memory_limit` in bytes, 0 for none.
    pub fn new(board: Switchboard, data_dir: PathBuf, memory_limit: u64) -> Self {
        Self { services: Arc::default(), board, data_dir, memory_limit }
    }

    /// A service that will run here; not ready until [`Health::ready`].
    pub fn announce(&self, service: &'static str) {
        self.lock().insert(service, None);
    }

    /// The service is built and answers.
    pub fn ready(&self, service: &'static str, db: Db) {
        self.lock().insert(service, Some(db));
    }

    /// Whether every service of this process is built.
    pub fn is_ready(&self) -> bool {
        self.lock().values().all(Option::is_some)
    }

    /// The databases of the services that are built.
    pub(crate) fn databases(&self) -> Vec<Db> {
        self.lock().values().flatten().cloned().collect()
    }

    /// Checks everything now.
    pub async fn report(&self) -> Report {
        let services = self.lock().clone();
        let mut checks = BTreeMap::new();
        for (name, db) in services {
            checks.insert(name.to_owned(), database(db).await);
        }
        for (name, state) in self.board.breakers() {
            if state != Breaker::Closed {
                let note = format!("calls to {name} failed; it is tried again within half a minute");
                checks.insert(
                    format!("calls to {name}"),
                    Check { status: Status::Degraded, note: Some(note), millis: None },
                );
            }
        }
        checks.insert("disk".into(), self.disk());
        checks.insert("memory".into(), self.memory());
        let status = checks.values().map(|check| check.status).max_by_key(|status| *status as u8).unwrap_or(Status::Up);
        Report { status, version: env!("CARGO_PKG_VERSION"), checks }
    }

    fn disk(&self) -> Check {
        let Ok(space) = rustix::fs::statvfs(&self.data_dir) else {
            return Check {
                status: Status::Degraded,
                note: Some("the data directory cannot be looked at".into()),
                millis: None,
            };
        };
        let used = 100 - (space.f_bavail * 100).checked_div(space.f_blocks).unwrap_or(100);
        let status = if used >= DISK_PERCENT { Status::Degraded } else { Status::Up };
        Check { status, note: Some(format!("{used} % used")), millis: None }
    }

    fn memory(&self) -> Check {
        let resident = resident_bytes().unwrap_or(0);
        let over = self.memory_limit > 0 && resident > self.memory_limit;
        Check {
            status: if over { Status::Degraded } else { Status::Up },
            note: Some(format!("{} MiB resident", resident / 1024 / 1024)),
            millis: None,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, Option<Db>>> {
        self.services.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn database(db: Option<Db>) -> Check {
    let Some(db) = db else {
        return Check { status: Status::Down, note: Some("starting: waits for its database".into()), millis: None };
    };
    let start = Instant::now();
    let answer = tokio::time::timeout(std::time::Duration::from_secs(2), db.ping()).await;
    let millis = Some(start.elapsed().as_secs_f64() * 1000.0);
    match answer {
        Ok(Ok(())) => Check { status: Status::Up, note: None, millis },
        _ => Check { status: Status::Down, note: Some("its database does not answer".into()), millis },
    }
}

/// Memory of this process, from `/proc`; none where there is no such thing.
pub fn resident_bytes() -> Option<u64> {
    let pages: u64 = std::fs::read_to_string("/proc/self/statm").ok()?.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}
