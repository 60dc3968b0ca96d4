//! One request: who asks, may they ask so often, where does it go.

use std::any::Any;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use chrono::Utc;
use plaza_core::{Actor, Cx, Fault, Kind, Locale, Result, Roles};
use plaza_rpc::problem;
use plaza_web::idempotency;
use uuid::Uuid;

use crate::Gateway;
use crate::limits::Left;
use crate::{batch, headers, operations, organisations, routes};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Request headers a service may read; all else stays at the door.
const PASSED: [HeaderName; 6] = [
    header::CONTENT_TYPE,
    header::ACCEPT,
    header::IF_NONE_MATCH,
    header::IF_MATCH,
    header::USER_AGENT,
    HeaderName::from_static("plaza-signature"),
];

/// The id of a request, for its problem document and its log line.
#[derive(Clone, Copy)]
struct RequestId(Uuid);

/// Wraps every request: an id in, security headers and a measure out.
pub async fn dress(State(gateway): State<Arc<Gateway>>, mut request: Request, next: Next) -> Response<Body> {
    let given =
        request.headers().get(&REQUEST_ID).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let id = given.unwrap_or_else(Uuid::now_v7);
    request.extensions_mut().insert(RequestId(id));
    let (method, started) = (request.method().clone(), Instant::now());
    let mut response = next.run(request).await;
    let route = response.extensions().get::<RouteLabel>().map_or("other", |label| label.0.as_str()).to_owned();
    let status = response.status().as_u16().to_string();
    metrics::counter!("plaza_http_requests_total", "method" => method.to_string(), "route" => route.clone(), "status" => status).increment(1);
    metrics::histogram!("plaza_http_request_seconds", "route" => route).record(started.elapsed().as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    headers::secure(response.headers_mut(), gateway.config.hsts);
    response
}

#[derive(Clone)]
struct RouteLabel(String);

/// The API: everything under a version prefix.
pub async fn api(State(gateway): State<Arc<Gateway>>, request: Request) -> Response<Body> {
    let id = request.extensions().get::<RequestId>().map_or_else(Uuid::now_v7, |id| id.0);
    let method = request.method().clone();
    let mut seen = Seen::default();
    let outcome = answer(&gateway, request, id, &mut seen).await;
    let mut response = match outcome {
        Ok(response) => response,
        Err(fault) => problem::response(&fault),
    };
    if response.status().is_client_error() || response.status().is_server_error() {
        response = with_request_id(response, id).await;
        tracing::info!(%method, path = seen.path, status = response.status().as_u16(), request_id = %id, service = "gateway", "refused");
    }
    if let Some(left) = seen.left {
        let refused = response.status() == StatusCode::TOO_MANY_REQUESTS;
        left.write(response.headers_mut(), refused);
    }
    response.extensions_mut().insert(RouteLabel(seen.route));
    response
}

/// The keys of our tokens at their usual place (RFC 8615).
pub async fn jwks(State(gateway): State<Arc<Gateway>>, mut request: Request) -> Response<Body> {
    *request.uri_mut() = axum::http::Uri::from_static("/api/v1/auth/jwks");
    api(State(gateway), request).await
}

/// The answer to a handler's panic.
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text =
        cause.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| cause.downcast_ref::<String>().cloned());
    tracing::error!(cause = text, service = "gateway", "a handler panicked");
    problem::response(&Fault::internal())
}

/// What is learnt on the way, for headers and logs.
#[derive(Default)]
struct Seen {
    path: String,
    route: String,
    left: Option<Left>,
}

async fn answer(gateway: &Gateway, request: Request, id: Uuid, seen: &mut Seen) -> Result<Response<Body>> {
    seen.path = request.uri().path().to_owned();
    let path = routes::canonical(&seen.path).ok_or_else(|| no_such_path(&seen.path))?;
    let Destination { service, target, template, takes_files } = destination(gateway, request.method(), path)?;
    seen.route = format!("{} {template}", request.method());
    let address = address(gateway, &request);
    let from = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
    let mut cx = match context(gateway, request.headers(), address, id).await {
        Ok(cx) => cx,
        Err(fault) => {
            // Guessing tokens is counted too, against the address.
            seen.count(gateway, &from)?;
            return Err(fault);
        }
    };
    let who = cx.user().map_or(from, |user| user.to_string());
    seen.count(gateway, &who)?;
    let (parts, body) = request.into_parts();
    // Strangers send no files: what they send is held in memory before anybody asks who they are.
    let limit =
        if takes_files && cx.user().is_ok() { gateway.config.file_limit_kib } else { gateway.config.body_limit_kib };
    let body = whole(body, limit).await?;
    if takes_files {
        // A file may be long on its way; the time to answer begins when it is here.
        cx.deadline = Some(deadline(gateway));
    }
    let Some(service) = service else {
        let paths = batch::paths(&body)?;
        for _ in 1..paths.len() {
            seen.count(gateway, &who)?;
        }
        return batch::answer(gateway, &cx, paths).await;
    };
    let pipe = gateway.pipes.get(service.as_str()).ok_or_else(|| no_such_path(&seen.path))?;
    if let Some(text) = parts.headers.get(idempotency::HEADER).filter(|_| parts.method == Method::POST) {
        cx.idempotency = Some(idempotency::key(text.to_str().unwrap_or_default(), &parts.method, &target, &body)?);
    }
    let forwarded = rebuild(&parts, &target, body)?;
    pipe.send(&cx, forwarded).await
}

/// Where a request goes.
struct Destination {
    /// None for the gateway's own batch.
    service: Option<String>,
    target: String,
    template: String,
    takes_files: bool,
}

fn destination(gateway: &Gateway, method: &Method, path: String) -> Result<Destination> {
    if path == batch::PATH && method == Method::POST {
        return Ok(Destination { service: None, target: path.clone(), template: path, takes_files: false });
    }
    if let Some((service, target)) = operations::target(&path) {
        let template = format!("/operations/{{service}}{}", target.trim_start_matches("/desk"));
        return Ok(Destination { service: Some(service), target, template, takes_files: false });
    }
    let route = gateway.routes.find(&path).ok_or_else(|| no_such_path(&path))?;
    let (service, template) = (Some(route.service.to_owned()), route.template.clone());
    Ok(Destination { service, target: path, template, takes_files: route.takes_files })
}

async fn whole(body: Body, limit: u32) -> Result<Bytes> {
    let too_large = || Fault::new(Kind::TooLarge, "request.too_large", format!("The body may have {limit} KiB."));
    to_bytes(body, limit as usize * 1024).await.map_err(|_| too_large())
}

impl Seen {
    /// Counts one request of somebody against their allowance.
    fn count(&mut self, gateway: &Gateway, who: &str) -> Result<()> {
        let (left, outcome) = match gateway.limits.count(who, &self.route) {
            Ok(left) => (left, Ok(())),
            Err((fault, left)) => (left, Err(fault)),
        };
        self.left = Some(left);
        outcome
    }
}

#[allow(clippy::disallowed_methods)] // deadlines are machine time
fn deadline(gateway: &Gateway) -> chrono::DateTime<Utc> {
    Utc::now() + chrono::Duration::seconds(i64::from(gateway.config.timeout_seconds))
}

/// Who asks, in which organisation.
async fn context(gateway: &Gateway, headers: &HeaderMap, address: Option<IpAddr>, id: Uuid) -> Result<Cx> {
    let claims = match bearer(headers)? {
        Some(token) => Some(gateway.tokens.verify(token).await?),
        None => None,
    };
    let named = headers.get(organisations::HEADER).and_then(|value| value.to_str().ok());
    let org = match (named, claims.as_ref().and_then(|claims| claims.org)) {
        (Some(text), own) if own.is_none_or(|own| own.to_string() != text) => {
            Some(gateway.organisations.named(text).await?)
        }
        (_, Some(own)) => Some(own),
        _ => gateway.organisations.default().await?,
    };
    let (actor, roles) = match &claims {
        // In another organisation than the token's, its holder is a visitor.
        Some(claims) => (
            Actor::User { id: claims.sub, session: claims.sid },
            if claims.org == org { claims.roles.clone() } else { Roles::default() },
        ),
        None => (Actor::Anonymous, Roles::default()),
    };
    let locale = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map(Locale::from_accept_language)
        .unwrap_or_default();
    let deadline = Some(deadline(gateway));
    Ok(Cx { actor, org, roles, correlation: id, locale, deadline, address, idempotency: None })
}

fn bearer(headers: &HeaderMap) -> Result<Option<&str>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token =
        value.to_str().ok().and_then(|text| text.strip_prefix("Bearer ").or_else(|| text.strip_prefix("bearer ")));
    token.map(|token| Some(token.trim())).ok_or_else(|| {
        Fault::unauthenticated("auth.scheme", "The Authorization header must read 'Bearer <accessToken>'.")
    })
}

fn address(gateway: &Gateway, request: &Request) -> Option<IpAddr> {
    let forwarded = request.headers().get("x-forwarded-for").filter(|_| gateway.config.trust_forwarded);
    // The last hop is the one our own proxy wrote.
    let last = forwarded
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.rsplit(',').next())
        .and_then(|text| text.trim().parse().ok());
    last.or_else(|| request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip()))
}

fn rebuild(parts: &axum::http::request::Parts, target: &str, body: Bytes) -> Result<Request> {
    let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut request = Request::builder()
        .method(parts.method.clone())
        .uri(format!("{target}{query}"))
        .body(Body::from(body))
        .map_err(|_| no_such_path(target))?;
    for name in PASSED {
        if let Some(value) = parts.headers.get(&name) {
            request.headers_mut().insert(name, value.clone());
        }
    }
    Ok(request)
}

/// Problem documents say which request they answer.
async fn with_request_id(response: Response<Body>, id: Uuid) -> Response<Body> {
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value == problem::MEDIA_TYPE);
    if !is_problem {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1024 * 1024).await.unwrap_or_default();
    let Ok(mut document) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    document["requestId"] = id.to_string().into();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(document.to_string()))
}

/// 404 for what is no operation.
pub fn no_such_path(path: &str) -> Fault {
    Fault::not_found(
        "gateway.no_such_path",
        format!("Nothing answers at {path}. The API is under /api/v1; /docs lists it."),
    )
}
