//! A service's events as they come, for readers that keep no position of their
//! own: the gateway pushes them to browsers. Missing one costs a refresh, not data.

use std::time::Duration;

use axum::Router;
use axum::routing::post;
use plaza_core::{Cx, Envelope, Fault};
use plaza_db::Db;
use plaza_rpc::Pipe;
use plaza_rpc::server::{RpcBody, answer};
use plaza_tasks::Shutdown;
use serde::{Deserialize, Serialize};

pub use crate::row::Position;
use crate::row::{self, EventRow};

const WAIT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(250);
const BATCH: i64 = 500;

/// Events and where to read on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Glance {
    /// What came.
    pub events: Vec<Envelope>,
    /// Pass it on the next call.
    pub next: Position,
}

/// `POST /feed`: answers when something comes, or empty after five seconds or when the process stops. Without a
/// position it answers the present one at once.
pub fn router(db: Db, shutdown: Shutdown) -> Router {
    let look = move |from: RpcBody<Option<Position>>| async move { answer(look(&db, shutdown, from.0).await) };
    Router::new().route("/feed", post(look))
}

/// Reads a service's feed over a pipe.
///
/// # Errors
/// As the pipe fails.
pub async fn read(pipe: &Pipe, cx: &Cx, from: &Option<Position>) -> Result<Glance, Fault> {
    pipe.call(cx, "/feed", from).await
}

async fn look(db: &Db, mut shutdown: Shutdown, from: Option<Position>) -> Result<Glance, Fault> {
    let Some(from) = from else { return Ok(Glance { events: Vec::new(), next: present(db).await? }) };
    let until = tokio::time::Instant::now() + WAIT;
    loop {
        let woken = db.wake().feeds.notified();
        let rows = row::after(db.pool(), &from, BATCH).await.map_err(plaza_db::Error::from)?;
        if let Some(next) = rows.last().map(EventRow::position) {
            let events = rows.into_iter().map(|row| row.envelope(db.service())).collect();
            return Ok(Glance { events, next });
        }
        if tokio::time::Instant::now() >= until || shutdown.is_asked() {
            return Ok(Glance { events: Vec::new(), next: from });
        }
        // Another process's commits do not nudge this one: look again soon.
        shutdown.pause(woken, POLL).await;
    }
}

async fn present(db: &Db) -> plaza_db::Result<Position> {
    let (txid,): (String,) =
        sqlx::query_as("SELECT pg_snapshot_xmin(pg_current_snapshot())::text").fetch_one(db.pool()).await?;
    Ok(Position { txid, seq: -1 })
}
