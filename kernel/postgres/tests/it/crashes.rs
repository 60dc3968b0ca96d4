use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use sqlx::Connection;

use crate::support::{connect, kill_hard, open_folder, rows, start, wait_until_ended, write_row};

/// Names the data directory for the copy of this program that a test starts and kills.
const CHILD: &str = "PLAZA_POSTGRES_CHILD";

#[tokio::test]
async fn a_killed_server_comes_back_with_every_acknowledged_row() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    for round in 0..3 {
        write_row(&server, round).await;
        // An open session is a process that outlives the killed postmaster for a moment.
        let session = connect(&server).await;
        let pid = server.server_pid().unwrap();
        kill_hard(pid);
        server.wait_replaced(pid).await.unwrap();
        assert_eq!(rows(&server).await, (0..=round).collect::<Vec<_>>());
        session.close_hard().await.unwrap();
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_session_does_not_end_the_server() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    write_row(&server, 1).await;
    let mut other = connect(&server).await;
    let mut session = connect(&server).await;
    let backend: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut session).await.unwrap();
    let pid = server.server_pid();
    kill_hard(u32::try_from(backend).unwrap());
    // PostgreSQL ends every session before it recovers.
    let forever = sqlx::query("select pg_sleep(60)").execute(&mut other).await;
    assert!(forever.is_err());
    server.wait_ready().await.unwrap();
    assert_eq!(server.server_pid(), pid, "PostgreSQL recovers from it by itself");
    assert_eq!(rows(&server).await, [1]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn killing_the_parent_leaves_no_orphan_and_the_next_start_works() {
    let folder = open_folder();
    let (child, postmaster) = start_child(folder.path());
    kill_child(child);
    wait_until_ended(postmaster);

    let server = start(folder.path()).await;
    assert!(server.is_supervisor());
    assert_eq!(rows(&server).await, [7]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn killing_the_parent_of_a_shared_server_hands_it_over() {
    let folder = open_folder();
    let (child, postmaster) = start_child(folder.path());
    let server = start(folder.path()).await;
    assert!(!server.is_supervisor());
    write_row(&server, 8).await;
    kill_child(child);
    server.wait_replaced(postmaster).await.unwrap();
    assert!(server.is_supervisor());
    assert_eq!(rows(&server).await, [7, 8]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn killing_parent_and_server_at_once_is_survived() {
    let folder = open_folder();
    let (child, postmaster) = start_child(folder.path());
    kill_hard(postmaster);
    kill_child(child);
    let server = start(folder.path()).await;
    assert_eq!(rows(&server).await, [7]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_outlived_its_parent_is_replaced() {
    let folder = open_folder();
    let first = start(folder.path()).await;
    write_row(&first, 1).await;
    let options = first.folder().to_path_buf();
    first.stop().await.unwrap();

    // The same command line, started by somebody who does not die with us.
    let mut orphan = start_by_hand(&options);
    let server = start(folder.path()).await;
    assert_ne!(server.server_pid(), Some(orphan.id()));
    assert!(orphan.wait().unwrap().success(), "it was asked to stop, not killed");
    assert_eq!(rows(&server).await, [1]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_lock_file_that_names_another_process_is_put_away() {
    let folder = open_folder();
    let server = start(folder.path()).await;
    write_row(&server, 1).await;
    let data = server.folder().join("data");
    let lock = data.join("postmaster.pid");
    let text = std::fs::read_to_string(&lock).unwrap();
    let old = text.lines().next().unwrap().to_owned();
    server.stop().await.unwrap();

    // A process of the same user that is not a postmaster has got the number.
    let mut other = spawn_as_owner(&data, Path::new("/bin/cat"), &[]);
    let stale = text.replacen(&old, &other.id().to_string(), 1);
    std::fs::write(&lock, stale).unwrap();
    let server = start(folder.path()).await;
    assert_eq!(rows(&server).await, [1]);
    assert!(other.try_wait().unwrap().is_none(), "the other process is let alone");
    server.stop().await.unwrap();
    drop(other.stdin.take());
    other.wait().unwrap();
}

/// Not a test by itself: what the tests above start as another process and kill.
#[tokio::test]
async fn child() {
    let Ok(folder) = std::env::var(CHILD) else {
        return;
    };
    let server = start(Path::new(&folder)).await;
    write_row(&server, 7).await;
    let mut out = std::io::stdout();
    writeln!(out, "\nserver {}", server.server_pid().unwrap()).unwrap();
    out.flush().unwrap();
    // Blocks until the other end is closed, which is when it is killed.
    let _ = std::io::stdin().lock().read_line(&mut String::new());
}

fn start_child(folder: &Path) -> (Child, u32) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crashes::child", "--nocapture"])
        .env(CHILD, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let postmaster = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("server ")?.parse().ok())
        .expect("the child starts a server");
    (child, postmaster)
}

fn kill_child(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

fn start_by_hand(root: &Path) -> Child {
    let data = root.join("data");
    let config = format!("config_file={}", root.join("server.conf").display());
    let data_text = data.display().to_string();
    let postgres = which("postgres");
    let child = spawn_as_owner(&data, &postgres, &["-D", &data_text, "-c", &config]);
    let lock = data.join("postmaster.pid");
    while !lock.exists() {
        std::thread::yield_now();
    }
    child
}

fn spawn_as_owner(data: &Path, program: &Path, arguments: &[&str]) -> Child {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let owner = std::fs::metadata(data).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stderr(Stdio::null()).current_dir("/");
    if rustix::process::geteuid().is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.spawn().unwrap()
}

/// Where the tested crate may have found it, too: any PostgreSQL of the cluster's version will do.
fn which(program: &str) -> std::path::PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    std::env::split_paths(&path)
        .chain(["/usr/lib/postgresql/15/bin".into()])
        .map(|folder| folder.join(program))
        .find(|file| file.exists())
        .unwrap()
        .canonicalize()
        .unwrap()
}
