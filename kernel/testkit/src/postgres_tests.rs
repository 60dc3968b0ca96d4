use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

async fn migrate(pool: PgPool) -> std::result::Result<(), sqlx::Error> {
    sqlx::query("create table thing (id int primary key)").execute(&pool).await?;
    Ok(())
}

async fn count(database: &TestDatabase) -> i64 {
    sqlx::query_scalar("select count(*) from thing").fetch_one(&database.pool).await.unwrap()
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own_and_migrations_run_once() {
    let fingerprint = uuid::Uuid::new_v4().to_string();
    let migrated = AtomicU32::new(0);
    let counted = async |pool: PgPool| {
        migrated.fetch_add(1, Ordering::SeqCst);
        migrate(pool).await
    };
    let create = || TestDatabase::create("kit", &fingerprint, counted);
    let (a, b, c) = tokio::join!(create(), create(), create());
    let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
    assert_eq!(migrated.load(Ordering::SeqCst), 1);
    sqlx::query("insert into thing values (1)").execute(&a.pool).await.unwrap();
    assert_eq!([count(&a).await, count(&b).await, count(&c).await], [1, 0, 0]);

    let mut by_url = PgConnection::connect(&a.url).await.unwrap();
    let name: String = sqlx::query_scalar("select current_database()").fetch_one(&mut by_url).await.unwrap();
    assert_eq!(name, a.name());
}

#[tokio::test]
async fn a_template_whose_migration_failed_is_made_again() {
    let fingerprint = uuid::Uuid::new_v4().to_string();
    let fails = async |_pool: PgPool| Err("it is broken");
    let failed = TestDatabase::create("kit", &fingerprint, fails).await.unwrap_err();
    assert!(failed.to_string().contains("it is broken"));
    let made = TestDatabase::create("kit", &fingerprint, migrate).await.unwrap();
    assert_eq!(count(&made).await, 0);
}

#[tokio::test]
async fn a_dropped_database_is_gone_from_a_shared_server() {
    let server = PrivateServer::scratch().await.unwrap();
    let options = server.postgres().connect_options("postgres");
    server.postgres().create_database_if_missing("gone").await.unwrap();
    let database = TestDatabase {
        pool: pool(options.clone().database("gone")),
        url: String::new(),
        name: "gone".to_owned(),
        server: Server::Shared(Box::new(options.clone())),
    };
    // An open session does not keep it.
    let session = database.pool.acquire().await.unwrap();
    drop(database);
    drop(session);
    let mut admin = options.connect().await.unwrap();
    assert!(!exists(&mut admin, "gone").await.unwrap());
}

#[tokio::test]
async fn the_folder_goes_with_the_server() {
    let server = PrivateServer::durable().await.unwrap();
    let folder = server.data_dir().to_path_buf();
    assert!(folder.exists());
    drop(server);
    assert!(!folder.exists());
}
