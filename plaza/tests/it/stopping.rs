//! Stopping in order: whoever uses something ends before it does, so that nothing is left to warn of.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

/// A `plaza serve` on a private PostgreSQL of its own, as the leader of its process group, as a shell starts it.
struct Server {
    process: Child,
    address: String,
    folder: tempfile::TempDir,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let folder = plaza_postgres::scratch_folder().expect("a folder PostgreSQL's user can reach");
        let address = plaza_testkit::ports::free_address();
        let (data, log) = (folder.path().join("data"), folder.path().join("log"));
        let settings = [("PLAZA_LOG_FORMAT", "json")];
        let process = crate::command(&["serve", "--listen", &address, "--data-dir"], &settings)
            .arg(data)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(File::create(log).expect("a log"))
            .process_group(0)
            .spawn()
            .expect("plaza runs");
        Self { process, address, folder }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Waits until it has said something.
    fn until(&mut self, said: &str) {
        let follow = File::open(self.folder.path().join("log")).expect("its log");
        let mut lines = BufReader::new(follow);
        let mut line = String::new();
        while !line.contains(said) {
            if line.ends_with('\n') {
                line.clear();
            }
            if lines.read_line(&mut line).expect("its log reads") == 0 {
                let ended = self.process.try_wait().expect("it is ours");
                assert!(ended.is_none(), "it ended with {ended:?}:\n{}", self.log());
                std::thread::yield_now();
            }
        }
    }

    /// A browser's connection, which stays open after the answer.
    fn visit(&self) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET /health/live HTTP/1.1\r\nHost: plaza\r\n\r\n").expect("it reads");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).expect("it answers");
        assert_eq!(&answer, b"HTTP/1.1 200");
        stream
    }

    /// What Ctrl-C in a terminal does: the signal goes to the whole process group.
    fn ctrl_c(&mut self) -> ExitStatus {
        let group = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw).expect("a process id");
        kill_process_group(group, Signal::INT).expect("it runs");
        self.process.wait().expect("it ends")
    }

    fn postgres(&self) -> PathBuf {
        self.folder.path().join("data/postgres")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended unless the test failed; its PostgreSQL ends with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// It ended well, with nothing to warn of, and its PostgreSQL before it.
fn stopped_in_order(server: &Server, ended: ExitStatus) {
    let log = server.log();
    assert!(ended.success(), "{ended}:\n{log}");
    assert!(log.contains("\"stopping\"") && log.contains("\"stopped\""), "{log}");
    // sqlx warns of statements that take longer than a second, as any may while other tests have the machine.
    let bad: Vec<&str> = log
        .lines()
        .filter(|line| !line.contains("\"level\":\"INFO\"") && !line.contains("\"target\":\"sqlx::"))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
    let said = said_by(&server.postgres());
    assert!(said.contains("database system is shut down"), "{said}");
    assert!(!server.postgres().join("data/postmaster.pid").exists());
}

fn said_by(postgres: &Path) -> String {
    fs::read_to_string(postgres.join("server.log")).expect("PostgreSQL's log")
}

#[test]
fn an_idle_server_stops_without_a_warning() {
    let mut server = Server::start(&[]);
    server.until("\"message\":\"ready\",\"service\":\"plaza\"");
    let browser = server.visit();
    let ended = server.ctrl_c();
    stopped_in_order(&server, ended);
    drop(browser);
}

#[test]
fn a_busy_server_stops_without_a_warning() {
    let mut server = Server::start(&["--demo"]);
    // From now on the demo is made: there are calls, events, jobs and sagas at any moment.
    server.until("\"message\":\"ready\",\"service\":\"plaza\"");
    let browser = server.visit();
    let ended = server.ctrl_c();
    stopped_in_order(&server, ended);
    drop(browser);
}
