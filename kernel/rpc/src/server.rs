//! The callee's side: nothing is answered without a signed identity, and a
//! mutation runs to its end even if the caller hangs up.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Response, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use plaza_core::{Cx, Fault, Kind, Result};
use plaza_tasks::{Tasks, Work};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{InternalKey, identity, problem};

/// Name of the service that sent a request, from its signed identity.
#[derive(Clone, Debug)]
pub struct CallerName(pub String);

/// Puts the identity check in front of a service's whole router. A mutation runs as one of the process's tasks.
pub fn guard(service: &'static str, key: InternalKey, tasks: &Tasks, router: Router) -> Router {
    let work = tasks.work().clone();
    router.layer(axum::middleware::from_fn(move |request: Request, next: Next| {
        let (key, work) = (key.clone(), work.clone());
        async move {
            match admit(service, &key, request) {
                Ok(request) if request.method().is_safe() => next.run(request).await,
                Ok(request) => to_its_end(service, &work, request, next).await,
                Err(fault) => problem::response(&fault),
            }
        }
    }))
}

fn admit(service: &str, key: &InternalKey, mut request: Request) -> Result<Request> {
    let missing = || Fault::unauthenticated("internal.identity", "Services answer only through the gateway.");
    let token = request.headers().get(identity::HEADER).and_then(|value| value.to_str().ok()).ok_or_else(missing)?;
    let (caller, cx) = key.verify(service, token)?;
    request.extensions_mut().insert(cx);
    request.extensions_mut().insert(CallerName(caller));
    Ok(request)
}

/// A task of its own: the caller's cancellation cannot stop a write half-way, in either shape, and a process that
/// stops waits for it.
async fn to_its_end(service: &'static str, work: &Work, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let answered = work.to_its_end("mutation", next.run(request)).await;
    answered.unwrap_or_else(|| {
        tracing::error!(service, path, "a handler panicked or was cut off");
        problem::response(&Fault::internal())
    })
}

/// The context of a verified request.
pub struct RpcCx(pub Cx);

impl<S: Send + Sync> FromRequestParts<S> for RpcCx {
    type Rejection = Response<Body>;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Cx>().cloned().map(RpcCx).ok_or_else(|| {
            problem::response(&Fault::unauthenticated("internal.identity", "Services answer only through the gateway."))
        })
    }
}

/// An rpc's request, and the rule that only services call rpcs.
pub struct RpcBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for RpcBody<T> {
    type Rejection = Response<Body>;
    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| problem::response(&Fault::new(Kind::Invalid, "rpc.unreadable", error.to_string())))
    }
}

/// An rpc's answer as a response.
pub fn answer<T: Serialize>(outcome: Result<T>) -> Response<Body> {
    match outcome.map(|value| serde_json::to_vec(&value)) {
        Ok(Ok(body)) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Ok(Err(error)) => {
            tracing::error!(%error, "an answer could not be written");
            problem::response(&Fault::internal())
        }
        Err(fault) => problem::response(&fault),
    }
}
