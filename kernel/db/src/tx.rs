use std::ops::{Deref, DerefMut};

use plaza_core::{Cx, Event, IdempotencyKey, Instant, OrgId};
use plaza_rpc::transaction::Open;
use serde::Serialize;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::wake::Woken;
use crate::{Db, Error, Result, idempotency};

/// A transaction of a command: statements run on it (`&mut *tx`), events are
/// [emitted](Tx::emit) into it, and the answer to the client's idempotency key is
/// [kept](Tx::answer) with it. All of it commits together or not at all.
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    db: Db,
    org: Option<OrgId>,
    actor: String,
    correlation: Uuid,
    idempotency: Option<IdempotencyKey>,
    answer: Option<(u16, serde_json::Value)>,
    events: Vec<Emitted>,
    /// What was to be written and cannot be: the commit fails with it.
    unwritable: Option<serde_json::Error>,
    woken: Woken,
    _open: Open,
}

struct Emitted {
    id: Uuid,
    org: Option<OrgId>,
    actor: String,
    correlation: Uuid,
    aggregate_id: Uuid,
    kind: &'static str,
    data: serde_json::Value,
    version: i32,
}

impl Tx {
    pub(crate) async fn open(db: &Db, cx: &Cx) -> Result<Self> {
        Ok(Self {
            inner: begun(db.pool()).await?,
            db: db.clone(),
            org: cx.org,
            actor: cx.actor_label(),
            correlation: cx.correlation,
            idempotency: cx.idempotency.clone(),
            answer: None,
            events: Vec::new(),
            unwritable: None,
            woken: Woken::default(),
            _open: Open::mark(),
        })
    }

    /// Publishes an event with this transaction, in the context's organisation. The only way to publish.
    pub fn emit<E: Event>(&mut self, event: &E) {
        self.emit_in(self.org, event);
    }

    /// Publishes an event in another organisation than the context's, or in none.
    pub fn emit_in<E: Event>(&mut self, org: Option<OrgId>, event: &E) {
        match serde_json::to_value(event) {
            Ok(data) => self.events.push(Emitted {
                id: Uuid::now_v7(),
                org,
                actor: self.actor.clone(),
                correlation: self.correlation,
                aggregate_id: event.aggregate_id(),
                kind: E::TYPE,
                data,
                version: event.aggregate_version(),
            }),
            Err(error) => self.unwritable = Some(error),
        }
    }

    /// Keeps the answer for the client's idempotency key, if it sent one: a repeat of the request gets it again.
    pub fn answer(&mut self, status: u16, body: &impl Serialize) {
        if self.idempotency.is_some() {
            match serde_json::to_value(body) {
                Ok(body) => self.answer = Some((status, body)),
                Err(error) => self.unwritable = Some(error),
            }
        }
    }

    /// Commits statements, events and answer together, then wakes the workers.
    ///
    /// # Errors
    /// [`Error::KeyInUse`] when another request with the same key was faster: nothing is written.
    /// Nor is it when a statement had failed, or an event or answer is no JSON.
    pub async fn commit(mut self) -> Result<()> {
        if let Some(error) = self.unwritable.take() {
            return Err(sqlx::Error::Encode(Box::new(error)).into());
        }
        let now = self.now();
        if self.events.is_empty() && self.answer.is_none() {
            // PostgreSQL answers the COMMIT of a failed transaction with a rollback and no error; any statement asks.
            sqlx::query("SELECT 1").execute(&mut *self.inner).await?;
        }
        self.write_events(now).await?;
        if let (Some(key), Some((status, body))) = (self.idempotency.take(), self.answer.take()) {
            let actor = self.actor.clone();
            if !idempotency::save(&mut self.inner, &actor, &key, status, &body, now).await? {
                return Err(Error::KeyInUse);
            }
        }
        self.inner.commit().await?;
        let wake = self.db.wake();
        if !self.events.is_empty() {
            wake.events.notify_one();
            wake.feeds.notify_waiters();
        }
        if self.woken.jobs {
            wake.jobs.notify_one();
        }
        if self.woken.sagas {
            wake.sagas.notify_one();
        }
        Ok(())
    }

    /// The moment that stamps this transaction's rows.
    pub fn now(&self) -> Instant {
        self.db.clock().now()
    }

    /// The context's organisation.
    pub fn org(&self) -> Option<OrgId> {
        self.org
    }

    /// Who acts, as histories write it.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The id that all of one request's consequences share.
    pub fn correlation(&self) -> Uuid {
        self.correlation
    }

    /// Goes on in another context: a batch of events is handled in one transaction,
    /// each in the organisation and under the correlation of its own.
    pub fn act_as(&mut self, cx: &Cx) {
        self.org = cx.org;
        self.actor = cx.actor_label();
        self.correlation = cx.correlation;
    }

    /// Tells the job workers after the commit. Called by the jobs crate.
    pub fn wake_jobs(&mut self) {
        self.woken.jobs = true;
    }

    /// Tells the saga runner after the commit. Called by the saga crate.
    pub fn wake_sagas(&mut self) {
        self.woken.sagas = true;
    }

    async fn write_events(&mut self, now: Instant) -> Result<()> {
        if self.events.is_empty() {
            return Ok(());
        }
        let events = &self.events;
        // One statement for all of them; `ORDINALITY` keeps their order in `seq`.
        sqlx::query(
            "INSERT INTO kernel.domain_events
                 (id, org_id, aggregate_type, aggregate_id, event_type, event_data, version, metadata, created_at, correlation_id)
             SELECT e.id, e.org_id, split_part(e.kind, '.', 2), e.aggregate_id, e.kind, e.data, e.version, jsonb_build_object('actor', e.actor), $9, e.correlation
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[], $6::int[], $7::text[], $8::uuid[])
                  WITH ORDINALITY AS e (id, org_id, aggregate_id, kind, data, version, actor, correlation, n)
             ORDER BY e.n",
        )
        .bind(events.iter().map(|e| e.id).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.org.map(OrgId::uuid)).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.aggregate_id).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.kind.to_owned()).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.data.clone()).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.version).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.actor.clone()).collect::<Vec<_>>())
        .bind(events.iter().map(|e| e.correlation).collect::<Vec<_>>())
        .bind(now)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }
}

impl Deref for Tx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}

/// Begins to the end, even if who waits for it goes away meanwhile: sqlx would give the connection back with a
/// transaction open that it does not know of, and what ran there next would never be committed.
#[allow(clippy::disallowed_methods)] // the one place that begins; the task ends by itself
async fn begun(pool: &PgPool) -> Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin().await }).await;
    // The task is only lost with the runtime.
    Ok(begun.unwrap_or(Err(sqlx::Error::PoolClosed))?)
}
