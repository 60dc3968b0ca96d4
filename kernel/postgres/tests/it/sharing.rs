use plaza_postgres::{Error, Options, PrivatePostgres};
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::support::{connect, groups, is_root, open_folder, rows, start, uids, write_row};

#[tokio::test]
async fn a_stopped_server_is_gone_and_the_next_one_has_the_data() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    let pid = server.server_pid().unwrap();
    write_row(&server, 1).await;
    server.stop().await.unwrap();
    assert!(!std::path::Path::new(&format!("/proc/{pid}")).exists(), "reaped");

    let again = start(folder.path()).await;
    assert_ne!(again.server_pid(), Some(pid));
    assert_eq!(rows(&again).await, [1]);
    again.stop().await.unwrap();
}

#[tokio::test]
async fn the_server_is_durable_private_and_never_root() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    let mut connection = connect(&server).await;
    for (setting, expected) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("jit", "off"),
    ] {
        let value: String =
            sqlx::query_scalar("select current_setting($1)").bind(setting).fetch_one(&mut connection).await.unwrap();
        assert_eq!(value, expected, "{setting}");
    }
    let pid = server.server_pid().unwrap();
    assert!(!uids(pid).contains(&0), "the server runs as root");
    if is_root() {
        assert!(groups(pid).is_empty(), "root's groups are kept");
    }
    connection.close().await.unwrap();
    server.stop().await.unwrap();
}

#[tokio::test]
async fn the_extensions_can_be_created_and_the_url_works() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    server.create_database_if_missing("shop").await.unwrap();
    let mut connection = PgConnection::connect(&server.url("shop")).await.unwrap();
    for extension in ["btree_gist", "pg_trgm", "cube", "earthdistance", "unaccent"] {
        let create = format!("create extension {extension}");
        sqlx::query(sqlx::AssertSqlSafe(create)).execute(&mut connection).await.unwrap();
    }
    let lowered: String = sqlx::query_scalar("select lower('ÁRBOL')").fetch_one(&mut connection).await.unwrap();
    assert_eq!(lowered, "árbol");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn two_handles_on_one_directory_share_the_server_and_the_second_takes_over() {
    let folder = open_folder();
    let first = start(folder.path()).await;
    let second = start(folder.path()).await;
    assert!(first.is_supervisor());
    assert!(!second.is_supervisor());
    assert_eq!(first.server_pid(), second.server_pid());
    write_row(&first, 1).await;
    assert_eq!(rows(&second).await, [1]);

    let old = second.server_pid().unwrap();
    first.stop().await.unwrap();
    second.wait_replaced(old).await.unwrap();
    second.wait_supervising().await.unwrap();
    assert_eq!(rows(&second).await, [1]);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn letting_go_of_a_shared_server_leaves_it_to_the_others() {
    let folder = open_folder();
    let first = start(folder.path()).await;
    let second = start(folder.path()).await;
    let pid = first.server_pid();
    second.stop().await.unwrap();
    first.wait_ready().await.unwrap();
    assert_eq!(first.server_pid(), pid);
    first.stop().await.unwrap();
}

#[tokio::test]
async fn starting_many_at_once_makes_one_server() {
    let folder = open_folder();
    let (a, b, c) = tokio::join!(start(folder.path()), start(folder.path()), start(folder.path()));
    let leaders = [&a, &b, &c].iter().filter(|s| s.is_supervisor()).count();
    assert_eq!(leaders, 1);
    assert_eq!(a.server_pid(), b.server_pid());
    assert_eq!(b.server_pid(), c.server_pid());
    let made = tokio::join!(
        a.create_database_if_missing("one"),
        b.create_database_if_missing("one"),
        c.create_database_if_missing("one"),
    );
    made.0.and(made.1).and(made.2).unwrap();
    // Followers first, or the lead goes round.
    for server in [a, b, c] {
        drop(server);
    }
}

#[tokio::test]
async fn names_that_need_quoting_are_refused() {
    let folder = open_folder();
    let server = PrivatePostgres::start(folder.path(), Options::scratch()).await.unwrap();
    for name in ["", "Shop", "1st", "a-b", "a\"; drop", "é"] {
        let refused = server.create_database_if_missing(name).await;
        assert!(matches!(refused, Err(Error::BadName { .. })), "{name}");
    }
    server.create_database_if_missing("user").await.unwrap();
    assert!(server.connect_options("user").connect().await.is_ok());
    server.stop().await.unwrap();
}
