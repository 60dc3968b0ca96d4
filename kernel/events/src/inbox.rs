//! The consumer's side: each event is handled once per handler, in the
//! handler's own transaction. A failure backs off, then rests as a dead
//! letter; nothing is acknowledged before it is handled or laid aside.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use futures::FutureExt;
use plaza_core::{Cx, Envelope, Fault, Instant, event};
use plaza_db::{Db, Result, Tx};
use plaza_rpc::server::{RpcBody, answer};
use plaza_tasks::Tasks;
use uuid::Uuid;

/// Attempts before an event rests as a dead letter; about twenty minutes with the back-off.
pub const ATTEMPTS: i32 = 10;

/// Reacts to events of other services, or of its own.
#[async_trait::async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Its name, unique in its service and never changed: the inbox remembers by it.
    fn name(&self) -> &'static str;

    /// Which events: full names, `service.*` or `*`.
    fn patterns(&self) -> &'static [&'static str];

    /// Writes the effect into `tx`. No other service is called from here: enqueue a job for that.
    ///
    /// # Errors
    /// Any fault: the event is tried again later.
    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> plaza_core::Result<()>;
}

/// A service's handlers and what they have handled.
#[derive(Clone)]
pub struct Inbox {
    db: Db,
    handlers: Arc<Vec<Arc<dyn Handler>>>,
}

impl Inbox {
    /// An inbox over a service's database.
    pub fn new(db: Db, handlers: Vec<Arc<dyn Handler>>) -> Self {
        Self { db, handlers: Arc::new(handlers) }
    }

    /// `POST /events`: where relays deliver.
    pub fn router(&self) -> Router {
        let inbox = self.clone();
        Router::new().route(
            "/events",
            post(move |body: RpcBody<Vec<Envelope>>| async move { answer(inbox.receive(body.0).await) }),
        )
    }

    /// Starts the task that tries failed events again.
    pub fn start(&self, tasks: &Tasks) {
        let inbox = self.clone();
        tasks.spawn(format!("inbox {}", self.db.service()), move |mut shutdown| {
            let inbox = inbox.clone();
            async move {
                while shutdown.pause(std::future::pending(), Duration::from_secs(1)).await {
                    if let Err(error) = inbox.retry_due().await {
                        tracing::warn!(%error, "waiting events could not be tried");
                    }
                }
            }
        });
    }

    /// Handles events, or lays them aside; returns when all of them are recorded.
    ///
    /// # Errors
    /// When they could not even be recorded: the relay sends them again.
    pub async fn receive(&self, events: Vec<Envelope>) -> plaza_core::Result<()> {
        for handler in self.handlers.iter() {
            let mine: Vec<&Envelope> =
                events.iter().filter(|e| handler.patterns().iter().any(|p| event::matches(p, &e.kind))).collect();
            for chunk in mine.chunks(50) {
                self.receive_chunk(handler.as_ref(), chunk).await?;
            }
        }
        Ok(())
    }

    /// Tries the waiting events whose time has come; returns how many were handled.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn retry_due(&self) -> Result<usize> {
        let now = self.db.clock().now();
        // Only the oldest open event of a key is tried: order within an aggregate is kept.
        let due: Vec<(String, Uuid, sqlx::types::Json<Envelope>, i32)> = sqlx::query_as(
            "SELECT i.handler, i.event_id, i.envelope, i.attempts FROM kernel.inbox i
             WHERE i.state = 'waiting' AND i.next_at <= $1 AND i.handler = ANY($2)
               AND NOT EXISTS (SELECT FROM kernel.inbox o WHERE o.handler = i.handler AND o.key = i.key
                               AND o.state = 'waiting' AND (o.seen_at, o.event_id) < (i.seen_at, i.event_id))
             ORDER BY i.seen_at LIMIT 100",
        )
        .bind(now)
        .bind(self.handlers.iter().map(|handler| handler.name()).collect::<Vec<_>>())
        .fetch_all(self.db.pool())
        .await?;
        let mut handled = 0;
        for (name, _, envelope, attempts) in due {
            let Some(handler) = self.handlers.iter().find(|handler| handler.name() == name) else { continue };
            match self.again(handler.as_ref(), &envelope.0).await {
                Ok(()) => handled += 1,
                Err(fault) => self.lay_aside(handler.as_ref(), &envelope.0, attempts + 1, &fault).await?,
            }
        }
        Ok(handled)
    }

    async fn receive_chunk(&self, handler: &dyn Handler, chunk: &[&Envelope]) -> plaza_core::Result<()> {
        let parked = self.parked_keys(handler, chunk).await?;
        if parked.is_empty() && self.handle_together(handler, chunk).await.is_ok() {
            return Ok(());
        }
        // Something in the chunk fails: one at a time, so that it stops only its own key.
        let mut parked = parked;
        for envelope in chunk {
            if parked.contains(&envelope.subject) {
                self.park(handler, envelope).await?;
            } else if let Err(fault) = self.handle_together(handler, &[envelope]).await {
                tracing::warn!(handler = handler.name(), event = %envelope.id, kind = %envelope.kind, %fault, "an event was not handled; it is tried again");
                self.lay_aside(handler, envelope, 1, &fault).await?;
                parked.insert(envelope.subject);
            }
        }
        Ok(())
    }

    async fn handle_together(&self, handler: &dyn Handler, chunk: &[&Envelope]) -> plaza_core::Result<()> {
        let mut tx = self.db.begin(&Cx::service(self.db.service(), None)).await?;
        let now = tx.now();
        let fresh: Vec<(Uuid,)> = sqlx::query_as(
            "INSERT INTO kernel.inbox (handler, event_id, org_id, key, state, seen_at)
             SELECT $1, e.id, e.org_id, e.key, 'done', $5 FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS e (id, org_id, key)
             ON CONFLICT DO NOTHING RETURNING event_id",
        )
        .bind(handler.name())
        .bind(chunk.iter().map(|e| e.id).collect::<Vec<_>>())
        .bind(chunk.iter().map(|e| e.orgid.map(|org| org.uuid())).collect::<Vec<_>>())
        .bind(chunk.iter().map(|e| e.subject).collect::<Vec<_>>())
        .bind(now)
        .fetch_all(&mut *tx)
        .await
        .map_err(plaza_db::Error::from)?;
        let fresh: HashSet<Uuid> = fresh.into_iter().map(|row| row.0).collect();
        for envelope in chunk.iter().filter(|envelope| fresh.contains(&envelope.id)) {
            tx.act_as(&self.context(envelope));
            handle(handler, &mut tx, envelope).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn again(&self, handler: &dyn Handler, envelope: &Envelope) -> plaza_core::Result<()> {
        let mut tx = self.db.begin(&self.context(envelope)).await?;
        let mine = sqlx::query("UPDATE kernel.inbox SET state = 'done', envelope = NULL, next_at = NULL WHERE handler = $1 AND event_id = $2 AND state = 'waiting'")
            .bind(handler.name())
            .bind(envelope.id)
            .execute(&mut *tx)
            .await
            .map_err(plaza_db::Error::from)?;
        if mine.rows_affected() == 1 {
            handle(handler, &mut tx, envelope).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn parked_keys(&self, handler: &dyn Handler, chunk: &[&Envelope]) -> Result<HashSet<Uuid>> {
        let rows: Vec<(Uuid,)> = sqlx::query_as(
            "SELECT DISTINCT key FROM kernel.inbox WHERE handler = $1 AND state = 'waiting' AND key = ANY($2)",
        )
        .bind(handler.name())
        .bind(chunk.iter().map(|e| e.subject).collect::<Vec<_>>())
        .fetch_all(self.db.pool())
        .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Behind an event of the same key that waits: this one waits too, unless it is that one, come again.
    async fn park(&self, handler: &dyn Handler, envelope: &Envelope) -> Result<()> {
        let now = self.db.clock().now();
        self.write_open(handler, envelope, "waiting", 0, now, "waits behind an earlier event").await
    }

    async fn lay_aside(&self, handler: &dyn Handler, envelope: &Envelope, attempts: i32, fault: &Fault) -> Result<()> {
        let state = if attempts >= ATTEMPTS { "dead" } else { "waiting" };
        if state == "dead" {
            tracing::error!(handler = handler.name(), event = %envelope.id, kind = %envelope.kind, %fault, "an event rests as a dead letter");
        }
        let next = self.db.clock().now() + chrono::Duration::seconds(1_i64 << attempts.clamp(0, 8));
        self.write_open(handler, envelope, state, attempts, next, &fault.to_string()).await
    }

    async fn write_open(
        &self,
        handler: &dyn Handler,
        envelope: &Envelope,
        state: &str,
        attempts: i32,
        next: Instant,
        error: &str,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO kernel.inbox AS i (handler, event_id, org_id, key, state, envelope, attempts, next_at, last_error, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (handler, event_id) DO UPDATE SET state = $5, attempts = $7, next_at = $8, last_error = $9
             WHERE i.state = 'waiting' AND i.attempts < $7",
        )
        .bind(handler.name())
        .bind(envelope.id)
        .bind(envelope.orgid.map(|org| org.uuid()))
        .bind(envelope.subject)
        .bind(state)
        .bind(sqlx::types::Json(envelope))
        .bind(attempts)
        .bind(next)
        .bind(error)
        .bind(self.db.clock().now())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    fn context(&self, envelope: &Envelope) -> Cx {
        Cx::service(self.db.service(), envelope.orgid).correlated(envelope.correlationid)
    }
}

/// A panic is a failure like any other, or one event would hold up its publisher for ever.
async fn handle(handler: &dyn Handler, tx: &mut Tx, envelope: &Envelope) -> plaza_core::Result<()> {
    let outcome = AssertUnwindSafe(handler.handle(tx, envelope)).catch_unwind().await;
    outcome.unwrap_or_else(|_| {
        tracing::error!(handler = handler.name(), event = %envelope.id, "a handler panicked");
        Err(Fault::internal())
    })
}
