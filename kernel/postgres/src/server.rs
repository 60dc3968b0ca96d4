//! The handle of a private PostgreSQL.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::sync::oneshot;

use crate::place::{PORT, Place};
use crate::supervisor::{Event, Replies, Shared, Supervisor};
use crate::{Error, Options, Result, cluster, extensions, log};

/// How often a server that does not answer yet is asked again.
const ASK_EVERY: Duration = Duration::from_millis(20);

/// PostgreSQL's code for "the database system is starting up", recovery included.
const STARTING_UP: &str = "57P03";

/// The database that every cluster has.
const MAINTENANCE: &str = "postgres";

/// A PostgreSQL server that lives in a data directory and as long as its users.
///
/// Dropping it stops the server too when this process supervises it, and
/// blocks until the server has ended; [`PrivatePostgres::stop`] does not block.
#[derive(Debug)]
pub struct PrivatePostgres {
    place: Place,
    options: Options,
    shared: Arc<Shared>,
    events: Sender<Event>,
    ended: oneshot::Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl PrivatePostgres {
    /// Starts the server of `data_dir`, or joins the one that another process runs there.
    ///
    /// Creates the directory and the cluster when they are missing, and answers
    /// when the server takes connections. Errors say what to change.
    pub async fn start(data_dir: &Path, options: Options) -> Result<PrivatePostgres> {
        let (events, inbox) = mpsc::channel();
        let (placed, where_it_is) = oneshot::channel();
        let (failed, failure) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let shared = Arc::new(Shared::default());
        let supervisor = Supervisor {
            data_dir: data_dir.to_path_buf(),
            options: options.clone(),
            shared: Arc::clone(&shared),
            events: inbox,
            to_self: events.clone(),
        };
        let replies = Replies { placed, failed, ended: end };
        let thread = std::thread::Builder::new()
            .name("postgres-supervisor".to_owned())
            .spawn(move || supervisor.run(replies))
            .map_err(Error::io("start a thread for", data_dir))?;
        let place = where_it_is.await.map_err(|_| Error::Ended)??;
        let server = PrivatePostgres { place, options, shared, events, ended, thread: Some(thread) };
        let mut connection = tokio::select! {
            connection = server.first_answer() => connection?,
            reason = failure => return Err(reason.unwrap_or(Error::Ended)),
        };
        server.shared.answered.store(true, Ordering::SeqCst);
        extensions::check(&mut connection).await?;
        connection.close().await?;
        Ok(server)
    }

    /// The `postgres://` URL of a database, over the server's Unix socket.
    pub fn url(&self, database: &str) -> String {
        let socket = percent_encoded(&self.place.run.to_string_lossy());
        let user = cluster::USER;
        format!("postgres://{user}@localhost:{PORT}/{database}?host={socket}&sslmode=disable")
    }

    /// How to connect to a database, for a pool.
    pub fn connect_options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.place.run)
            .port(PORT)
            .username(cluster::USER)
            .database(database)
            .ssl_mode(PgSslMode::Disable)
    }

    /// Creates a database unless it is there; several processes may ask at once.
    pub async fn create_database_if_missing(&self, name: &str) -> Result<()> {
        check_name(name)?;
        let mut connection = self.connect_options(MAINTENANCE).connect().await?;
        let known: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut connection)
            .await?;
        if !known {
            // The name was checked above; a database cannot be created by parameter.
            let created =
                sqlx::query(AssertSqlSafe(format!("create database \"{name}\""))).execute(&mut connection).await;
            match created {
                Err(e) if !is_duplicate(&e) => return Err(e.into()),
                _ => {}
            }
        }
        connection.close().await?;
        Ok(())
    }

    /// Whether this process runs the server, rather than another with the same directory.
    pub fn is_supervisor(&self) -> bool {
        self.shared.supervising.load(Ordering::SeqCst)
    }

    /// The folder of the cluster, its log and its settings.
    pub fn folder(&self) -> &Path {
        &self.place.root
    }

    /// The process id of the server that runs now, if one does.
    pub fn server_pid(&self) -> Option<u32> {
        let pid = self.place.server_in_cluster()?;
        Some(pid.as_raw_pid().unsigned_abs())
    }

    /// Waits until the server takes connections; time it spends in recovery is not bounded.
    pub async fn wait_ready(&self) -> Result<()> {
        let connection = self.first_answer().await?;
        connection.close().await?;
        Ok(())
    }

    /// Waits until another server than `old_pid` takes connections, and tells its process id.
    pub async fn wait_replaced(&self, old_pid: u32) -> Result<u32> {
        let deadline = Instant::now() + self.options.start_within;
        loop {
            let now = self.server_pid().filter(|pid| *pid != old_pid);
            if let Some(pid) = now
                && self.wait_ready().await.is_ok()
                && self.server_pid() == Some(pid)
            {
                return Ok(pid);
            }
            if Instant::now() >= deadline {
                return Err(self.not_started("no other server came".to_owned()));
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// Waits until this process is the one that runs the server.
    pub async fn wait_supervising(&self) -> Result<()> {
        let deadline = Instant::now() + self.options.start_within;
        while !self.is_supervisor() {
            if Instant::now() >= deadline {
                return Err(self.not_started("another process runs it".to_owned()));
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        Ok(())
    }

    /// Stops the server in order when this process runs it, and otherwise lets go of it.
    ///
    /// Open sessions are told to end; the server is reaped before this answers.
    pub async fn stop(mut self) -> Result<()> {
        if self.ask_to_stop() {
            // An error says that the thread has ended, which is what is waited for.
            let _ = (&mut self.ended).await;
        }
        Ok(())
    }

    /// Tells the supervisor to stop; false when it has no server to stop.
    fn ask_to_stop(&self) -> bool {
        self.shared.stopping.store(true, Ordering::SeqCst);
        let _ = self.events.send(Event::Stop);
        self.is_supervisor()
    }

    async fn first_answer(&self) -> Result<PgConnection> {
        let mut deadline = Instant::now() + self.options.start_within;
        loop {
            let reason = match self.answer().await {
                Ok(Some(connection)) => return Ok(connection),
                Ok(None) => "no server runs yet".to_owned(),
                Err(error) => {
                    if code(&error).as_deref() == Some(STARTING_UP) {
                        // It is alive and at work; a long recovery is not a failure.
                        deadline = Instant::now() + self.options.start_within;
                    }
                    error.to_string()
                }
            };
            if Instant::now() >= deadline {
                return Err(self.not_started(reason));
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// A connection to the server that the lock's holder runs; none while it has not started it.
    ///
    /// Until then a server of an earlier process may still answer, on its way to its end.
    async fn answer(&self) -> std::result::Result<Option<PgConnection>, sqlx::Error> {
        if !self.runs_for_holder() {
            return Ok(None);
        }
        let connection = self.connect_options(MAINTENANCE).connect().await?;
        Ok(self.runs_for_holder().then_some(connection))
    }

    fn runs_for_holder(&self) -> bool {
        let started = self.place.server_of_holder();
        started.is_some() && started == self.place.server_in_cluster()
    }

    fn not_started(&self, reason: String) -> Error {
        let log = self.place.log();
        let tail = log::tail(&log);
        Error::NotStarted { reason, log, tail }
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        let stopped_before = self.shared.stopping.load(Ordering::SeqCst);
        if stopped_before || !self.ask_to_stop() {
            // A thread that still waits for the lock ends when it gets it.
            return;
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn code(error: &sqlx::Error) -> Option<String> {
    let database = error.as_database_error()?;
    database.code().map(|code| code.into_owned())
}

fn is_duplicate(error: &sqlx::Error) -> bool {
    // Both are possible when two processes create the same database at once.
    const DUPLICATE_DATABASE: &str = "42P04";
    const UNIQUE_VIOLATION: &str = "23505";
    matches!(code(error).as_deref(), Some(DUPLICATE_DATABASE | UNIQUE_VIOLATION))
}

fn check_name(name: &str) -> Result<()> {
    let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if starts_well && name.len() <= 63 && name.chars().all(plain) {
        return Ok(());
    }
    let name = name.to_owned();
    Err(Error::BadName { name })
}

/// Encodes a path for the query part of a URL.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
