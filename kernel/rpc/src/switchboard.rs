//! Where each service answers, decided once, in the binary. Pipes read it late,
//! so that services can be built in any order.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use plaza_core::Fault;
use tower::ServiceExt;

use crate::breaker::Breaker;
use crate::{InternalKey, Pipe};

/// The HTTP client that all remote pipes of a process share.
pub(crate) type Http = Client<HttpConnector, Body>;

/// Where one service answers.
pub(crate) enum Target {
    /// In this process, once it is built.
    Local(OnceLock<Router>),
    /// In another process, at `http://host:port`.
    Remote(String),
}

/// One callee: its target and its breaker, shared by all pipes to it.
pub(crate) struct Callee {
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) breaker: Breaker,
}

/// Every service's place. Clones share it.
#[derive(Clone)]
pub struct Switchboard {
    callees: Arc<Mutex<HashMap<String, Arc<Callee>>>>,
    key: InternalKey,
    http: Http,
}

impl Switchboard {
    /// A board on which no service has a place yet.
    pub fn new(key: InternalKey) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(std::time::Duration::from_secs(3)));
        let http = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Self { callees: Arc::default(), key, http }
    }

    /// Puts a service in another process, at `http://host:port`.
    pub fn remote(&self, service: &str, base: &str) {
        self.place(service, Target::Remote(base.trim_end_matches('/').to_owned()));
    }

    /// Puts a service in this process; calls wait for nothing and fail as unavailable until [`Switchboard::connect`].
    pub fn local(&self, service: &str) {
        self.place(service, Target::Local(OnceLock::new()));
    }

    /// Connects a local service's router, with its identity check in front.
    pub fn connect(&self, service: &str, router: Router) {
        if let Some(callee) = self.callee(service)
            && let Target::Local(slot) = &callee.target
        {
            // A second router for one service would be a bug of the binary; the first stays.
            let _ = slot.set(router);
        }
    }

    /// A pipe for calls of `caller` to `callee`.
    pub fn pipe(&self, caller: &str, callee: &str) -> Pipe {
        let place = self.callee(callee).unwrap_or_else(|| {
            self.local(callee);
            self.callee(callee).unwrap_or_else(|| {
                Arc::new(Callee {
                    name: callee.to_owned(),
                    target: Target::Local(OnceLock::new()),
                    breaker: Breaker::default(),
                })
            })
        });
        Pipe::new(caller, place, self.key.clone(), self.http.clone())
    }

    /// Hands a request of another process to a service of this one. Its identity check is in its router.
    pub async fn receive(&self, service: &str, request: Request<Body>) -> Response<Body> {
        let callee = self.callee(service);
        let router = callee.as_deref().and_then(|callee| match &callee.target {
            Target::Local(slot) => slot.get(),
            Target::Remote(_) => None,
        });
        match router {
            Some(router) => match router.clone().oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            },
            None => crate::problem::response(&Fault::unavailable(
                "service.unreachable",
                format!("The {service} service is not ready here. Try again."),
            )),
        }
    }

    /// The installation's internal key.
    pub fn key(&self) -> &InternalKey {
        &self.key
    }

    /// Each service's breaker state, for health and metrics.
    pub fn breakers(&self) -> Vec<(String, crate::breaker::State)> {
        let now = std::time::Instant::now();
        let callees = self.callees.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = callees.values().map(|callee| (callee.name.clone(), callee.breaker.state(now))).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    fn callee(&self, service: &str) -> Option<Arc<Callee>> {
        self.callees.lock().unwrap_or_else(PoisonError::into_inner).get(service).cloned()
    }

    fn place(&self, service: &str, target: Target) {
        let callee = Arc::new(Callee { name: service.to_owned(), target, breaker: Breaker::default() });
        self.callees.lock().unwrap_or_else(PoisonError::into_inner).insert(service.to_owned(), callee);
    }
}
