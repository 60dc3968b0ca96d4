//! Migrations: the kernel's and the service's, once, whoever starts first.

use futures::future::join_all;
use plaza_db::migrate::{expected, fingerprint, run};
use plaza_testkit::TestDatabase;
use plaza_testkit::kernel::NO_MIGRATIONS;
use sqlx::PgPool;
use sqlx::migrate::{Migration, MigrationType, Migrator};

fn service() -> Migrator {
    let sql = sqlx::AssertSqlSafe("CREATE TABLE door (id int)".to_owned());
    let migration =
        Migration::new(1000, "doors".into(), MigrationType::Simple, sqlx::SqlSafeStr::into_sql_str(sql), false);
    Migrator { migrations: vec![migration].into(), ..Migrator::DEFAULT }
}

async fn blank() -> TestDatabase {
    TestDatabase::create("blank", "nothing", async |_: PgPool| Ok::<(), String>(())).await.unwrap()
}

async fn applied(pool: &PgPool) -> Vec<i64> {
    sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success ORDER BY version")
        .fetch_all(pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_second_time_nothing_is_done() {
    let database = blank().await;
    let service = service();
    for _ in 0..2 {
        run(&database.pool, &service).await.unwrap();
        assert_eq!(applied(&database.pool).await, expected(&service));
    }
    sqlx::query("SELECT id FROM door").fetch_all(&database.pool).await.unwrap();
}

#[tokio::test]
async fn many_processes_may_start_at_once() {
    let database = blank().await;
    let service = service();
    let all = join_all((0..5).map(|_| run(&database.pool, &service))).await;
    all.into_iter().for_each(|outcome| outcome.unwrap());
    assert_eq!(applied(&database.pool).await, expected(&service));
}

#[tokio::test]
async fn a_migration_that_was_changed_afterwards_is_refused() {
    let database = blank().await;
    run(&database.pool, &service()).await.unwrap();
    sqlx::query(r"UPDATE _sqlx_migrations SET checksum = '\x00' WHERE version = 1000")
        .execute(&database.pool)
        .await
        .unwrap();
    assert!(run(&database.pool, &service()).await.unwrap_err().to_string().contains("1000"));
}

#[test]
fn a_fingerprint_tells_sets_apart() {
    assert_eq!(fingerprint(&service()), fingerprint(&service()));
    assert_ne!(fingerprint(&service()), fingerprint(&NO_MIGRATIONS));
    assert_eq!(expected(&service()).last(), Some(&1000));
}
