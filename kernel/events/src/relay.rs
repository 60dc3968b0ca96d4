//! The producer's side: one reader per subscriber, in commit order, under a lease.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Envelope, event};
use plaza_db::{Db, Result};
use plaza_rpc::Pipe;
use plaza_tasks::{Shutdown, Tasks};

use crate::row::{self, EventRow, Position};

const BATCH: i64 = 200;
const LEASE: chrono::Duration = chrono::Duration::seconds(30);
const POLL: Duration = Duration::from_millis(500);
/// A busy relay lets events gather: one lease, one call and one commit of the listener for all of them.
const GATHER: Duration = Duration::from_millis(100);

/// A service that listens to another's events.
#[derive(Clone)]
pub struct Subscriber {
    /// Its name.
    pub name: &'static str,
    /// Which events: full names, `service.*` or `*`.
    pub patterns: Vec<&'static str>,
    /// The way to it.
    pub pipe: Pipe,
}

/// Reads a service's events and tells its subscribers.
#[derive(Clone)]
pub struct Relay {
    db: Db,
    subscribers: Vec<Subscriber>,
}

struct Lease {
    position: Position,
    number: i64,
    failures: i32,
}

impl Relay {
    /// A relay for the events of `db`'s service.
    pub fn new(db: Db, subscribers: Vec<Subscriber>) -> Self {
        Self { db, subscribers }
    }

    /// Starts one task per subscriber, so that a slow one holds up nobody else.
    pub fn start(self, tasks: &Tasks) {
        let relay = Arc::new(self);
        let nudges: Vec<_> = relay.subscribers.iter().map(|_| Arc::new(tokio::sync::Notify::new())).collect();
        let (wake, fan) = (relay.db.wake().events.clone(), nudges.clone());
        tasks.spawn(format!("relay {} fan-out", relay.db.service()), move |mut shutdown| {
            let (wake, fan) = (wake.clone(), fan.clone());
            async move {
                while shutdown.pause(wake.notified(), Duration::from_secs(3600)).await {
                    fan.iter().for_each(|nudge| nudge.notify_one());
                }
            }
        });
        for (index, nudge) in nudges.into_iter().enumerate() {
            let relay = relay.clone();
            let name = format!("relay {} to {}", relay.db.service(), relay.subscribers[index].name);
            tasks.spawn(name, move |shutdown| relay.clone().run(index, nudge.clone(), shutdown));
        }
    }

    /// Tells every subscriber all there is; returns how many events were delivered. For tests that drive time by hand.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn drain(&self) -> Result<usize> {
        let mut told = 0;
        for subscriber in &self.subscribers {
            while let Some(count) = self.tell(subscriber).await? {
                told += count;
            }
        }
        Ok(told)
    }

    async fn run(self: Arc<Self>, index: usize, nudge: Arc<tokio::sync::Notify>, mut shutdown: Shutdown) {
        let subscriber = &self.subscribers[index];
        loop {
            match self.tell(subscriber).await {
                // The first of many is told at once, the others together a moment later.
                Ok(Some(scanned)) if scanned < BATCH as usize => {
                    if !shutdown.pause(std::future::pending(), GATHER).await {
                        return;
                    }
                    continue;
                }
                Ok(Some(_)) if shutdown.is_asked() => return,
                Ok(Some(_)) => continue,
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(subscriber = subscriber.name, %error, "the relay cannot reach its database")
                }
            }
            if !shutdown.pause(nudge.notified(), POLL).await {
                return;
            }
        }
    }

    /// One batch: how many were scanned, or none when there is nothing to do or somebody else does it.
    async fn tell(&self, subscriber: &Subscriber) -> Result<Option<usize>> {
        let Some(first) = self.peek(subscriber).await? else { return Ok(None) };
        let Some(lease) = self.lease(subscriber).await? else { return Ok(None) };
        // The position may have moved between the peek and the lease.
        let rows = if lease.position == first.0 {
            first.1
        } else {
            row::after(self.db.pool(), &lease.position, BATCH).await?
        };
        let Some(last) = rows.last().map(EventRow::position) else {
            self.release(subscriber, &lease, &lease.position, None).await?;
            return Ok(None);
        };
        let scanned = rows.len();
        let wanted =
            |envelope: &Envelope| subscriber.patterns.iter().any(|pattern| event::matches(pattern, &envelope.kind));
        let events: Vec<Envelope> =
            rows.into_iter().map(|row| row.envelope(self.db.service())).filter(wanted).collect();
        let told = if events.is_empty() { Ok(()) } else { self.deliver(subscriber, &events).await };
        match told {
            Ok(()) => self.release(subscriber, &lease, &last, None).await?,
            Err(fault) => {
                tracing::warn!(subscriber = subscriber.name, %fault, "events could not be delivered; they wait");
                self.release(subscriber, &lease, &lease.position, Some(&fault.to_string())).await?;
                return Ok(None);
            }
        }
        Ok(Some(scanned))
    }

    async fn deliver(&self, subscriber: &Subscriber, events: &[Envelope]) -> plaza_core::Result<()> {
        let cx = Cx::service(self.db.service(), None);
        subscriber.pipe.call(&cx, "/events", &events).await
    }

    /// What there is to tell, read before the lease so that an idle relay writes nothing.
    async fn peek(&self, subscriber: &Subscriber) -> Result<Option<(Position, Vec<EventRow>)>> {
        let row: Option<(String, i64)> =
            sqlx::query_as("SELECT cursor_txid::text, cursor_seq FROM kernel.subscriptions WHERE subscriber = $1")
                .bind(subscriber.name)
                .fetch_optional(self.db.pool())
                .await?;
        let (txid, seq) = row.unwrap_or_else(|| ("0".into(), 0));
        let position = Position { txid, seq };
        let rows = row::after(self.db.pool(), &position, BATCH).await?;
        Ok((!rows.is_empty()).then_some((position, rows)))
    }

    async fn lease(&self, subscriber: &Subscriber) -> Result<Option<Lease>> {
        let now = self.db.clock().now();
        let row: Option<(String, i64, i64, i32)> = sqlx::query_as(
            "INSERT INTO kernel.subscriptions AS s (subscriber, leased_until, lease) VALUES ($1, $2, 1)
             ON CONFLICT (subscriber) DO UPDATE SET leased_until = $2, lease = s.lease + 1 WHERE s.leased_until <= $3
             RETURNING cursor_txid::text, cursor_seq, lease, failures",
        )
        .bind(subscriber.name)
        .bind(now + LEASE)
        .bind(now)
        .fetch_optional(self.db.pool())
        .await?;
        Ok(row.map(|(txid, seq, number, failures)| Lease { position: Position { txid, seq }, number, failures }))
    }

    /// Moves the position on, or after a failure keeps the lease for a while as back-off.
    async fn release(
        &self,
        subscriber: &Subscriber,
        lease: &Lease,
        position: &Position,
        error: Option<&str>,
    ) -> Result<()> {
        let now = self.db.clock().now();
        let failures = if error.is_some() { lease.failures.saturating_add(1) } else { 0 };
        let free_at = if error.is_some() { now + chrono::Duration::milliseconds(250 << failures.min(6)) } else { now };
        sqlx::query(
            "UPDATE kernel.subscriptions
             SET cursor_txid = $3::text::xid8, cursor_seq = $4, leased_until = $5, failures = $6, last_error = $7,
                 told_at = CASE WHEN $7 IS NULL THEN $8 ELSE told_at END
             WHERE subscriber = $1 AND lease = $2",
        )
        .bind(subscriber.name)
        .bind(lease.number)
        .bind(&position.txid)
        .bind(position.seq)
        .bind(free_at)
        .bind(failures)
        .bind(error)
        .bind(now)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }
}
