use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use plaza_identity_api::{Identity, IdentityClient};
use plaza_rpc::{Client, Pipe};
use plaza_service::Node;
use plaza_tasks::Shutdown;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

use crate::health::Metrics;
use crate::limits::Limits;
use crate::live::Hub;
use crate::organisations::Organisations;
use crate::routes::Routes;
use crate::token::Tokens;
use crate::{Config, chat, documents, forward, live, routes, socket};

/// What the gateway's handlers share.
pub struct Gateway {
    pub(crate) config: Config,
    pub(crate) routes: Routes,
    pub(crate) tokens: Tokens,
    pub(crate) organisations: Organisations,
    pub(crate) limits: Limits,
    pub(crate) pipes: HashMap<&'static str, Pipe>,
    pub(crate) hub: Hub,
    pub(crate) chat: chat::Hub,
    /// Tells the open sockets to end.
    pub(crate) shutdown: Shutdown,
}

impl Gateway {
    /// A gateway in front of a node's services, here or elsewhere; its loops run as the node's tasks.
    ///
    /// # Errors
    /// When its configuration does not read or two services document one path.
    pub fn new(node: &Node) -> anyhow::Result<Arc<Self>> {
        let plan = node.plan();
        let config: Config = plan.config.section("gateway")?;
        let remember = Duration::from_secs(u64::from(config.cache_seconds));
        let identity: Arc<dyn Identity> = Arc::new(IdentityClient::over(node.board().pipe("gateway", "identity")));
        let gateway = Arc::new(Self {
            routes: Routes::of(&plan.services)?,
            tokens: Tokens::new(identity.clone(), remember),
            organisations: Organisations::new(identity, remember),
            limits: Limits::new(&config)?,
            pipes: plan
                .services
                .iter()
                .map(|service| (service.name, node.board().pipe("gateway", service.name)))
                .collect(),
            hub: Hub::default(),
            chat: chat::Hub::default(),
            shutdown: node.tasks().shutdown(),
            config,
        });
        live::start(&gateway, node.tasks());
        chat::start(&gateway, node.tasks());
        Ok(gateway)
    }
}

/// Everything the public address answers.
///
/// # Errors
/// When a configured origin does not read.
pub fn router(gateway: &Arc<Gateway>, node: &Node, metrics: Metrics) -> anyhow::Result<Router> {
    let document = documents::openapi(&node.plan().services);
    let api = Router::new()
        .route("/api/v1/ws", get(socket::open))
        .route("/.well-known/jwks.json", get(forward::jwks))
        .fallback(any(page_or_api))
        .with_state(gateway.clone());
    let layers = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(forward::panicked))
        .layer(axum::middleware::from_fn_with_state(gateway.clone(), forward::dress))
        .layer(cors(&gateway.config.allowed_origins)?)
        .layer(CompressionLayer::new().gzip(true).br(true));
    Ok(Router::new()
        .merge(documents::router(&document))
        .merge(crate::health_router(node.health().clone(), metrics))
        .fallback_service(api)
        .layer(layers))
}

/// The web app's files and pages; everything else is the API's to answer.
async fn page_or_api(State(gateway): State<Arc<Gateway>>, request: Request) -> Response {
    let path = request.uri().path();
    if request.method() == Method::GET || request.method() == Method::HEAD {
        if routes::canonical(path).is_none()
            && let Some(page) = plaza_web_app::answer(path, request.headers())
        {
            return page;
        }
        if let Some(target) = without_app(request.uri()) {
            return Redirect::temporary(&target).into_response();
        }
    }
    forward::api(State(gateway), request).await
}

/// Where an address of the app leads in a binary that was built without it.
fn without_app(uri: &Uri) -> Option<String> {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    match uri.path() {
        "/" => Some("/docs".into()),
        path @ ("/verify" | "/reset-password") => Some(format!("/api/v1/auth{path}{query}")),
        _ => None,
    }
}

fn cors(origins: &[String]) -> anyhow::Result<CorsLayer> {
    let exposed = [
        "x-request-id",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "retry-after",
        "idempotent-replayed",
        "location",
    ]
    .map(axum::http::HeaderName::from_static);
    let allowed = [
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        header::ACCEPT_LANGUAGE,
        axum::http::HeaderName::from_static("idempotency-key"),
        axum::http::HeaderName::from_static("x-plaza-organisation"),
        axum::http::HeaderName::from_static("x-request-id"),
    ];
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers(allowed)
        .expose_headers(exposed)
        .max_age(Duration::from_secs(3600));
    if origins.iter().any(|origin| origin == "*") {
        return Ok(layer.allow_origin(Any));
    }
    let list = origins
        .iter()
        .map(|origin| {
            origin.parse::<HeaderValue>().with_context(|| format!("gateway.allowed_origins: '{origin}' is no origin"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(layer.allow_origin(AllowOrigin::list(list)).allow_credentials(true))
}
