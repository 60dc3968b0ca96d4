//! The same calls over both targets: this process and another.
#![allow(clippy::disallowed_methods)] // tests end their tasks with their runtime

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use plaza_core::{Cx, Fault, Kind, Secret};
use plaza_rpc::transaction::Open;
use plaza_rpc::{Client, InternalKey, Switchboard, server};
use plaza_tasks::Tasks;

plaza_rpc::service! {
    /// A counter.
    pub trait Counter as "counter", client CounterClient, router counter_router {
        /// Adds and answers who asked and the sum.
        async fn add(u32) -> (String, u32);
        /// Refuses.
        async fn refuse(String) -> ();
    }
}

#[derive(Default)]
struct Real(AtomicU32);

#[async_trait::async_trait]
impl Counter for Real {
    async fn add(&self, cx: &Cx, n: u32) -> plaza_core::Result<(String, u32)> {
        Ok((cx.actor_label(), self.0.fetch_add(n, Ordering::SeqCst) + n))
    }
    async fn refuse(&self, _: &Cx, why: String) -> plaza_core::Result<()> {
        Err(Fault::conflict("counter.no", why).with("limit", 3))
    }
}

fn key() -> InternalKey {
    InternalKey::new(&Secret::new("0123456789abcdef"))
}

fn router() -> axum::Router {
    server::guard("counter", key(), &Tasks::default(), counter_router(Arc::new(Real::default())))
}

fn local() -> CounterClient {
    let board = Switchboard::new(key());
    board.local("counter");
    board.connect("counter", router());
    CounterClient::over(board.pipe("tests", "counter"))
}

async fn remote() -> CounterClient {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let board = Switchboard::new(key());
    board.remote("counter", &format!("http://{}", listener.local_addr().unwrap()));
    tokio::spawn(async move { axum::serve(listener, router()).await });
    CounterClient::over(board.pipe("tests", "counter"))
}

#[tokio::test]
async fn callers_cannot_see_where_the_callee_runs() {
    let cx = Cx::service("tests", None);
    for client in [local(), remote().await] {
        assert_eq!(client.add(&cx, 2).await.unwrap(), ("service:tests".into(), 2));
        assert_eq!(client.add(&cx, 3).await.unwrap().1, 5);
        let fault = client.refuse(&cx, "enough".into()).await.unwrap_err();
        assert_eq!((fault.kind, fault.code.as_str()), (Kind::Conflict, "counter.no"));
        assert_eq!(fault.details["limit"], 3);
    }
}

#[tokio::test]
async fn a_call_inside_a_transaction_is_refused() {
    let client = local();
    let outcome = tokio::spawn(async move {
        let open = Open::mark();
        let inside = client.add(&Cx::service("tests", None), 1).await;
        drop(open);
        (inside, client.add(&Cx::service("tests", None), 1).await)
    });
    let (inside, after) = outcome.await.unwrap();
    assert_eq!(inside.unwrap_err().kind, Kind::Internal);
    assert_eq!(after.unwrap().1, 1);
}

#[tokio::test]
async fn a_request_without_identity_is_refused() {
    use tower::ServiceExt;
    let request = axum::http::Request::post("/rpc/counter/add").body(axum::body::Body::from("1")).unwrap();
    assert_eq!(router().oneshot(request).await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_dead_service_rests_after_five_failures() {
    let board = Switchboard::new(key());
    board.remote("counter", "http://127.0.0.1:1");
    let client = CounterClient::over(board.pipe("tests", "counter"));
    let cx = Cx::service("tests", None);
    for _ in 0..5 {
        assert_eq!(client.add(&cx, 1).await.unwrap_err().code, "service.unreachable");
    }
    assert_eq!(client.add(&cx, 1).await.unwrap_err().code, "service.resting");
}

#[tokio::test]
async fn a_service_that_is_still_starting_is_asked_as_soon_as_it_is_there() {
    let board = Switchboard::new(key());
    board.local("counter");
    let client = CounterClient::over(board.pipe("tests", "counter"));
    let cx = Cx::service("tests", None);
    for _ in 0..20 {
        assert_eq!(client.add(&cx, 1).await.unwrap_err().code, "service.unreachable");
    }
    board.connect("counter", router());
    assert_eq!(client.add(&cx, 1).await.unwrap().1, 1);
}
