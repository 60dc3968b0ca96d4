//! One process or two: nothing in a service knows which.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use plaza_core::{Clock, Cx, OrgId, Secret};
use plaza_rpc::Pipe;
use plaza_service::config::Config;
use plaza_service::{Node, Plan, Service, internal_router};
use plaza_testkit::TestDatabase;
use plaza_testkit::people::member;
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::net::TcpListener;

use crate::greeters::{alpha, beta};

/// The databases of an installation, and how its services find each other.
pub struct Installation {
    databases: Vec<(&'static str, TestDatabase)>,
    urls: Vec<(&'static str, String)>,
}

impl Installation {
    pub async fn new() -> Self {
        let blank = || TestDatabase::create("blank", "nothing", async |_: PgPool| Ok::<(), String>(()));
        let databases = vec![("alpha", blank().await.unwrap()), ("beta", blank().await.unwrap())];
        Self { databases, urls: Vec::new() }
    }

    /// The plan of a process that runs these.
    pub fn plan(&self, here: &[&'static str]) -> Plan {
        let services = vec![alpha(), beta()];
        let defaults = services.iter().map(|service: &Service| (service.name, (service.defaults)()));
        let root = "connections = 4\nmemory_limit_mib = 0\n".parse().unwrap();
        let mut config = Config::with_defaults(root, defaults);
        for (name, database) in &self.databases {
            config.set(&format!("{name}.database_url"), database.url.clone().into(), "the test").unwrap();
        }
        for (name, url) in &self.urls {
            config.set(&format!("{name}.url"), url.clone().into(), "the test").unwrap();
        }
        Plan {
            services,
            here: here.to_vec(),
            config: Arc::new(config),
            database_url: "postgres://nobody@127.0.0.1:1/none".into(),
            secret: Secret::new("a secret of tests only"),
            data_dir: std::env::temp_dir(),
            public_url: "http://127.0.0.1:8080".into(),
            clock: Clock::default(),
        }
    }
}

/// Waits for the node as a load balancer does: by asking its health.
pub async fn ready(node: &Node) {
    while !node.health().is_ready() {
        node.health().report().await;
        tokio::task::yield_now().await;
    }
}

/// A request through the door of a service.
async fn send(pipe: &Pipe, cx: &Cx, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let request = Request::builder().method(method).uri(path).body(Body::from(body)).unwrap();
    let response = pipe.send(cx, request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// Everything that must be the same in both shapes, seen from a gateway beside beta.
async fn the_same_in_any_shape(beta: &Pipe) {
    let ana = member(OrgId::new());
    let asked = send(beta, &ana, "POST", "/asks?from=here", Some(json!("Ben"))).await;
    assert_eq!(asked, (200, json!(["Hello Ben", ana.actor_label()])));
    let (status, problem) = send(beta, &ana, "POST", "/snubs", Some(json!("Ben"))).await;
    assert_eq!((status, &problem["code"], &problem["limit"]), (422, &json!("alpha.snub"), &json!(3)));
    let (status, problem) = send(beta, &ana, "POST", "/asks", Some(json!(5))).await;
    assert_eq!((status, &problem["code"]), (400, &json!("request.invalid")));
    // What alpha told of reaches beta by itself.
    loop {
        let (status, heard) = send(beta, &ana, "GET", "/heard", None).await;
        assert_eq!(status, 200);
        if heard == json!(["Ben"]) {
            break;
        }
        assert_eq!(heard, json!([]));
    }
}

#[tokio::test]
async fn two_services_in_one_process() {
    let installation = Installation::new().await;
    let node = Node::start(installation.plan(&["alpha", "beta"]));
    assert!(!node.health().is_ready(), "it returns at once; readiness comes later");
    ready(&node).await;
    the_same_in_any_shape(&node.board().pipe("gateway", "beta")).await;
    node.stop().await;
}

#[tokio::test]
async fn two_services_in_two_processes() {
    let mut installation = Installation::new().await;
    let (a, b) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    for (name, listener) in [("alpha", &a), ("beta", &b)] {
        installation.urls.push((name, format!("http://{}/", listener.local_addr().unwrap())));
    }
    let nodes = [Node::start(installation.plan(&["alpha"])), Node::start(installation.plan(&["beta"]))];
    for (node, listener) in nodes.iter().zip([a, b]) {
        let (router, mut shutdown) = (internal_router(node), node.tasks().shutdown());
        node.tasks().spawn_once("internal door", async move {
            let serving = axum::serve(listener, router);
            serving.with_graceful_shutdown(async move { shutdown.asked().await }).await.unwrap();
        });
    }
    ready(&nodes[0]).await;
    ready(&nodes[1]).await;
    // From beta's own process, and from alpha's over the wire.
    the_same_in_any_shape(&nodes[1].board().pipe("gateway", "beta")).await;
    let ana = member(OrgId::new());
    let heard = send(&nodes[0].board().pipe("gateway", "beta"), &ana, "GET", "/heard", None).await;
    assert_eq!(heard, (200, json!(["Ben"])));
    let [alpha, beta] = nodes;
    tokio::join!(alpha.stop(), beta.stop());
}

#[tokio::test]
async fn a_service_answers_over_the_wire_only_who_has_the_key() {
    let installation = Installation::new().await;
    let node = Node::start(installation.plan(&["beta"]));
    ready(&node).await;
    let call = async |path: &str| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        tower::ServiceExt::oneshot(internal_router(&node), request).await.unwrap().status().as_u16()
    };
    assert_eq!(call("/_service/beta/heard").await, 401);
    assert_eq!(call("/_service/alpha/heard").await, 404, "it does not run here");
    node.stop().await;
}

#[tokio::test]
async fn a_plan_says_where_everything_is() {
    let installation = Installation::new().await;
    let mut plan = installation.plan(&["beta"]);
    assert!(plan.is_here("beta") && !plan.is_here("alpha"));
    assert_eq!(plan.database_of("alpha"), installation.databases[0].1.url);
    assert_eq!(plan.database_of("gamma"), "postgres://nobody@127.0.0.1:1/plaza_gamma");
    plan.here.clear();
    let node = Node::start(plan);
    assert!(node.health().is_ready(), "nothing runs here, so nothing is missing");
    assert!(node.plan().here.is_empty());
    node.stop().await;
}
