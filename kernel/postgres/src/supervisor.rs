//! The thread that holds the lock, runs the server and restarts it.
//!
//! It must be one thread from the first fork to the last: the signal that the
//! server gets when "its parent" dies is tied to the thread that forked it.

use std::path::PathBuf;
use std::process::{Child, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use tokio::sync::oneshot;

use crate::binaries::{self, Binaries};
use crate::lock::Lock;
use crate::place::Place;
use crate::spawn;
use crate::{Error, Options, Result};
use crate::{cluster, leftovers, log, settings};

/// How often a server that dies before it ever answered is started again.
const FIRST_ATTEMPTS: u32 = 4;

/// A server that ran this long is restarted at once when it dies.
const STEADY: Duration = Duration::from_secs(5);

/// The longest pause between two starts of a server that keeps dying.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// How often the log's size is looked at.
const LOG_CHECK: Duration = Duration::from_secs(30);

/// How long a server that was told to drop everything may take.
const HARD_STOP: Duration = Duration::from_secs(15);

/// What the supervisor is told.
pub(crate) enum Event {
    /// The server has ended and waits to be reaped.
    Exited,
    /// The server is to be stopped, and the supervisor with it.
    Stop,
}

/// What the supervisor and the handle know of each other.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// This process has the lock, and with it the server.
    pub supervising: AtomicBool,
    /// The server has answered this process at least once.
    pub answered: AtomicBool,
    /// This process wants no server any more.
    pub stopping: AtomicBool,
}

/// What a supervisor thread is given.
pub(crate) struct Supervisor {
    pub data_dir: PathBuf,
    pub options: Options,
    pub shared: Arc<Shared>,
    pub events: Receiver<Event>,
    /// For the thread that waits for the server to end.
    pub to_self: Sender<Event>,
}

/// What a supervisor thread answers to.
pub(crate) struct Replies {
    /// Where the cluster is, or why there can be none.
    pub placed: oneshot::Sender<Result<Place>>,
    /// Why the server could not be started.
    pub failed: oneshot::Sender<Error>,
    /// Dropped when the thread ends.
    pub ended: oneshot::Sender<()>,
}

/// How one run of the server came to its end.
enum Ending {
    Asked,
    Died(ExitStatus),
}

impl Supervisor {
    /// Waits to be the supervisor, then keeps the server running until it is told to stop.
    pub(crate) fn run(self, replies: Replies) {
        let _ended = replies.ended;
        let (place, binaries, lock) = match self.prepare() {
            Ok(prepared) => prepared,
            Err(e) => {
                // Nobody to tell means that nobody waits any more.
                let _ = replies.placed.send(Err(e));
                return;
            }
        };
        if replies.placed.send(Ok(place.clone())).is_err() {
            return;
        }
        if let Err(e) = self.lead(&place, &binaries, lock) {
            tracing::error!(error = %e, "the private PostgreSQL is not running");
            let _ = replies.failed.send(e);
        }
        self.shared.supervising.store(false, Ordering::SeqCst);
    }

    fn prepare(&self) -> Result<(Place, Binaries, Lock)> {
        let place = Place::of(&self.data_dir, &self.options)?;
        let data = place.data();
        let of_cluster = place.cluster_version().map(|major| (data.as_path(), major));
        let binaries = binaries::find(&self.options, &place.account, of_cluster)?;
        let lock = Lock::try_take(&place)?;
        Ok((place, binaries, lock))
    }

    fn lead(&self, place: &Place, binaries: &Binaries, mut lock: Lock) -> Result<()> {
        lock.take()?;
        self.shared.supervising.store(true, Ordering::SeqCst);
        if self.shared.stopping.load(Ordering::SeqCst) {
            return Ok(());
        }
        let result = self.keep_running(place, binaries, &lock);
        place.remove_foreign_run();
        result
    }

    fn keep_running(&self, place: &Place, binaries: &Binaries, lock: &Lock) -> Result<()> {
        let mut failures = 0;
        loop {
            let started = Instant::now();
            let reason = match self.run_once(place, binaries, lock) {
                Ok(Ending::Asked) => return Ok(()),
                Ok(Ending::Died(status)) => format!("it ended with {status}"),
                Err(e) if self.answered() => e.to_string(),
                Err(e) => return Err(e),
            };
            failures = if started.elapsed() >= STEADY { 1 } else { failures + 1 };
            if !self.answered() && failures >= FIRST_ATTEMPTS {
                let log = place.log();
                let tail = log::tail(&log);
                return Err(Error::NotStarted { reason, log, tail });
            }
            tracing::warn!(reason, "the private PostgreSQL ended; starting it again");
            if self.told_to_stop_within(pause(failures)) {
                return Ok(());
            }
        }
    }

    fn answered(&self) -> bool {
        self.shared.answered.load(Ordering::SeqCst)
    }

    fn told_to_stop_within(&self, time: Duration) -> bool {
        !matches!(self.events.recv_timeout(time), Err(RecvTimeoutError::Timeout))
    }

    fn run_once(&self, place: &Place, binaries: &Binaries, lock: &Lock) -> Result<Ending> {
        leftovers::clear(place)?;
        cluster::create_if_missing(place, binaries, &self.options)?;
        settings::write(place, &self.options)?;
        place.make_run()?;
        let mut child = start(place, binaries)?;
        let announced = self.watch(&child).and_then(|()| lock.name_server(child.id()));
        if let Err(e) = announced {
            // A server nobody watches or finds must not go on.
            let _ = child.kill();
            reap(&mut child)?;
            return Err(e);
        }
        loop {
            match self.events.recv_timeout(LOG_CHECK) {
                Ok(Event::Exited) => return reap(&mut child).map(Ending::Died),
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    return self.stop(&mut child);
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(e) = log::trim(&place.log()) {
                        tracing::warn!(error = %e, "the server's log cannot be trimmed");
                    }
                }
            }
        }
    }

    /// Tells us when the server ends, without reaping it: until then its id stays its own.
    fn watch(&self, child: &Child) -> Result<()> {
        let pid = Pid::from_child(child);
        let events = self.to_self.clone();
        let wait = move || {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            while let Err(rustix::io::Errno::INTR) = rustix::process::waitid(WaitId::Pid(pid), options) {}
            let _ = events.send(Event::Exited);
        };
        std::thread::Builder::new()
            .name("postgres-watch".to_owned())
            .spawn(wait)
            .map(drop)
            .map_err(Error::io("start a thread for", "postgres".as_ref()))
    }

    fn stop(&self, child: &mut Child) -> Result<Ending> {
        let steps = [(Signal::INT, self.options.stop_within), (Signal::QUIT, HARD_STOP)];
        for (signal, time) in steps {
            // Not reaped yet, so the id cannot be anybody else's.
            let _ = rustix::process::kill_process(Pid::from_child(child), signal);
            if self.exited_within(time) {
                reap(child)?;
                return Ok(Ending::Asked);
            }
            tracing::warn!(?signal, "the private PostgreSQL does not stop");
        }
        let _ = child.kill();
        reap(child)?;
        Ok(Ending::Asked)
    }

    fn exited_within(&self, time: Duration) -> bool {
        let deadline = Instant::now() + time;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(Event::Exited) => return true,
                Ok(Event::Stop) => {}
                Err(_) => return false,
            }
        }
    }
}

fn start(place: &Place, binaries: &Binaries) -> Result<Child> {
    let program = binaries.postgres();
    let log = log::open(&place.log())?;
    let same_log = log.try_clone().map_err(Error::io("open", &place.log()))?;
    let mut config = std::ffi::OsString::from("config_file=");
    config.push(place.config());
    spawn::command(&program, &place.account, Signal::INT)
        .arg("-D")
        .arg(place.data())
        .arg("-c")
        .arg(config)
        .stdout(log)
        .stderr(same_log)
        .spawn()
        .map_err(Error::io("run", &program))
}

fn reap(child: &mut Child) -> Result<ExitStatus> {
    child.wait().map_err(Error::io("wait for", "postgres".as_ref()))
}

/// The pause before the next start, after so many failures in a row.
fn pause(failures: u32) -> Duration {
    let doubled = Duration::from_millis(50) * 2_u32.saturating_pow(failures.min(10));
    doubled.min(LONGEST_PAUSE)
}
