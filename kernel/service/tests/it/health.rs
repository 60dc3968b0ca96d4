//! Health: the worst of the checks, with words for people.

use std::path::PathBuf;

use plaza_core::{Clock, Cx, Secret};
use plaza_db::{Db, PoolOptions, connect};
use plaza_rpc::{InternalKey, Switchboard};
use plaza_service::health::{Health, Status, resident_bytes};
use plaza_testkit::KernelDatabase;

fn board() -> Switchboard {
    Switchboard::new(InternalKey::new(&Secret::new("a key of tests only")))
}

fn health(memory_limit: u64) -> Health {
    Health::new(board(), std::env::temp_dir(), memory_limit)
}

#[tokio::test]
async fn a_service_is_down_until_it_is_built_and_up_while_its_database_answers() {
    let base = KernelDatabase::of("doors").await;
    let health = health(0);
    assert!(health.is_ready());
    health.announce("doors");
    assert!(!health.is_ready());
    let report = health.report().await;
    assert_eq!(report.status, Status::Down);
    assert!(report.checks["doors"].note.as_deref().unwrap().contains("starting"));

    health.ready("doors", base.db.clone());
    assert!(health.is_ready());
    let check = &health.report().await.checks["doors"];
    assert_eq!((check.status, &check.note), (Status::Up, &None));
    assert!(check.millis.is_some());
    assert_eq!(health.report().await.version, env!("CARGO_PKG_VERSION"));

    base.db.pool().close().await;
    let check = &health.report().await.checks["doors"];
    assert_eq!((check.status, check.note.as_deref()), (Status::Down, Some("its database does not answer")));
    assert!(health.is_ready(), "it was built: a database that is away is an outage, not a start");
}

#[tokio::test]
async fn one_of_two_databases_away_is_down() {
    let base = KernelDatabase::of("doors").await;
    let health = health(0);
    health.ready("doors", base.db.clone());
    let options = PoolOptions { max: 1, wait: std::time::Duration::from_millis(20) };
    let away = connect("postgres://nobody@127.0.0.1:1/none", "away", options).unwrap();
    health.ready("away", Db::new("away", away, Clock::default()));
    let report = health.report().await;
    assert_eq!((report.status, report.checks["doors"].status), (Status::Down, Status::Up));
}

#[tokio::test]
async fn a_neighbour_that_rests_is_worth_a_look_and_no_reason_to_take_traffic_away() {
    let board = board();
    board.remote("payments", "http://127.0.0.1:1");
    let health = Health::new(board.clone(), std::env::temp_dir(), 0);
    let pipe = board.pipe("bookings", "payments");
    for _ in 0..5 {
        let answer: plaza_core::Result<()> = pipe.call(&Cx::anonymous(), "/rpc/payments/charge", &()).await;
        answer.unwrap_err();
    }
    let report = health.report().await;
    let check = &report.checks["calls to payments"];
    assert_eq!((report.status, check.status), (Status::Degraded, Status::Degraded));
    assert!(check.note.as_deref().unwrap().contains("payments"));
    assert!(health.is_ready());
}

#[tokio::test]
async fn too_much_memory_or_a_lost_disk_is_worth_a_look() {
    assert!(resident_bytes().unwrap() > 1024 * 1024);
    let checks = health(1).report().await.checks;
    assert_eq!(checks["memory"].status, Status::Degraded);
    let checks = health(u64::MAX).report().await.checks;
    assert_eq!(checks["memory"].status, Status::Up);
    let lost = Health::new(board(), PathBuf::from("/no/such/folder"), 0).report().await;
    assert_eq!((lost.status, lost.checks["disk"].status), (Status::Degraded, Status::Degraded));
}

#[tokio::test]
async fn a_report_reads_as_json() {
    let health = health(0);
    health.announce("doors");
    let json = serde_json::to_value(health.report().await).unwrap();
    assert_eq!((&json["status"], &json["checks"]["doors"]["status"]), (&"down".into(), &"down".into()));
    assert!(json["checks"]["doors"].get("millis").is_none());
}
