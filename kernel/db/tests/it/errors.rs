//! Errors sorted by what the caller can do about them.

use plaza_core::{Cx, Fault, Kind};
use plaza_db::{Db, Error, PoolOptions, connect};
use plaza_testkit::KernelDatabase;
use sqlx::error::ErrorKind;

async fn fails(base: &KernelDatabase, sql: &str) -> Error {
    let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(base.db.pool()).await;
    Error::from(outcome.expect_err("the statement is meant to fail"))
}

#[tokio::test]
async fn a_constraint_is_known_by_its_name() {
    let base = KernelDatabase::of("doors").await;
    base.execute(
        "CREATE TABLE door (id int CONSTRAINT one_door PRIMARY KEY, width int CONSTRAINT door_width CHECK (width > 0))",
    )
    .await;
    base.execute("INSERT INTO door VALUES (1, 1)").await;
    let error = fails(&base, "INSERT INTO door VALUES (1, 1)").await;
    assert!(error.is_constraint("one_door") && !error.is_constraint("door_width"));
    assert!(matches!(&error, Error::Constraint { kind: ErrorKind::UniqueViolation, .. }), "{error:?}");
    assert_eq!(error.to_string(), "constraint one_door");
    assert!(fails(&base, "INSERT INTO door VALUES (2, 0)").await.is_constraint("door_width"));
    // Nobody turned it into a refusal: a bug of ours, and nothing of the inside is told.
    let fault = Fault::from(error);
    assert_eq!(fault, Fault::internal());
}

#[tokio::test]
async fn states_of_the_server_become_kinds() {
    let base = KernelDatabase::of("doors").await;
    let cases = [
        ("40001", Kind::Unavailable, "database.busy"),
        ("40P01", Kind::Unavailable, "database.busy"),
        ("57P01", Kind::Unavailable, "database.unreachable"),
        ("57P03", Kind::Unavailable, "database.unreachable"),
        ("53300", Kind::Unavailable, "database.unreachable"),
        ("08006", Kind::Unavailable, "database.unreachable"),
        ("42P01", Kind::Internal, "internal"),
        ("P0001", Kind::Internal, "internal"),
    ];
    for (state, kind, code) in cases {
        let sql = format!("DO $$ BEGIN RAISE EXCEPTION 'secret inside' USING ERRCODE = '{state}'; END $$");
        let fault = Fault::from(fails(&base, &sql).await);
        assert_eq!((fault.kind, fault.code.as_str()), (kind, code), "{state}");
        assert!(!fault.message.contains("secret"), "{state}: {}", fault.message);
    }
}

#[tokio::test]
async fn of_two_in_a_deadlock_one_is_told_to_repeat() {
    let base = KernelDatabase::of("doors").await;
    base.execute("CREATE TABLE door (id int PRIMARY KEY, n int); INSERT INTO door VALUES (1, 0), (2, 0)").await;
    let (mut one, mut two) =
        (base.db.begin(&Cx::anonymous()).await.unwrap(), base.db.begin(&Cx::anonymous()).await.unwrap());
    let take = "UPDATE door SET n = n + 1 WHERE id = $1";
    sqlx::query(take).bind(1).execute(&mut *one).await.unwrap();
    sqlx::query(take).bind(2).execute(&mut *two).await.unwrap();
    // Whoever is refused gives its locks back at once, as a command does that returns the error.
    let cross = async |mut tx: plaza_db::Tx, id: i32| -> plaza_db::Result<()> {
        sqlx::query(take).bind(id).execute(&mut *tx).await?;
        tx.commit().await
    };
    let (one, two) = tokio::join!(cross(one, 2), cross(two, 1));
    let lost: Vec<Error> = [one, two].into_iter().filter_map(Result::err).collect();
    assert!(matches!(lost.as_slice(), [Error::Repeat(_)]), "{lost:?}");
    let fault = Fault::from(lost.into_iter().next().unwrap());
    assert_eq!((fault.kind.status(), fault.code.as_str()), (503, "database.busy"));
    assert!(fault.kind.is_unknown_outcome(), "callers with a key try again by themselves");
    assert_eq!(base.count("SELECT sum(n) FROM door").await, 2);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let options = PoolOptions { max: 1, wait: std::time::Duration::from_millis(50) };
    let pool = connect("postgres://nobody@127.0.0.1:1/none", "doors", options).unwrap();
    let db = Db::new("doors", pool, plaza_core::Clock::default());
    let error = db.ping().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable(_)), "{error:?}");
    let Err(error) = db.begin(&Cx::anonymous()).await else { panic!("nobody is there") };
    let fault = Fault::from(error);
    assert_eq!((fault.kind.status(), fault.code.as_str()), (503, "database.unreachable"));
    db.pool().close().await;
    assert!(matches!(db.ping().await, Err(Error::Unreachable(_))));
}

#[tokio::test]
async fn who_finds_no_free_connection_is_told_to_try_again() {
    let base = KernelDatabase::of("doors").await;
    let options = PoolOptions { max: 1, wait: std::time::Duration::from_secs(1) };
    let db = Db::new("doors", connect(base.url(), "doors", options).unwrap(), base.clock.clone());
    let held = db.begin(&Cx::anonymous()).await.unwrap();
    assert!(matches!(db.begin(&Cx::anonymous()).await, Err(Error::Unreachable(_))));
    drop(held);
    db.ping().await.unwrap();
}

#[tokio::test]
async fn a_url_that_does_not_read_is_an_error_and_not_a_panic() {
    assert!(connect("no url at all", "doors", PoolOptions::default()).is_err());
    assert_eq!(Fault::from(Error::from(sqlx::Error::RowNotFound)), Fault::internal());
}

#[tokio::test]
async fn a_session_says_whose_it_is() {
    let base = KernelDatabase::of("doors").await;
    let name: String =
        sqlx::query_scalar("SHOW application_name").fetch_one(base.another_process().pool()).await.unwrap();
    assert_eq!(name, "plaza-doors");
}
