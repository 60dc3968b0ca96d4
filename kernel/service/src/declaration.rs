use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use plaza_events::Handler;
use plaza_jobs::{Job, Reconciler};
use plaza_saga::{DynSaga, Saga};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use utoipa::openapi::OpenApi;

use crate::Parts;

type Future_<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Build = Arc<dyn Fn(Parts) -> Future_<anyhow::Result<Built>> + Send + Sync>;

/// A check of a service's data, for `plaza audit`: every finding is a broken promise.
pub type Audit = fn(PgPool) -> Future_<anyhow::Result<Vec<Finding>>>;

/// Something that should not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which promise, such as `bookings.no_overlap`.
    pub check: String,
    /// What was found, with ids.
    pub what: String,
}

impl Finding {
    /// A finding of a check.
    pub fn new(check: &str, what: impl Into<String>) -> Self {
        Self { check: check.to_owned(), what: what.into() }
    }
}

/// A service as it declares itself.
#[derive(Clone)]
pub struct Service {
    /// Its name: of its database, its rpc paths, its configuration section.
    pub name: &'static str,
    /// Its migrations, numbered from 1000.
    pub migrations: &'static Migrator,
    /// What it answers over HTTP; the gateway routes by it.
    pub openapi: fn() -> OpenApi,
    /// The event patterns it listens to; the same as its handlers'.
    pub listens: &'static [&'static str],
    /// Its configuration section with the defaults.
    pub defaults: fn() -> toml::Table,
    /// Its data check.
    pub audit: Option<Audit>,
    build: Build,
}

impl Service {
    /// A service that builds itself from its parts.
    pub fn named<C, F, Fut>(
        name: &'static str,
        migrations: &'static Migrator,
        openapi: fn() -> OpenApi,
        build: F,
    ) -> Self
    where
        C: Serialize + DeserializeOwned + Default + 'static,
        F: Fn(Parts) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<Built>> + Send + 'static,
    {
        let build: Build = Arc::new(move |parts| Box::pin(build(parts)));
        Self { name, migrations, openapi, listens: &[], defaults: defaults::<C>, audit: None, build }
    }

    /// Names the events it listens to.
    #[must_use]
    pub fn listens(mut self, patterns: &'static [&'static str]) -> Self {
        self.listens = patterns;
        self
    }

    /// Adds its data check.
    #[must_use]
    pub fn audit(mut self, audit: Audit) -> Self {
        self.audit = Some(audit);
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// When its configuration does not read.
    pub async fn build(&self, parts: Parts) -> anyhow::Result<Built> {
        (self.build)(parts).await
    }
}

fn defaults<C: Serialize + Default>() -> toml::Table {
    toml::Table::try_from(C::default()).unwrap_or_default()
}

/// What a service consists of once it is built.
#[derive(Default)]
pub struct Built {
    pub(crate) http: Router,
    pub(crate) rpc: Router,
    pub(crate) handlers: Vec<Arc<dyn Handler>>,
    pub(crate) sagas: Vec<Arc<dyn DynSaga>>,
    pub(crate) jobs: Vec<Arc<dyn Job>>,
    pub(crate) reconcilers: Vec<Arc<dyn Reconciler>>,
    pub(crate) runner: Option<plaza_saga::Runner>,
}

impl Built {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Its public routes, without `/api/v1`, state applied.
    #[must_use]
    pub fn http(mut self, router: Router) -> Self {
        self.http = router;
        self
    }

    /// What other services may call: the router that `service!` made.
    #[must_use]
    pub fn rpc(mut self, router: Router) -> Self {
        self.rpc = self.rpc.merge(router);
        self
    }

    /// A handler of events.
    #[must_use]
    pub fn on(mut self, handler: impl Handler) -> Self {
        self.handlers.push(Arc::new(handler));
        self
    }

    /// A saga.
    #[must_use]
    pub fn saga(mut self, saga: impl Saga) -> Self {
        self.sagas.push(Arc::new(saga));
        self
    }

    /// The runner a command drives sagas with; it must know the same sagas. Without it the node makes one.
    #[must_use]
    pub fn runner(mut self, runner: plaza_saga::Runner) -> Self {
        self.runner = Some(runner);
        self
    }

    /// A sort of job.
    #[must_use]
    pub fn job(mut self, job: impl Job) -> Self {
        self.jobs.push(Arc::new(job));
        self
    }

    /// A reconciler.
    #[must_use]
    pub fn reconciler(mut self, reconciler: impl Reconciler) -> Self {
        self.reconcilers.push(Arc::new(reconciler));
        self
    }
}
