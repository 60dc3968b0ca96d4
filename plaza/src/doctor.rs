use std::path::Path;
use std::process::ExitCode;

use plaza_db::migrate;
use plaza_postgres::Options;
use plaza_service::Plan;
use plaza_service::config::Config;
use rustix::fs::Access;
use sqlx::{Connection, PgConnection};
use toml::Value;

use crate::installation::{self, Installation};

/// One thing looked at.
struct Look {
    good: bool,
    what: String,
}

/// `plaza doctor`: is this machine and configuration fit to run the platform?
pub(crate) async fn run(mut config: Config, listen: Option<String>) -> anyhow::Result<ExitCode> {
    if let Some(address) = listen {
        config.set("listen", Value::String(address), "--listen")?;
    }
    let mut looks = vec![Look { good: true, what: format!("configuration reads: {} settings", config.lines().len()) }];
    looks.push(mail(&config));
    looks.push(port(config.text("listen")).await);
    let dir = Path::new(config.text("data_dir"));
    looks.extend(folder(dir));
    if installation::needs_database(&config) && !installation::is_in(dir) {
        // A machine may be looked at before the first start.
        looks.push(installed());
        return report(&looks);
    }
    match Installation::open_existing(config).await {
        Ok(installation) => {
            looks.push(Look { good: true, what: database_kind(&installation) });
            looks.extend(databases(&installation.plan).await);
            installation.close().await?;
        }
        Err(error) => looks.push(Look { good: false, what: format!("{error:#}") }),
    }
    report(&looks)
}

/// The data directory, as it is: nothing is made in it.
fn folder(dir: &Path) -> Vec<Look> {
    let mut looks = Vec::new();
    let name = dir.display();
    if !installation::is_in(dir) {
        looks.push(Look { good: true, what: format!("no installation in {name} yet; 'plaza serve' makes it") });
    }
    if dir.exists() {
        looks.push(match rustix::fs::access(dir.join("."), Access::WRITE_OK | Access::EXEC_OK) {
            Ok(()) => Look { good: true, what: format!("data directory {name} can be written") },
            Err(error) => Look {
                good: false,
                what: format!("the data directory {name} cannot be written ({error}); choose another with --data-dir"),
            },
        });
        looks.push(disk(dir));
    }
    looks
}

fn report(looks: &[Look]) -> anyhow::Result<ExitCode> {
    let lines: Vec<String> =
        looks.iter().map(|look| format!("{} {}", if look.good { "ok   " } else { "WRONG" }, look.what)).collect();
    crate::say(&lines.join("\n"))?;
    Ok(if looks.iter().all(|look| look.good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn database_kind(installation: &Installation) -> String {
    match installation.postgres() {
        Some(postgres) => format!(
            "private PostgreSQL in {}, at most {} connections",
            postgres.folder().display(),
            Options::default().max_connections
        ),
        None => "PostgreSQL as configured".into(),
    }
}

fn installed() -> Look {
    match plaza_postgres::installed() {
        Ok(major) => Look { good: true, what: format!("PostgreSQL {major} is installed") },
        Err(error) => Look { good: false, what: error.to_string() },
    }
}

fn mail(config: &Config) -> Look {
    let host = config.text("notifications.smtp_host");
    let what = if host.is_empty() {
        "no SMTP server is set (notifications.smtp_host): mails rest in the local outbox, /api/v1/notifications/outbox"
            .into()
    } else {
        format!("mail goes through {host}")
    };
    Look { good: true, what }
}

async fn port(address: &str) -> Look {
    match tokio::net::TcpListener::bind(address).await {
        Ok(_) => Look { good: true, what: format!("{address} is free to listen on") },
        // A running installation is no fault.
        Err(error) => Look {
            good: true,
            what: format!("{address} is in use ({error}): plaza runs already, or choose another with --listen"),
        },
    }
}

fn disk(dir: &Path) -> Look {
    match rustix::fs::statvfs(dir) {
        Ok(space) => {
            let free = space.f_bavail * space.f_frsize / 1024 / 1024;
            Look { good: free > 512, what: format!("{free} MiB of disk free") }
        }
        Err(error) => {
            Look { good: false, what: format!("the disk of the data directory cannot be looked at: {error}") }
        }
    }
}

async fn databases(plan: &Plan) -> Vec<Look> {
    let mut looks = Vec::new();
    for service in &plan.services {
        let mut good = true;
        let what = match PgConnection::connect(&plan.database_of(service.name)).await {
            Err(error) if is_missing(&error) => {
                format!("{}: no database yet; 'plaza serve' or 'plaza migrate' makes it", service.name)
            }
            Err(error) => {
                good = false;
                format!("{}: its database cannot be reached: {error}", service.name)
            }
            Ok(mut connection) => {
                let done: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success")
                    .fetch_all(&mut connection)
                    .await
                    .unwrap_or_default();
                let missing =
                    migrate::expected(service.migrations).into_iter().filter(|version| !done.contains(version)).count();
                match missing {
                    0 => format!("{}: database is up to date", service.name),
                    n => format!("{}: {n} migrations to apply; 'plaza migrate' does it", service.name),
                }
            }
        };
        looks.push(Look { good, what });
    }
    looks
}

/// Whether the server answers but has no such database (PostgreSQL, 3D000).
fn is_missing(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "3D000")
}
