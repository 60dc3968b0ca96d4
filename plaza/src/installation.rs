//! An installation: its configuration, its folder, its secret, its database.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use plaza_core::{Clock, Secret};
use plaza_postgres::{Options, PrivatePostgres};
use plaza_service::Plan;
use plaza_service::config::Config;
use rand::RngExt;
use serde::Serialize;
use toml::Value;

use crate::cli::Cli;
use crate::services;

/// Settings of the installation itself.
#[derive(Serialize)]
struct Root {
    /// Public address.
    listen: &'static str,
    /// Address for other processes, with the gateway.
    internal_listen: &'static str,
    /// Folder of the installation.
    data_dir: &'static str,
    /// Address people use; `http://` and the listen address unless set.
    public_url: &'static str,
    /// Base of database URLs; a private PostgreSQL unless set.
    database_url: &'static str,
    /// Signs calls between services; kept in the data directory unless set.
    internal_secret: &'static str,
    /// `json`, `text`, or `auto`: text on a terminal.
    log_format: &'static str,
    /// As tracing's filter reads it.
    log_filter: &'static str,
    /// Database connections of each service.
    connections: i64,
    /// Resident memory from which on `/health` says degraded; 0 for never.
    memory_limit_mib: i64,
}

const ROOT: Root = Root {
    listen: "127.0.0.1:8080",
    internal_listen: "",
    data_dir: "plaza-data",
    public_url: "",
    database_url: "",
    internal_secret: "",
    log_format: "auto",
    log_filter: "info,sqlx=warn",
    connections: 16,
    memory_limit_mib: 1_024,
};

/// Reads the configuration: defaults, file, variables, options.
pub(crate) fn configuration(cli: &Cli) -> anyhow::Result<Config> {
    let root = toml::Table::try_from(ROOT)?;
    let gateway = toml::Table::try_from(plaza_gateway::Config::default())?;
    let sections = services::all().into_iter().map(|service| (service.name, (service.defaults)()));
    let mut config = Config::with_defaults(root, sections.chain([(services::GATEWAY, gateway)]));
    if let Some(path) = &cli.config {
        config = config.file(path)?;
    }
    // The file's own variable is no setting.
    let variables = std::env::vars().filter(|(name, _)| name != "PLAZA_CONFIG" && !name.starts_with("PLAZA_TEST_"));
    config = config.variables(variables)?;
    if let Some(dir) = &cli.data_dir {
        config.set("data_dir", Value::String(dir.display().to_string()), "--data-dir")?;
    }
    Ok(config)
}

/// `plaza config print`.
pub(crate) fn print(config: &Config, json: bool) -> anyhow::Result<ExitCode> {
    let lines = config.lines();
    if json {
        return crate::say(&serde_json::to_string_pretty(&lines)?);
    }
    let key = lines.iter().map(|line| line.key.len()).max().unwrap_or(0);
    let value = lines.iter().map(|line| line.value.len()).max().unwrap_or(0).min(48);
    let text: Vec<String> =
        lines.iter().map(|line| format!("{:key$}  {:value$}  # {}", line.key, line.value, line.origin)).collect();
    crate::say(&text.join("\n"))
}

/// A prepared installation: what services need, and the private database if it has one.
pub(crate) struct Installation {
    /// What a node is made from; `here` is still empty.
    pub(crate) plan: Plan,
    postgres: Option<PrivatePostgres>,
}

impl Installation {
    /// Makes the folder and the secret, and starts the private PostgreSQL unless a database is configured.
    pub(crate) async fn open(config: Config) -> anyhow::Result<Self> {
        let data_dir = data_dir(&config)?;
        let secret = secret(&config, &data_dir)?;
        let (database_url, postgres) = if needs_database(&config) {
            let postgres = PrivatePostgres::start(&data_dir, Options::default()).await?;
            (postgres.url("postgres"), Some(postgres))
        } else {
            (config.text("database_url").to_owned(), None)
        };
        Ok(Self { plan: plan(config, data_dir, secret, database_url), postgres })
    }

    /// Opens one to look at it. Nothing is made: a mistyped folder is told, and of one whose databases run
    /// elsewhere none is needed.
    ///
    /// # Errors
    /// When its database would be in the data directory and there is no installation.
    pub(crate) async fn open_existing(config: Config) -> anyhow::Result<Self> {
        let data_dir = PathBuf::from(config.text("data_dir"));
        if needs_database(&config) {
            anyhow::ensure!(
                is_in(&data_dir),
                "there is no installation in {}: name its folder with --data-dir, or make one with 'plaza serve'",
                data_dir.display()
            );
            return Self::open(config).await;
        }
        // Who only looks calls no other process: any secret does.
        let secret = configured_secret(&config)?.unwrap_or_else(|| Secret::new(fresh_secret()));
        let database_url = config.text("database_url").to_owned();
        Ok(Self { plan: plan(config, data_dir, secret, database_url), postgres: None })
    }

    /// The server's process, for the log.
    pub(crate) fn postgres(&self) -> Option<&PrivatePostgres> {
        self.postgres.as_ref()
    }

    /// Stops the private PostgreSQL, if this process supervises it.
    pub(crate) async fn close(self) -> anyhow::Result<()> {
        if let Some(postgres) = self.postgres {
            postgres.stop().await?;
        }
        Ok(())
    }
}

/// Whether a private PostgreSQL is needed: no database is configured, and some service has none of its own.
pub(crate) fn needs_database(config: &Config) -> bool {
    config.text("database_url").is_empty()
        && services::all().iter().any(|service| config.text(&format!("{}.database_url", service.name)).is_empty())
}

/// Whether a folder holds an installation: its database, where that lives, or its secret.
pub(crate) fn is_in(dir: &Path) -> bool {
    ["postgres", "postgres.location", "secret"].iter().any(|name| dir.join(name).exists())
}

fn plan(config: Config, data_dir: PathBuf, secret: Secret, database_url: String) -> Plan {
    let public_url = match config.text("public_url") {
        "" => format!("http://{}", config.text("listen").replace("0.0.0.0", "127.0.0.1")),
        url => url.trim_end_matches('/').to_owned(),
    };
    Plan {
        services: services::all(),
        here: Vec::new(),
        config: Arc::new(config),
        database_url,
        secret,
        data_dir,
        public_url,
        clock: Clock::System,
    }
}

fn data_dir(config: &Config) -> anyhow::Result<PathBuf> {
    let dir = PathBuf::from(config.text("data_dir"));
    fs::create_dir_all(&dir).with_context(|| {
        format!("the data directory {} cannot be made; choose another with --data-dir", dir.display())
    })?;
    dir.canonicalize().with_context(|| format!("the data directory {} cannot be opened", dir.display()))
}

fn configured_secret(config: &Config) -> anyhow::Result<Option<Secret>> {
    let configured = config.text("internal_secret");
    if configured.is_empty() {
        return Ok(None);
    }
    anyhow::ensure!(configured.len() >= 32, "internal_secret must have at least 32 characters");
    Ok(Some(Secret::new(configured)))
}

fn fresh_secret() -> String {
    hex::encode(rand::rng().random::<[u8; 32]>())
}

/// The configured secret, or the one kept in the data directory, made at the first start.
fn secret(config: &Config, data_dir: &Path) -> anyhow::Result<Secret> {
    if let Some(configured) = configured_secret(config)? {
        return Ok(configured);
    }
    let path = data_dir.join("secret");
    // Another process of the same folder may be first: a finished file appears under its name at once.
    let draft = data_dir.join(format!("secret.{}", std::process::id()));
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .with_context(|| format!("{} cannot be written", draft.display()))?;
    file.write_all(fresh_secret().as_bytes())?;
    file.sync_all()?;
    match fs::hard_link(&draft, &path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).with_context(|| format!("{} cannot be written", path.display())),
    }
    fs::remove_file(&draft)?;
    let kept = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Secret::new(kept.trim()))
}
