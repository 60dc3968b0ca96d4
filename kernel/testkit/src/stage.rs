//! One service on a fresh database with a clock that stands still, the others
//! played by fakes behind real pipes. Time, jobs, sagas and retries move only
//! when the test says so: no sleeps.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use chrono::{DateTime, TimeZone, Utc};
use http_body_util::BodyExt;
use plaza_core::{Clock, Cx, Envelope, Event, OrgId, Secret};
use plaza_db::{Db, migrate};
use plaza_rpc::{Client, InternalKey, Switchboard, server};
use plaza_service::config::Config;
use plaza_service::{Assembly, Parts, Service};
use plaza_tasks::Tasks;
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

use crate::TestDatabase;

/// A service under test.
pub struct Stage {
    /// The built service and its workers, not running by themselves.
    pub assembly: Assembly,
    /// Its clock: Monday 2 March 2026, 09:00 UTC at first.
    pub clock: Clock,
    board: Switchboard,
    name: &'static str,
    database: TestDatabase,
}

/// Puts a stage together.
pub struct StageBuilder {
    service: Service,
    fakes: Vec<(&'static str, Router)>,
    config: Vec<(String, String)>,
}

/// What a request got.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body as JSON; null when it is none.
    pub body: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The headers.
    pub headers: HeaderMap,
}

impl Answer {
    /// The stable code of a refusal; empty for an answer.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The body, when the status is as expected; fails the test with both otherwise.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }
}

impl StageBuilder {
    /// Plays another service: the router `service!` made, over a fake.
    #[must_use]
    pub fn fake(mut self, name: &'static str, router: Router) -> Self {
        self.fakes.push((name, router));
        self
    }

    /// Sets a configuration value, as the variable `name` would.
    #[must_use]
    pub fn config(mut self, name: &str, value: &str) -> Self {
        self.config.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Makes the database and builds the service.
    pub async fn start(self) -> Stage {
        let service = self.service;
        let migrations = service.migrations;
        let seed = migrate::fingerprint(migrations);
        let database =
            TestDatabase::create(service.name, &seed, async |pool: PgPool| migrate::run(&pool, migrations).await)
                .await
                .expect("a test database");
        let clock = Clock::manual(start_of_tests());
        let tasks = Tasks::default();
        let board = Switchboard::new(InternalKey::new(&Secret::new("a key of tests only")));
        for (name, router) in self.fakes {
            board.local(name);
            board.connect(name, server::guard(name, board.key().clone(), &tasks, router));
        }
        board.local(service.name);
        let defaults = Config::with_defaults(toml::Table::new(), [(service.name, (service.defaults)())]);
        let config = defaults.variables(self.config).expect("the test's configuration");
        let db = Db::new(service.name, database.pool.clone(), clock.clone());
        let parts = Parts::new(service.name, db, board.clone(), Arc::new(config), tasks);
        let assembly = Assembly::of(&service, parts).await.expect("the service builds");
        board.connect(service.name, assembly.router.clone());
        Stage { assembly, clock, board, name: service.name, database }
    }
}

pub(crate) fn start_of_tests() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).single().unwrap_or_default()
}

impl Stage {
    /// A stage for a service.
    pub fn of(service: Service) -> StageBuilder {
        StageBuilder { service, fakes: Vec::new(), config: Vec::new() }
    }

    /// The service's database.
    pub fn db(&self) -> &Db {
        &self.assembly.db
    }

    /// Its pool, for looking at tables.
    pub fn pool(&self) -> &PgPool {
        &self.database.pool
    }

    /// A client of the service under test.
    pub fn client<C: Client>(&self) -> C {
        C::over(self.board.pipe("tests", C::SERVICE))
    }

    /// Sends a request as somebody.
    pub async fn send(&self, cx: &Cx, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let bytes = body.map(|body| body.to_string()).unwrap_or_default();
        self.send_bytes(cx, method, path, "application/json", bytes.into()).await
    }

    /// Sends a request with a body of any sort as somebody.
    pub async fn send_bytes(&self, cx: &Cx, method: Method, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, media_type)
            .body(Body::from(body))
            .expect("a request");
        let response = self.board.pipe("gateway", self.name).send(cx, request).await.expect("the service answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Answer {
            status: parts.status.as_u16(),
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
            bytes,
            headers: parts.headers,
        }
    }

    /// GET as somebody.
    pub async fn get(&self, cx: &Cx, path: &str) -> Answer {
        self.send(cx, Method::GET, path, None).await
    }

    /// POST as somebody.
    pub async fn post(&self, cx: &Cx, path: &str, body: Value) -> Answer {
        self.send(cx, Method::POST, path, Some(&body)).await
    }

    /// POST with an Idempotency-Key.
    pub async fn post_keyed(&self, cx: &Cx, key: &str, path: &str, body: Value) -> Answer {
        let key =
            plaza_web::idempotency::key(key, &Method::POST, path, body.to_string().as_bytes()).expect("a good key");
        let cx = Cx { idempotency: Some(key), ..cx.clone() };
        self.send(&cx, Method::POST, path, Some(&body)).await
    }

    /// PUT as somebody.
    pub async fn put(&self, cx: &Cx, path: &str, body: Value) -> Answer {
        self.send(cx, Method::PUT, path, Some(&body)).await
    }

    /// PATCH as somebody.
    pub async fn patch(&self, cx: &Cx, path: &str, body: Value) -> Answer {
        self.send(cx, Method::PATCH, path, Some(&body)).await
    }

    /// DELETE as somebody.
    pub async fn delete(&self, cx: &Cx, path: &str) -> Answer {
        self.send(cx, Method::DELETE, path, None).await
    }

    /// Delivers another service's event, as its relay would.
    pub async fn deliver<E: Event>(&self, org: Option<OrgId>, event: &E) {
        self.deliver_envelopes(vec![self.envelope(org, event)]).await;
    }

    /// An event in its envelope, to deliver more than once or together with others.
    pub fn envelope<E: Event>(&self, org: Option<OrgId>, event: &E) -> Envelope {
        Envelope {
            specversion: "1.0".into(),
            id: Uuid::now_v7(),
            source: "/plaza/tests".into(),
            kind: E::TYPE.into(),
            subject: event.aggregate_id(),
            time: self.clock.now(),
            datacontenttype: "application/json".into(),
            orgid: org,
            correlationid: Uuid::now_v7(),
            actor: "service:tests".into(),
            version: event.aggregate_version(),
            data: serde_json::to_value(event).expect("an event is JSON"),
        }
    }

    /// Delivers envelopes as one batch.
    pub async fn deliver_envelopes(&self, envelopes: Vec<Envelope>) {
        self.assembly.inbox.receive(envelopes).await.expect("the inbox records");
    }

    /// Names of the events the service has published, oldest first.
    pub async fn published(&self) -> Vec<String> {
        sqlx::query_scalar("SELECT event_type FROM kernel.domain_events ORDER BY seq")
            .fetch_all(self.pool())
            .await
            .expect("the events")
    }

    /// Moves time on.
    pub fn advance(&self, by: chrono::Duration) {
        self.clock.advance(by);
    }

    /// Runs sagas, jobs, waiting events and reconcilers until nothing is due at the present time.
    pub async fn settle(&self) {
        for _ in 0..200 {
            self.assembly.scheduler.run_all().await.expect("the reconcilers run");
            let sagas = self.assembly.runner.run_due().await.expect("the sagas run");
            let jobs = self.assembly.queue.run_due().await.expect("the jobs run");
            let events = self.assembly.inbox.retry_due().await.expect("waiting events run");
            if sagas + jobs + events == 0 {
                return;
            }
        }
        panic!("the stage does not come to rest");
    }
}
