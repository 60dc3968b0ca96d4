use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use axum::Router;
use axum::serve::ListenerExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use plaza_service::config::Config;
use plaza_service::telemetry::{self, Format};
use plaza_service::{Node, internal_router};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use toml::Value;

use crate::cli::ServeOptions;
use crate::installation::Installation;
use crate::services::{self, GATEWAY};

/// How long a process that stops answers what it has begun.
const DRAIN: std::time::Duration = std::time::Duration::from_secs(10);

/// `plaza serve`.
pub(crate) async fn run(mut config: Config, options: ServeOptions) -> anyhow::Result<ExitCode> {
    for (key, option, value) in
        [("listen", "--listen", &options.listen), ("internal_listen", "--internal-listen", &options.internal_listen)]
    {
        if let Some(value) = value {
            config.set(key, Value::String(value.clone()), option)?;
        }
    }
    log(&config)?;
    let (here, gateway) = choose(&config, &options.only)?;
    // Taken before anything starts: a second process on the same address says so at once.
    let public = bind(config.text("listen")).await?;
    let internal = match config.text("internal_listen") {
        "" => None,
        address => Some(bind(address).await?),
    };
    let mut installation = Installation::open(config).await?;
    installation.plan.here = here;
    if let Some(postgres) = installation.postgres() {
        tracing::info!(service = "plaza", folder = %postgres.folder().display(), "private PostgreSQL");
    }
    let node = Node::start(installation.plan.clone());
    let metrics = metrics(&node)?;
    let inside = internal_router(&node);
    let mut servers = tokio::task::JoinSet::new();
    let health = plaza_gateway::health_router(node.health().clone(), metrics.clone());
    tracing::info!(service = "plaza", address = %public.local_addr()?, "listening");
    if gateway {
        let door = plaza_gateway::Gateway::new(&node)?;
        servers.spawn(serve(public, plaza_gateway::router(&door, &node, metrics)?, node.tasks().shutdown()));
        if let Some(internal) = internal {
            servers.spawn(serve(internal, inside.merge(health), node.tasks().shutdown()));
        }
    } else {
        servers.spawn(serve(public, inside.merge(health), node.tasks().shutdown()));
    }
    let outcome = until_told(&node, &options, &mut servers).await;
    tracing::info!(service = "plaza", "stopping");
    // Whoever uses something ends before it does: servers, tasks, connections, the database.
    node.tasks().ask_to_end();
    drain(servers).await;
    node.stop().await;
    installation.close().await?;
    tracing::info!(service = "plaza", "stopped");
    outcome.map(|()| ExitCode::SUCCESS)
}

/// `plaza migrate`.
pub(crate) async fn migrate(config: Config) -> anyhow::Result<ExitCode> {
    log(&config)?;
    let mut installation = Installation::open(config).await?;
    installation.plan.here = installation.plan.services.iter().map(|service| service.name).collect();
    let node = Node::start(installation.plan.clone());
    ready(&node).await?;
    node.stop().await;
    installation.close().await?;
    crate::say("Every service's database is up to date.")
}

/// Waits until every service of the node answers.
pub(crate) async fn ready(node: &Node) -> anyhow::Result<()> {
    let up = async {
        while !node.health().is_ready() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), up)
        .await
        .context("the services did not come up within two minutes; the log says why")
}

/// Starts logging as configured.
pub(crate) fn log(config: &Config) -> anyhow::Result<()> {
    let format = match config.text("log_format") {
        "json" => Format::Json,
        "text" => Format::Text,
        "auto" if std::io::IsTerminal::is_terminal(&std::io::stderr()) => Format::Text,
        "auto" => Format::Json,
        other => bail!("log_format is json, text or auto, not '{other}'"),
    };
    telemetry::start(format, config.text("log_filter")).context("log_filter")
}

async fn until_told(
    node: &Node,
    options: &ServeOptions,
    servers: &mut tokio::task::JoinSet<anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let told = async {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    };
    let work = async {
        ready(node).await?;
        tracing::info!(service = "plaza", url = node.plan().public_url, "ready");
        if options.demo {
            match crate::demo::fill(node).await {
                Ok(logins) => drop(crate::demo::welcome(&node.plan().public_url, &logins)?),
                // An installation that has grown up runs on as it is.
                Err(error) => tracing::warn!(service = "plaza", error = format!("{error:#}"), "no demo"),
            }
        }
        match servers.join_next().await {
            Some(ended) => ended?,
            None => Ok(()),
        }
    };
    tokio::select! { () = told => Ok(()), outcome = work => outcome }
}

/// Lets the servers, which take nobody new, answer what they have begun; who is too slow is cut off.
async fn drain(mut servers: tokio::task::JoinSet<anyhow::Result<()>>) {
    let answered = async { while servers.join_next().await.is_some() {} };
    if tokio::time::timeout(DRAIN, answered).await.is_err() {
        tracing::info!(service = "plaza", "some connections are cut off");
    }
}

/// Which services run here, and whether the gateway does.
fn choose(config: &Config, only: &[String]) -> anyhow::Result<(Vec<&'static str>, bool)> {
    let names: Vec<&'static str> = services::all().iter().map(|service| service.name).collect();
    if only.is_empty() {
        return Ok((names, true));
    }
    for name in only {
        if name != GATEWAY && !names.contains(&name.as_str()) {
            bail!("--only: there is no service '{name}'; there are gateway, {}", names.join(", "));
        }
    }
    let here: Vec<&'static str> =
        names.iter().copied().filter(|name| only.iter().any(|wanted| wanted == name)).collect();
    for name in names.iter().filter(|name| !here.contains(name)) {
        if config.text(&format!("{name}.url")).is_empty() {
            bail!(
                "{name} does not run in this process: say where it does, in {name}.url or {}",
                plaza_service::config::variable(&format!("{name}.url"))
            );
        }
    }
    Ok((here, only.iter().any(|name| name == GATEWAY)))
}

async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be listened on; choose another with --listen"))
}

async fn serve(listener: TcpListener, router: Router, mut shutdown: plaza_tasks::Shutdown) -> anyhow::Result<()> {
    let listener = listener.tap_io(|stream| {
        // Small answers must not wait for more; a socket that cannot do it still works.
        let _ = stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(async move { shutdown.asked().await }).await?;
    Ok(())
}

fn metrics(node: &Node) -> anyhow::Result<Arc<dyn Fn() -> String + Send + Sync>> {
    let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0];
    let handle = PrometheusBuilder::new().set_buckets(&buckets)?.install_recorder()?;
    let board = node.board().clone();
    Ok(Arc::new(move || {
        for (service, state) in board.breakers() {
            metrics::gauge!("plaza_breaker_open", "service" => service)
                .set(f64::from(u8::from(state != plaza_rpc::breaker::State::Closed)));
        }
        if let Some(bytes) = plaza_service::health::resident_bytes() {
            metrics::gauge!("process_resident_memory_bytes").set(bytes as f64);
        }
        handle.run_upkeep();
        handle.render()
    }))
}
