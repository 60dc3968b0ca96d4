use std::os::unix::fs::PermissionsExt;

use plaza_postgres::{Error, Options, PrivatePostgres};

use crate::support::{durable, folder_of_mode, is_root, open_folder, open_within, rows, start, write_row};

#[tokio::test]
async fn without_postgresql_the_message_says_how_to_get_it() {
    let folder = open_folder();
    let options = Options { search: Some(vec![folder.path().join("nothing")]), ..durable() };
    let error = PrivatePostgres::start(folder.path(), options).await.unwrap_err();
    let text = error.to_string();
    for part in ["apt-get install", "dnf install", "brew install", "PLAZA_DATABASE_URL"] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn a_postgresql_that_is_too_old_is_named() {
    let folder = open_folder();
    let bin = open_within(folder.path(), "bin");
    for program in ["postgres", "initdb"] {
        let file = bin.join(program);
        std::fs::write(&file, "#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let options = Options { search: Some(vec![bin]), ..durable() };
    let error = PrivatePostgres::start(folder.path(), options).await.unwrap_err();
    assert!(error.to_string().contains("is version 14"), "{error}");
}

#[tokio::test]
async fn a_cluster_of_another_version_is_named() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    let version = server.folder().join("data/PG_VERSION");
    server.stop().await.unwrap();
    std::fs::write(version, "9\n").unwrap();
    let error = PrivatePostgres::start(folder.path(), durable()).await.unwrap_err();
    assert!(matches!(error, Error::OtherVersion { cluster: 9, .. }), "{error}");
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    let local = server.folder().join("local.conf");
    server.stop().await.unwrap();
    std::fs::write(local, "no_such_setting = 1\n").unwrap();
    let error = PrivatePostgres::start(folder.path(), durable()).await.unwrap_err();
    assert!(error.to_string().contains("no_such_setting"), "{error}");
}

#[tokio::test]
async fn a_long_path_gets_its_socket_elsewhere() {
    let folder = open_folder();
    let deep = open_within(folder.path(), &"d".repeat(120));
    let server = start(&deep).await;
    write_row(&server, 1).await;
    assert!(server.folder().starts_with(deep.canonicalize().unwrap()));
    let other = start(&deep).await;
    assert_eq!(rows(&other).await, [1]);
    drop(other);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_path_with_spaces_quotes_and_accents_works() {
    let folder = open_folder();
    let odd = open_within(folder.path(), "señal 50% 'a' & b?");
    let server = start(&odd).await;
    write_row(&server, 1).await;
    let url = server.url("shop");
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
    sqlx::query("select value from kept").execute(&mut connection).await.unwrap();
    server.stop().await.unwrap();
}

#[tokio::test]
async fn behind_a_closed_folder_the_cluster_lives_elsewhere_and_is_found_again() {
    if !is_root() {
        return; // Only root changes its user, so only root meets this.
    }
    let closed = folder_of_mode(0o700);
    let elsewhere = open_folder();
    let data_dir = closed.path().join("plaza");
    let options = Options { fallback_dir: elsewhere.path().join("plaza"), ..durable() };
    let server = PrivatePostgres::start(&data_dir, options.clone()).await.unwrap();
    let place = server.folder().to_path_buf();
    assert!(place.starts_with(elsewhere.path()));
    write_row(&server, 1).await;
    server.stop().await.unwrap();

    let again = PrivatePostgres::start(&data_dir, options.clone()).await.unwrap();
    assert_eq!(again.folder(), place);
    assert_eq!(rows(&again).await, [1]);
    again.stop().await.unwrap();

    std::fs::remove_dir_all(&place).unwrap();
    let error = PrivatePostgres::start(&data_dir, options).await.unwrap_err();
    assert!(matches!(error, Error::LocationGone { .. }), "{error}");
}

#[tokio::test]
async fn with_no_place_to_go_the_folder_in_the_way_is_named() {
    if !is_root() {
        return;
    }
    let closed = folder_of_mode(0o700);
    let options = Options { fallback_dir: closed.path().join("elsewhere"), ..durable() };
    let error = PrivatePostgres::start(closed.path(), options).await.unwrap_err();
    match &error {
        Error::Unreachable { blocker, .. } => {
            assert_eq!(*blocker, closed.path().canonicalize().unwrap());
        }
        other => panic!("{other}"),
    }
    assert!(error.to_string().contains("chmod o+x"), "{error}");
}

#[tokio::test]
async fn what_is_left_of_a_creation_that_was_cut_is_put_away() {
    let folder = open_folder();
    let root = folder.path().join("postgres");
    std::fs::create_dir(&root).unwrap();
    let half = root.join("data.new-1-0");
    std::fs::create_dir(&half).unwrap();
    std::fs::write(half.join("PG_VERSION"), "15\n").unwrap();
    let server = start(folder.path()).await;
    write_row(&server, 1).await;
    assert!(!half.exists());
    server.stop().await.unwrap();
}
