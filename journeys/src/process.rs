use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::binary;

/// Lines of its log a process leaves behind when its test fails.
const LAST_WORDS: usize = 60;

/// How long a process told to stop may take.
const STOPS_WITHIN: Duration = Duration::from_secs(20);

/// One `plaza` process; it ends with this value.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `plaza` with arguments and variables; what it says goes to the end of `log`.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(arguments: &[String], variables: &[(String, String)], log: &Path) -> Self {
        let file = File::options().create(true).append(true).open(log).expect("the log can be written");
        let said = file.try_clone().expect("the log can be written");
        let child = command(variables)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(said)
            .stderr(file)
            .spawn()
            .expect("plaza starts");
        Self { child, log: log.to_path_buf() }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it at once, as a crash does.
    pub fn kill(&mut self) {
        // One that has ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop and waits; kills one that does not.
    pub fn stop(&mut self) {
        let pid = i32::try_from(self.id()).ok().and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid.filter(|_| self.runs()) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let end = Instant::now() + STOPS_WITHIN;
        while self.runs() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(20));
        }
        self.kill();
    }

    /// The end of its log.
    pub fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(LAST_WORDS)..].join("\n")
    }
}

impl Drop for Process {
    #[allow(clippy::print_stderr)]
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("--- {}\n{}", self.log.display(), self.last_words());
        }
    }
}

/// A `plaza` command with these variables and none of the test's own.
pub(crate) fn command(variables: &[(String, String)]) -> Command {
    let mut command = Command::new(binary::plaza());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PLAZA_")) {
        command.env_remove(name);
    }
    command.envs(variables.iter().cloned());
    command
}
