//! No start-up order: a process may be there before its database, and says so.

use plaza_core::{Cx, Kind};
use plaza_rpc::Client;
use plaza_service::health::Status;
use plaza_service::{Node, telemetry};
use plaza_testkit::{PrivateServer, TestDatabase};
use sqlx::{AssertSqlSafe, PgPool};

use crate::greeters::{Greeter, GreeterClient};
use crate::nodes::{Installation, ready};

#[tokio::test]
async fn a_process_whose_database_is_away_is_alive_and_not_ready() {
    let installation = Installation::new().await;
    let plan = installation.plan(&["alpha"]);
    let url = plan.database_of("alpha");
    let name = url.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    // Somebody else's database on the same server, from which to open and close alpha's.
    let desk = TestDatabase::create("blank", "nothing", async |_: PgPool| Ok::<(), String>(())).await.unwrap();
    let allow = async |yes: bool| {
        let sql = format!("ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS {yes}");
        sqlx::query(AssertSqlSafe(sql)).execute(&desk.pool).await.unwrap();
    };
    allow(false).await;
    let node = Node::start(plan);
    let client = GreeterClient::over(node.board().pipe("tests", "alpha"));
    let fault = client.greet(&Cx::service("tests", None), "Ana".into()).await.unwrap_err();
    assert_eq!((fault.kind, fault.code.as_str()), (Kind::Unavailable, "service.unreachable"));
    let report = node.health().report().await;
    assert!(!node.health().is_ready());
    assert_eq!((report.status, report.checks["alpha"].status), (Status::Down, Status::Down));

    allow(true).await;
    ready(&node).await;
    assert_eq!(node.health().report().await.checks["alpha"].status, Status::Up);
    assert_eq!(client.greet(&Cx::service("tests", None), "Ana".into()).await.unwrap().0, "Hello Ana");
    node.stop().await;
}

#[tokio::test]
async fn a_process_that_never_gets_its_database_stops_when_asked() {
    let installation = Installation::new().await;
    let mut plan = installation.plan(&["alpha"]);
    let mut config = (*plan.config).clone();
    config.set("alpha.database_url", "".into(), "the test").unwrap();
    plan.config = config.into();
    let node = Node::start(plan);
    assert!(!node.health().is_ready());
    node.stop().await;
}

#[tokio::test]
async fn databases_that_are_not_there_are_made_by_whoever_is_first() {
    let server = PrivateServer::scratch().await.unwrap();
    let installation = Installation::new().await;
    let url = sqlx::ConnectOptions::to_url_lossy(&server.postgres().connect_options("postgres")).to_string();
    let plan = || {
        let mut plan = installation.plan(&["alpha", "beta"]);
        let mut config = (*plan.config).clone();
        for name in ["alpha", "beta"] {
            config.set(&format!("{name}.database_url"), "".into(), "the test").unwrap();
        }
        (plan.config, plan.database_url) = (config.into(), url.clone());
        plan
    };
    let (one, two) = (Node::start(plan()), Node::start(plan()));
    ready(&one).await;
    ready(&two).await;
    let client = GreeterClient::over(two.board().pipe("tests", "alpha"));
    client.greet(&Cx::service("tests", None), "Ana".into()).await.unwrap();
    tokio::join!(one.stop(), two.stop());
}

#[tokio::test]
async fn a_configuration_that_does_not_read_keeps_the_service_down() {
    let installation = Installation::new().await;
    let mut plan = installation.plan(&["alpha"]);
    // Another version's section: it has no word to greet with but a number.
    let odd = "word = 5\n".parse().unwrap();
    let mut config = plaza_service::config::Config::with_defaults(
        "connections = 4\nmemory_limit_mib = 0\n".parse().unwrap(),
        [("alpha", odd), ("beta", toml::Table::new())],
    );
    config.set("alpha.database_url", plan.database_of("alpha").into(), "the test").unwrap();
    plan.config = config.into();
    let node = Node::start(plan);
    for _ in 0..20 {
        node.health().report().await;
    }
    assert!(!node.health().is_ready());
    node.stop().await;
}

#[test]
fn logs_start_once() {
    assert!(telemetry::start(telemetry::Format::Json, "no=such=filter").is_err());
    telemetry::start(telemetry::Format::Json, "warn,plaza_service=debug").unwrap();
    assert!(telemetry::start(telemetry::Format::Text, "info").is_err(), "one process, one log");
}
