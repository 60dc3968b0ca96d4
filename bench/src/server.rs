use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tempfile::TempDir;

use crate::http::Http;

/// The release binary with its private, durable PostgreSQL, as a user runs it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) ready_after: Duration,
    pub(crate) bookings: PgPool,
    sockets: PathBuf,
    binary: PathBuf,
    _folder: TempDir,
}

impl Server {
    /// Starts it and waits until it is ready. The measured start is the second: the first also makes the database.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let binary = std::env::current_exe()?.with_file_name("plaza");
        anyhow::ensure!(binary.exists(), "{} is missing: run 'cargo build --release -p plaza'", binary.display());
        let folder = tempfile::Builder::new().prefix("plaza-bench").tempdir_in("/tmp")?;
        std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let address = format!("127.0.0.1:{}", free_port()?);
        let (mut child, _) = spawn(&binary, folder.path(), &address).await?;
        end(&mut child)?;
        let (child, ready_after) = spawn(&binary, folder.path(), &address).await?;
        let sockets = sockets(folder.path())?;
        let options = PgConnectOptions::new().socket(&sockets).username("plaza").database("plaza_bookings");
        let bookings =
            PgPoolOptions::new().max_connections(4).connect_with(options).await.context("the private PostgreSQL")?;
        Ok(Self { child, address, ready_after, bookings, sockets, binary, _folder: folder })
    }

    /// The database of another service.
    pub(crate) async fn database(&self, service: &str) -> anyhow::Result<PgPool> {
        let name = format!("plaza_{service}");
        let options = PgConnectOptions::new().socket(&self.sockets).username("plaza").database(&name);
        PgPoolOptions::new().max_connections(2).connect_with(options).await.context(name)
    }

    /// Folder of the database's socket, for pgbench.
    pub(crate) fn sockets(&self) -> &Path {
        &self.sockets
    }

    /// Memory of the process now, without PostgreSQL's.
    pub(crate) fn resident_mib(&self) -> anyhow::Result<u64> {
        Ok(self.resident_kib()? / 1024)
    }

    /// The same, finer.
    pub(crate) fn resident_kib(&self) -> anyhow::Result<u64> {
        resident_kib(self.child.id())
    }

    /// Processor time used so far by the process and its PostgreSQL, milliseconds. Unlike a latency it hardly
    /// depends on what else runs on the machine.
    pub(crate) fn cpu_ms(&self) -> anyhow::Result<f64> {
        let per_second = rustix::param::clock_ticks_per_second() as f64;
        let mut used = HashMap::new();
        for entry in std::fs::read_dir("/proc")?.flatten() {
            // A process may end while we look.
            if let Some((pid, parent, ticks)) =
                std::fs::read_to_string(entry.path().join("stat")).ok().and_then(|s| ticks(&s))
            {
                used.insert(pid, (parent, ticks));
            }
        }
        let ours = |pid: u32| {
            let parent = |pid: &u32| used.get(pid).map(|(parent, _)| *parent);
            std::iter::successors(Some(pid), parent).take(4).any(|ancestor| ancestor == self.child.id())
        };
        let sum: u64 = used.iter().filter(|(pid, _)| ours(**pid)).map(|(_, (_, ticks))| *ticks).sum();
        Ok(sum as f64 * 1000.0 / per_second)
    }

    /// Size of the binary.
    pub(crate) fn binary_mib(&self) -> anyhow::Result<f64> {
        Ok(std::fs::metadata(&self.binary)?.len() as f64 / 1024.0 / 1024.0)
    }

    /// Waits until what the load left behind is done (mails, relays), so that the next measurement has the machine to itself.
    pub(crate) async fn quiet(&self) -> anyhow::Result<Duration> {
        let started = Instant::now();
        let options = PgConnectOptions::new().socket(&self.sockets).username("plaza").database("plaza_notifications");
        let notifications = PgPoolOptions::new().max_connections(1).connect_with(options).await?;
        let told = "SELECT count(*) FROM kernel.subscriptions WHERE (cursor_txid, cursor_seq) < (SELECT (txid, seq) FROM kernel.domain_events ORDER BY txid DESC, seq DESC LIMIT 1)";
        while started.elapsed() < Duration::from_secs(120) {
            let due: i64 =
                sqlx::query_scalar("SELECT count(*) FROM kernel.jobs WHERE state = 'ready' AND run_at <= now()")
                    .fetch_one(&notifications)
                    .await?;
            let behind: i64 = sqlx::query_scalar(told).fetch_one(&self.bookings).await.unwrap_or(0);
            if due + behind == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        notifications.close().await;
        Ok(started.elapsed())
    }

    /// Logins of the demo: role and password by mail address.
    pub(crate) fn demo(&self) -> anyhow::Result<serde_json::Value> {
        let output = Command::new(&self.binary)
            .args(["demo", "--json", "--data-dir"])
            .arg(self._folder.path())
            .env("PLAZA_LOG_FILTER", "error")
            .output()?;
        anyhow::ensure!(output.status.success(), "plaza demo: {}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Stops it in order.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        self.bookings.close().await;
        end(&mut self.child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After an error: nothing of ours may stay behind.
        let _ = end(&mut self.child);
    }
}

/// Memory of a process now.
pub(crate) fn resident_kib(pid: u32) -> anyhow::Result<u64> {
    let statm = std::fs::read_to_string(format!("/proc/{pid}/statm"))?;
    let pages: u64 = statm.split_whitespace().nth(1).context("statm")?.parse()?;
    Ok(pages * rustix::param::page_size() as u64 / 1024)
}

/// Process, parent, ticks of the processor, from a line of `/proc/<pid>/stat` (proc(5)).
fn ticks(stat: &str) -> Option<(u32, u32, u64)> {
    let pid = stat.split(' ').next()?.parse().ok()?;
    // The name is in brackets and may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((pid, fields.get(1)?.parse().ok()?, number(11)? + number(12)?))
}

async fn spawn(binary: &Path, folder: &Path, address: &str) -> anyhow::Result<(Child, Duration)> {
    let started = Instant::now();
    let mut child = Command::new(binary)
        .args(["serve", "--listen", address, "--data-dir"])
        .arg(folder)
        .env("PLAZA_GATEWAY_REQUESTS_PER_HOUR", "1000000000")
        .env("PLAZA_GATEWAY_LIMITS", "")
        .env("PLAZA_CHAT_MESSAGES_PER_MINUTE", "100000000")
        .env("PLAZA_CHAT_GROUP_PEOPLE", "100000")
        .env("PLAZA_LOG_FILTER", "error")
        .stdout(Stdio::null())
        .spawn()?;
    let until = started + Duration::from_secs(120);
    while Instant::now() < until {
        if let Ok(mut http) = Http::connect(address).await
            && let Ok(answer) = http.get("/health/ready", "").await
            && answer.status == 200
        {
            return Ok((child, started.elapsed()));
        }
        if let Some(status) = child.try_wait()? {
            bail!("plaza serve ended: {status}");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    end(&mut child)?;
    bail!("plaza serve was not ready in two minutes")
}

fn end(child: &mut Child) -> anyhow::Result<()> {
    if child.try_wait()?.is_none() {
        let pid = rustix::process::Pid::from_child(child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
        child.wait()?;
    }
    Ok(())
}

/// The folder that holds `.s.PGSQL.*`, wherever the private server put it.
fn sockets(folder: &Path) -> anyhow::Result<PathBuf> {
    let near = folder.join("postgres").join("run");
    if near.exists() {
        return Ok(near);
    }
    let told = folder.join("postgres.location");
    let place = std::fs::read_to_string(&told).with_context(|| format!("{}", told.display()))?;
    Ok(PathBuf::from(place.trim()).join("run"))
}

fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
