//! The pipe: how a request reaches a service, wherever it runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, Request, Response};
use chrono::Utc;
use http_body_util::BodyExt;
use plaza_core::{Cx, Fault, Kind, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt;

use crate::switchboard::{Callee, Http, Target};
use crate::{InternalKey, identity, problem, transaction};

/// How long a call may take when its context sets no deadline (000-138).
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Retries of a call that may be repeated: it carries a key or only reads.
const TRIES: u32 = 3;

/// A way to one service for one caller. Cheap to clone; connects to nothing until used.
#[derive(Clone)]
pub struct Pipe {
    caller: String,
    callee: Arc<Callee>,
    key: InternalKey,
    http: Http,
}

impl Pipe {
    pub(crate) fn new(caller: &str, callee: Arc<Callee>, key: InternalKey, http: Http) -> Self {
        Self { caller: caller.to_owned(), callee, key, http }
    }

    /// Calls an rpc: posts `request` as JSON to `path` and reads the answer.
    ///
    /// # Errors
    /// The callee's fault as it sent it; [`Kind::Unavailable`] or [`Kind::Timeout`] when
    /// the outcome is unknown, which is safe to try again with the same key.
    pub async fn call<Q: Serialize + Sync, A: DeserializeOwned>(&self, cx: &Cx, path: &str, request: &Q) -> Result<A> {
        let body = Bytes::from(serde_json::to_vec(request).map_err(|error| unreadable(path, &error))?);
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = path.parse().map_err(|error| unreadable(path, &error))?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = self.send(cx, request).await?;
        let ok = response.status().is_success();
        let body = response.into_body().collect().await.map_err(|error| unreadable(path, &error))?.to_bytes();
        if ok {
            serde_json::from_slice(&body).map_err(|error| unreadable(path, &error))
        } else {
            Err(problem::parse(&body))
        }
    }

    /// Sends an HTTP request under a signed identity and returns the response as it
    /// comes. A repeatable request whose transport failed is tried again.
    ///
    /// # Errors
    /// [`Kind::Unavailable`] when the service cannot be reached or its breaker is
    /// open, [`Kind::Timeout`] when the deadline passed first.
    pub async fn send(&self, cx: &Cx, request: Request<Body>) -> Result<Response<Body>> {
        if transaction::is_open() {
            tracing::error!(caller = %self.caller, callee = %self.callee.name, path = %request.uri(), "call inside a transaction");
            return Err(Fault::internal());
        }
        let repeatable = cx.idempotency.is_some() || request.method().is_safe();
        if !repeatable {
            return self.guarded(cx, request).await;
        }
        let (parts, body) = request.into_parts();
        let body = body.collect().await.map_err(|_| Fault::invalid("body", "could not be read to its end"))?.to_bytes();
        let mut tries = 0;
        loop {
            tries += 1;
            let again = Request::from_parts(parts.clone(), Body::from(body.clone()));
            match self.guarded(cx, again).await {
                Err(fault) if fault.kind == Kind::Unavailable && tries < TRIES && !passed(cx) => {
                    tokio::time::sleep(Duration::from_millis(50) * tries).await;
                }
                other => return other,
            }
        }
    }

    /// Name of the service at the other end.
    pub fn callee(&self) -> &str {
        &self.callee.name
    }

    async fn guarded(&self, cx: &Cx, request: Request<Body>) -> Result<Response<Body>> {
        // Who polls while the process comes up must not make others find a service resting that was never asked.
        if let Target::Local(slot) = &self.callee.target
            && slot.get().is_none()
        {
            return Err(self.starting());
        }
        if !self.callee.breaker.admit(Instant::now()) {
            let message =
                format!("The {} service is resting after failures. Try again in half a minute.", self.callee.name);
            return Err(Fault::unavailable("service.resting", message));
        }
        let outcome = match tokio::time::timeout(remaining(cx), self.deliver(cx, request)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Fault::new(
                Kind::Timeout,
                "service.timeout",
                format!("The {} service did not answer in time.", self.callee.name),
            )),
        };
        let failed = match &outcome {
            Ok(response) => response.status().is_server_error(),
            Err(fault) => fault.kind.is_unknown_outcome(),
        };
        self.callee.breaker.record(!failed, Instant::now());
        outcome
    }

    async fn deliver(&self, cx: &Cx, mut request: Request<Body>) -> Result<Response<Body>> {
        let token = self.key.sign(&self.caller, &self.callee.name, cx)?;
        let value = HeaderValue::from_str(&token).map_err(|_| Fault::internal())?;
        request.headers_mut().insert(identity::HEADER, value);
        match &self.callee.target {
            Target::Local(slot) => {
                let router = slot.get().ok_or_else(|| self.starting())?;
                match router.clone().oneshot(request).await {
                    Ok(response) => Ok(response),
                    Err(never) => match never {},
                }
            }
            Target::Remote(base) => {
                let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
                *request.uri_mut() =
                    format!("{base}{path}").parse().map_err(|_| self.unreachable("its address cannot be read"))?;
                let response =
                    self.http.request(request).await.map_err(|error| self.unreachable(&error.to_string()))?;
                Ok(response.map(Body::new))
            }
        }
    }

    fn unreachable(&self, why: &str) -> Fault {
        tracing::warn!(caller = %self.caller, callee = %self.callee.name, why, "a service cannot be reached");
        self.try_again()
    }

    /// Services of one process come up side by side: nothing is wrong with one that is a moment later.
    fn starting(&self) -> Fault {
        tracing::debug!(caller = %self.caller, callee = %self.callee.name, "a service is still starting");
        self.try_again()
    }

    fn try_again(&self) -> Fault {
        Fault::unavailable(
            "service.unreachable",
            format!("The {} service cannot be reached just now. Try again.", self.callee.name),
        )
    }
}

/// Time left until the caller stops waiting; the callee sees the same deadline in the context.
#[allow(clippy::disallowed_methods)] // deadlines are machine time, not business time
fn remaining(cx: &Cx) -> Duration {
    match cx.deadline {
        Some(deadline) => (deadline - Utc::now()).to_std().unwrap_or(Duration::ZERO).min(DEFAULT_TIMEOUT * 3),
        None => DEFAULT_TIMEOUT,
    }
}

fn passed(cx: &Cx) -> bool {
    remaining(cx).is_zero()
}

fn unreadable(path: &str, error: &dyn std::fmt::Display) -> Fault {
    tracing::error!(path, %error, "a call could not be written or read");
    Fault::unavailable("service.unreadable", "A part of the platform answered something unreadable. Try again.")
}
