//! What a service is built from.

use std::sync::Arc;

use plaza_core::{Cx, Secret};
use plaza_rpc::{InternalKey, Switchboard, server};
use plaza_service::config::Config;
use plaza_service::{Assembly, Parts};
use plaza_tasks::Tasks;
use plaza_testkit::KernelDatabase;

use crate::greeters::{Greeter, GreeterClient, Manners, alpha};

fn parts(base: &KernelDatabase) -> Parts {
    let board = Switchboard::new(InternalKey::new(&Secret::new("a key of tests only")));
    board.local("alpha");
    let config = Config::with_defaults(toml::Table::new(), [("alpha", (alpha().defaults)())]);
    let config = config.variables([("PLAZA_ALPHA_WORD".to_owned(), "Hola".to_owned())]).unwrap();
    Parts::new("alpha", base.db.clone(), board, Arc::new(config), Tasks::default())
}

#[tokio::test]
async fn a_service_reads_its_own_section_and_reaches_others_by_name() {
    let base = KernelDatabase::of("alpha").await;
    let parts = parts(&base);
    assert_eq!(parts.config::<Manners>().unwrap().word, "Hola");
    let assembly = Assembly::of(&alpha(), parts.clone()).await.unwrap();
    parts.board().connect("alpha", assembly.router.clone());
    let client = parts.client::<GreeterClient>();
    assert_eq!(client.greet(&Cx::service("tests", None), "Ana".into()).await.unwrap().0, "Hola Ana");
    assert_eq!(parts.pipe("alpha").callee(), "alpha");
    assert_eq!(parts.clock.now(), base.clock.now());
    // A second router for the same name changes nothing.
    let other = server::guard("alpha", parts.board().key().clone(), &parts.tasks, axum::Router::new());
    parts.board().connect("alpha", other);
    client.greet(&Cx::service("tests", None), "Ana".into()).await.unwrap();
}

#[tokio::test]
async fn a_secret_is_its_purpose_s_own_and_always_the_same() {
    let base = KernelDatabase::of("alpha").await;
    let (one, two) = (parts(&base), parts(&base));
    let secret = |parts: &Parts, purpose: &str| parts.secret(purpose).expose().to_owned();
    assert_eq!(secret(&one, "links"), secret(&two, "links"));
    assert_ne!(secret(&one, "links"), secret(&one, "cookies"));
    assert_eq!(secret(&one, "links").len(), 64);
}

#[tokio::test]
async fn workers_start_and_stop_together() {
    let base = KernelDatabase::of("alpha").await;
    let tasks = Tasks::default();
    let assembly = Assembly::of(&alpha(), parts(&base)).await.unwrap();
    assembly.start(&tasks);
    tasks.stop(std::time::Duration::from_secs(10)).await;
    assert!(tasks.shutdown().is_asked());
}
