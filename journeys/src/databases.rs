use std::str::FromStr;

use plaza_testkit::PrivateServer;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use uuid::Uuid;

use crate::shape::SERVICES;

/// One database for each service on a server of tests; they go with this value.
///
/// The names are fresh, so that deployments share the server of a test run.
pub struct Databases {
    run: String,
    options: PgConnectOptions,
    // Only without a server of the run.
    _own: Option<PrivateServer>,
}

impl Databases {
    /// Names for a deployment's databases; the processes make them.
    ///
    /// # Panics
    /// When no server can be had.
    pub async fn fresh() -> Self {
        let run = Uuid::new_v4().simple().to_string();
        if let Ok(url) = std::env::var(plaza_testkit::postgres::SERVER_URL) {
            let options = PgConnectOptions::from_str(&url).expect("the server's URL reads");
            return Self { run, options, _own: None };
        }
        let own = PrivateServer::scratch().await.expect("a scratch PostgreSQL starts");
        Self { run, options: own.postgres().connect_options("postgres"), _own: Some(own) }
    }

    /// The URL of a service's database.
    pub fn url(&self, service: &str) -> String {
        self.options.clone().database(&self.name(service)).to_url_lossy().to_string()
    }

    fn name(&self, service: &str) -> String {
        format!("j_{}_{service}", self.run)
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        if self._own.is_some() {
            return;
        }
        let (options, names) = (self.options.clone(), SERVICES.map(|service| self.name(service)));
        // A destructor cannot wait on the runtime that it runs in.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            // What stays behind ends with the server of the run.
            let _ = runtime.map(|runtime| runtime.block_on(drop_all(&options, &names)));
        });
        let _ = thread.join();
    }
}

async fn drop_all(options: &PgConnectOptions, names: &[String]) -> sqlx::Result<()> {
    let mut admin = options.connect().await?;
    for name in names {
        sqlx::query(AssertSqlSafe(format!("drop database if exists \"{name}\" with (force)")))
            .execute(&mut admin)
            .await?;
    }
    admin.close().await
}
