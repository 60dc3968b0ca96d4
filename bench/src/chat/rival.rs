use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;
use tokio::net::TcpStream;

/// The version that was measured: another one is another comparison.
const SOCKET_IO: &str = "socket.io@4.8.4";

/// socket.io on Node, installed into a folder of its own for the time of the run.
pub(crate) struct Rival {
    child: Child,
    pub(crate) address: String,
    _folder: TempDir,
}

impl Rival {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("plaza-bench-socketio").tempdir_in("/tmp")?;
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("chat/server.mjs");
        std::fs::copy(&script, folder.path().join("server.mjs")).with_context(|| script.display().to_string())?;
        std::fs::write(folder.path().join("package.json"), r#"{"private":true,"type":"module"}"#)?;
        let installed = Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--silent", SOCKET_IO])
            .current_dir(folder.path())
            .status()
            .context("npm is needed for the counterpart")?;
        anyhow::ensure!(installed.success(), "npm install {SOCKET_IO} failed");
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new("node")
            .args(["server.mjs", &port.to_string()])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()?;
        let rival = Self { child, address: format!("127.0.0.1:{port}"), _folder: folder };
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            if TcpStream::connect(&rival.address).await.is_ok() {
                return Ok(rival);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("socket.io did not come up")
    }

    pub(crate) fn resident_kib(&self) -> anyhow::Result<u64> {
        crate::server::resident_kib(self.child.id())
    }

    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Rival {
    fn drop(&mut self) {
        // After an error: nothing of ours may stay behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
