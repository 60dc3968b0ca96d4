//! Databases for tests: one each, made from a migrated template, on a real PostgreSQL.
//!
//! With `PLAZA_TEST_DATABASE_URL` set, as `cargo xtask test` does, every test
//! uses that server and the migrations run once per set of migrations. Without
//! it each test process starts a server of its own, which takes about a second
//! longer and needs no preparation.

use std::path::Path;
use std::str::FromStr;
use std::sync::{Arc, Weak};

use plaza_postgres::{Options, PrivatePostgres};
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool};
use tempfile::TempDir;
use tokio::sync::Mutex;

/// Names the server that all tests of a run share.
pub const SERVER_URL: &str = "PLAZA_TEST_DATABASE_URL";

/// PostgreSQL's code for a database that does not exist, a template included.
const NO_SUCH_DATABASE: &str = "3D000";

/// Any number: the one lock under which templates are made.
const TEMPLATE_LOCK: i64 = 0x706c_617a_6131;

/// The server of this process, while a test uses it.
static OWN_SERVER: Mutex<Weak<PrivateServer>> = Mutex::const_new(Weak::new());

/// Why a test has no database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The private server does not run.
    #[error(transparent)]
    Server(#[from] plaza_postgres::Error),
    /// The server refused a statement.
    #[error("the test server answered: {0}")]
    Sql(#[from] sqlx::Error),
    /// The migrations of the template failed.
    #[error("migrating the template failed: {0}")]
    Migrate(String),
    /// A folder could not be made.
    #[error("a temporary folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// What this module's functions answer.
pub type Result<T> = std::result::Result<T, Error>;

/// A PostgreSQL of a test's own, in a temporary folder that goes with it.
///
/// For tests that kill or restart the server; the others share one.
#[derive(Debug)]
pub struct PrivateServer {
    // Before the folder: the server stops first.
    server: PrivatePostgres,
    folder: TempDir,
}

impl PrivateServer {
    /// Starts a server whose commits survive `kill -9`, as in an installation.
    pub async fn durable() -> Result<PrivateServer> {
        PrivateServer::start(Options::default()).await
    }

    /// Starts a server that is fast and forgets everything in a crash.
    pub async fn scratch() -> Result<PrivateServer> {
        PrivateServer::start(Options::scratch()).await
    }

    /// Starts a server with options of the test's choice.
    pub async fn start(options: Options) -> Result<PrivateServer> {
        let folder = plaza_postgres::scratch_folder()?;
        let server = PrivatePostgres::start(folder.path(), options).await?;
        Ok(PrivateServer { server, folder })
    }

    /// The server.
    pub fn postgres(&self) -> &PrivatePostgres {
        &self.server
    }

    /// The data directory, for another process that is to share the server.
    pub fn data_dir(&self) -> &Path {
        self.folder.path()
    }
}

/// A database of one test's own; it is dropped with this value.
#[derive(Debug)]
pub struct TestDatabase {
    /// A small pool on the database.
    pub pool: PgPool,
    /// The database's URL, for what opens its own connections.
    pub url: String,
    name: String,
    server: Server,
}

/// The server a test database is on.
#[derive(Debug)]
enum Server {
    Shared(Box<PgConnectOptions>),
    Own(Arc<PrivateServer>),
}

impl TestDatabase {
    /// Makes a database from a template, and the template first if it is not there.
    ///
    /// `name` is for people who look at the server: lower-case letters, digits
    /// and underscores. `fingerprint` identifies what `migrate` does; the
    /// template is shared by all calls with the same name and fingerprint.
    pub async fn create<E: std::fmt::Display>(
        name: &str,
        fingerprint: &str,
        migrate: impl AsyncFnOnce(PgPool) -> std::result::Result<(), E>,
    ) -> Result<TestDatabase> {
        let server = Server::find().await?;
        let mut admin = server.connect_options().connect().await?;
        let template = template_name(name, fingerprint);
        let database = database_name(name);
        if !copy(&mut admin, &template, &database).await? {
            make_template(&mut admin, &server, &template, migrate).await?;
            copy(&mut admin, &template, &database).await?;
        }
        admin.close().await?;
        let options = server.connect_options().database(&database);
        let url = options.to_url_lossy().to_string();
        Ok(TestDatabase { pool: pool(options), url, name: database, server })
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // A server of our own goes with its folder, so only a shared one is tidied up.
        let Server::Shared(options) = &self.server else {
            return;
        };
        let drop = drop_database(PgConnectOptions::clone(options), self.name.clone());
        // A destructor cannot wait on the runtime that it runs in.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            // What stays behind ends with the server of the run.
            let _ = runtime.map(|runtime| runtime.block_on(drop));
        });
        let _ = thread.join();
    }
}

impl Server {
    async fn find() -> Result<Server> {
        if let Ok(url) = std::env::var(SERVER_URL) {
            return Ok(Server::Shared(Box::new(PgConnectOptions::from_str(&url)?)));
        }
        let mut known = OWN_SERVER.lock().await;
        if let Some(server) = known.upgrade() {
            return Ok(Server::Own(server));
        }
        let server = Arc::new(PrivateServer::scratch().await?);
        *known = Arc::downgrade(&server);
        Ok(Server::Own(server))
    }

    /// How to connect to the database that every server has.
    fn connect_options(&self) -> PgConnectOptions {
        match self {
            Server::Shared(options) => PgConnectOptions::clone(options),
            Server::Own(server) => server.postgres().connect_options("postgres"),
        }
    }
}

/// Copies a template; false when there is none.
///
/// File by file: through the log, which is PostgreSQL's choice, takes twice as
/// long where nothing is synced.
async fn copy(admin: &mut PgConnection, template: &str, database: &str) -> Result<bool> {
    let create = format!("create database \"{database}\" template \"{template}\" strategy file_copy");
    match sqlx::query(AssertSqlSafe(create)).execute(admin).await {
        Ok(_) => Ok(true),
        Err(e) if code(&e).as_deref() == Some(NO_SUCH_DATABASE) => Ok(false),
        Err(e) => Err(e.into()),
    }
}

/// Makes a template under a lock: of many tests that start together, one migrates.
async fn make_template<E: std::fmt::Display>(
    admin: &mut PgConnection,
    server: &Server,
    template: &str,
    migrate: impl AsyncFnOnce(PgPool) -> std::result::Result<(), E>,
) -> Result<()> {
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await?;
    let made =
        if exists(admin, template).await? { Ok(()) } else { migrate_template(admin, server, template, migrate).await };
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await?;
    made
}

/// Migrates under a name of its own, so that a template that is there is a whole one.
async fn migrate_template<E: std::fmt::Display>(
    admin: &mut PgConnection,
    server: &Server,
    template: &str,
    migrate: impl AsyncFnOnce(PgPool) -> std::result::Result<(), E>,
) -> Result<()> {
    let unfinished = format!("{template}_new");
    run(admin, format!("drop database if exists \"{unfinished}\" with (force)")).await?;
    run(admin, format!("create database \"{unfinished}\"")).await?;
    let pool = pool(server.connect_options().database(&unfinished));
    let migrated = migrate(pool.clone()).await;
    pool.close().await;
    migrated.map_err(|e| Error::Migrate(e.to_string()))?;
    // The sessions that the pool closed may take a moment to end, and a rename refuses any.
    let end = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = $1";
    sqlx::query(end).bind(&unfinished).execute(&mut *admin).await?;
    run(admin, format!("alter database \"{unfinished}\" allow_connections false")).await?;
    run(admin, format!("alter database \"{unfinished}\" rename to \"{template}\"")).await
}

async fn exists(admin: &mut PgConnection, database: &str) -> Result<bool> {
    let known = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(database)
        .fetch_one(admin)
        .await?;
    Ok(known)
}

/// Runs a statement about a database, whose name cannot be a parameter.
async fn run(admin: &mut PgConnection, statement: String) -> Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(admin).await?;
    Ok(())
}

async fn drop_database(options: PgConnectOptions, name: String) -> Result<()> {
    let mut admin = options.connect().await?;
    run(&mut admin, format!("drop database if exists \"{name}\" with (force)")).await?;
    admin.close().await?;
    Ok(())
}

fn pool(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new().max_connections(10).test_before_acquire(false).connect_lazy_with(options)
}

fn template_name(name: &str, fingerprint: &str) -> String {
    let digest = Sha256::digest(format!("{name}\n{fingerprint}"));
    format!("tpl_{}", hex::encode(&digest[..12]))
}

fn database_name(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(24).collect();
    format!("t_{plain}_{}", uuid::Uuid::new_v4().simple())
}

fn code(error: &sqlx::Error) -> Option<String> {
    let database = error.as_database_error()?;
    database.code().map(|code| code.into_owned())
}

#[cfg(test)]
#[path = "postgres_tests.rs"]
mod tests;
