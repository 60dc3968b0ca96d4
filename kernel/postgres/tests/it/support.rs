//! What these tests share: folders, rows, and waiting for a process to end.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use plaza_postgres::{Options, PrivatePostgres};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};
use sqlx::{ConnectOptions, PgConnection};
use tempfile::TempDir;

/// A folder that an unprivileged user may enter too.
pub fn open_folder() -> TempDir {
    folder_of_mode(0o755)
}

pub fn folder_of_mode(mode: u32) -> TempDir {
    let folder = tempfile::Builder::new().prefix("plaza-pg-").tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    folder
}

/// A folder of that name within another, open to others whatever our umask is.
pub fn open_within(folder: &Path, name: &str) -> PathBuf {
    let inner = folder.join(name);
    std::fs::create_dir(&inner).unwrap();
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o755)).unwrap();
    inner
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The durable server of every installation, with little memory.
pub fn durable() -> Options {
    Options { shared_buffers_mb: 32, max_connections: 50, ..Options::default() }
}

pub async fn start(folder: &Path) -> PrivatePostgres {
    PrivatePostgres::start(folder, durable()).await.unwrap()
}

pub async fn connect(server: &PrivatePostgres) -> PgConnection {
    server.create_database_if_missing("shop").await.unwrap();
    server.connect_options("shop").connect().await.unwrap()
}

/// Writes a row whose commit is acknowledged before this answers.
pub async fn write_row(server: &PrivatePostgres, value: i32) {
    let mut connection = connect(server).await;
    let table = "create table if not exists kept (value int primary key)";
    sqlx::query(table).execute(&mut connection).await.unwrap();
    sqlx::query("insert into kept values ($1)").bind(value).execute(&mut connection).await.unwrap();
}

pub async fn rows(server: &PrivatePostgres) -> Vec<i32> {
    let mut connection = connect(server).await;
    sqlx::query_scalar("select value from kept order by 1").fetch_all(&mut connection).await.unwrap()
}

pub fn kill_hard(pid: u32) {
    kill_process(as_pid(pid), Signal::KILL).unwrap();
}

/// Blocks until the process has ended, reaped or not; fails after a minute.
pub fn wait_until_ended(pid: u32) {
    let Ok(process) = pidfd_open(as_pid(pid), PidfdFlags::empty()) else {
        return;
    };
    let minute = Timespec::try_from(Duration::from_secs(60)).unwrap();
    let mut fds = [PollFd::new(&process, PollFlags::IN)];
    assert_eq!(poll(&mut fds, Some(&minute)).unwrap(), 1, "process {pid} still runs");
}

/// The real, effective, saved and file-system user ids of a process.
pub fn uids(pid: u32) -> Vec<u32> {
    status(pid, "Uid:")
}

/// The supplementary groups of a process.
pub fn groups(pid: u32) -> Vec<u32> {
    status(pid, "Groups:")
}

fn status(pid: u32, field: &str) -> Vec<u32> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = text.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().skip(1).map(|id| id.parse().unwrap()).collect()
}

fn as_pid(pid: u32) -> Pid {
    Pid::from_raw(i32::try_from(pid).unwrap()).unwrap()
}
