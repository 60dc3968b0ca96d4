//! A process: the services that run in it, brought up side by side.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use plaza_db::migrate;
use plaza_db::{Db, PoolOptions};
use plaza_events::{Relay, Subscriber};
use plaza_rpc::{InternalKey, Switchboard};
use plaza_tasks::Tasks;
use sqlx::{Connection, PgConnection};

use crate::health::Health;
use crate::plan::with_database;
use crate::{Assembly, Parts, Plan, Service};

/// How long a process waits at the end for what runs.
const GRACE: Duration = Duration::from_secs(15);
/// How long it waits after that for connections to databases that are in use.
const CLOSING: Duration = Duration::from_secs(5);

/// A running process.
pub struct Node {
    plan: Arc<Plan>,
    board: Switchboard,
    tasks: Tasks,
    health: Health,
}

impl Node {
    /// Gives every service its place and starts to bring up those that run here.
    /// Returns at once: readiness, not start order, gates traffic.
    pub fn start(plan: Plan) -> Self {
        let board = Switchboard::new(InternalKey::new(&plan.secret));
        let limit = u64::try_from(plan.config.number("memory_limit_mib")).unwrap_or(0) * 1024 * 1024;
        let health = Health::new(board.clone(), plan.data_dir.clone(), limit);
        let node = Self { plan: Arc::new(plan), board, tasks: Tasks::default(), health };
        for service in &node.plan.services {
            if node.plan.is_here(service.name) {
                node.board.local(service.name);
                node.health.announce(service.name);
            } else {
                let base = node.plan.config.text(&format!("{}.url", service.name)).trim_end_matches('/').to_owned();
                node.board.remote(service.name, &format!("{base}/_service/{}", service.name));
            }
        }
        for service in node.plan.services.iter().filter(|service| node.plan.is_here(service.name)) {
            let (plan, board, tasks, health, service) =
                (node.plan.clone(), node.board.clone(), node.tasks.clone(), node.health.clone(), service.clone());
            node.tasks.spawn_once("bring up", async move { bring_up(&plan, &board, &tasks, &health, &service).await });
        }
        node
    }

    /// Where every service is.
    pub fn board(&self) -> &Switchboard {
        &self.board
    }

    /// The process's tasks.
    pub fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// The process's health.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// What it runs, and of what.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Ends every task in order, within a grace time, then closes the databases' connections: nobody needs them any
    /// more, and a database that is stopped next finds nobody to cut off.
    pub async fn stop(self) {
        self.tasks.stop(GRACE).await;
        let databases = self.health.databases();
        let closed = futures::future::join_all(databases.iter().map(Db::close));
        if tokio::time::timeout(CLOSING, closed).await.is_err() {
            tracing::warn!("some connections to databases were still in use");
        }
    }
}

/// `/_service/<name>/...`: how other processes reach the services of this one.
pub fn internal_router(node: &Node) -> Router {
    let mut router = Router::new();
    for service in node.plan.services.iter().filter(|service| node.plan.is_here(service.name)) {
        let (board, name) = (node.board.clone(), service.name);
        let forward = move |request: axum::extract::Request| {
            let board = board.clone();
            async move { board.receive(name, request).await }
        };
        router = router.nest_service(
            &format!("/_service/{name}"),
            tower::service_fn(move |request| {
                let answer = forward(request);
                async move { Ok::<_, std::convert::Infallible>(answer.await) }
            }),
        );
    }
    router
}

/// Tries until it works: the database may come later than the process.
async fn bring_up(plan: &Plan, board: &Switchboard, tasks: &Tasks, health: &Health, service: &Service) {
    let mut shutdown = tasks.shutdown();
    let mut rest = Duration::from_millis(100);
    loop {
        match assemble(plan, board, tasks, service).await {
            Ok((router, db)) => {
                board.connect(service.name, router);
                health.ready(service.name, db);
                tracing::info!(service = service.name, "ready");
                return;
            }
            Err(error) => {
                tracing::warn!(service = service.name, error = format!("{error:#}"), "not up yet; tried again")
            }
        }
        if !shutdown.pause(std::future::pending(), rest).await {
            return;
        }
        rest = (rest * 2).min(Duration::from_secs(5));
    }
}

async fn assemble(plan: &Plan, board: &Switchboard, tasks: &Tasks, service: &Service) -> anyhow::Result<(Router, Db)> {
    let url = plan.database_of(service.name);
    create_database(&url).await.context("its database could not be made")?;
    let connections = u32::try_from(plan.config.number("connections")).unwrap_or(10).max(2);
    let pool = plaza_db::connect(&url, service.name, PoolOptions { max: connections, ..PoolOptions::default() })?;
    migrate::run(&pool, service.migrations).await.context("its migrations failed")?;
    let db = Db::new(service.name, pool, plan.clock.clone());
    let parts = Parts {
        name: service.name,
        config: plan.config.clone(),
        board: board.clone(),
        master: plan.secret.clone(),
        clock: plan.clock.clone(),
        db: db.clone(),
        tasks: tasks.clone(),
        data_dir: plan.data_dir.clone(),
        public_url: plan.public_url.clone(),
    };
    let assembly = Assembly::of(service, parts).await.context("it could not be built")?;
    assembly.start(tasks);
    Relay::new(db.clone(), subscribers(plan, board, service)).start(tasks);
    Ok((assembly.router, db))
}

fn subscribers(plan: &Plan, board: &Switchboard, of: &Service) -> Vec<Subscriber> {
    let prefix = format!("{}.", of.name);
    let wants = |pattern: &&&'static str| **pattern == "*" || pattern.starts_with(&prefix);
    let subscriber = |service: &Service| {
        let patterns: Vec<&'static str> = service.listens.iter().filter(wants).copied().collect();
        (!patterns.is_empty()).then(|| Subscriber {
            name: service.name,
            patterns,
            pipe: board.pipe(of.name, service.name),
        })
    };
    plan.services.iter().filter_map(subscriber).collect()
}

/// Makes the database unless it is there. Two processes may try at once.
async fn create_database(url: &str) -> anyhow::Result<()> {
    let name = url.split('?').next().and_then(|base| base.rsplit('/').next()).unwrap_or_default().to_owned();
    if let Ok(connection) = PgConnection::connect(url).await {
        connection.close().await?;
        return Ok(());
    }
    let mut admin = PgConnection::connect(&with_database(url, "postgres")).await?;
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(&name)
        .fetch_one(&mut admin)
        .await?;
    if !exists {
        let quoted = name.replace('"', "\"\"");
        let made = sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE \"{quoted}\""))).execute(&mut admin).await;
        if let Err(error) = made {
            tracing::debug!(%error, "another process made the database first");
        }
    }
    admin.close().await?;
    Ok(())
}
