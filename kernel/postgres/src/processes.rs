//! The processes of a cluster, whoever started them.
//!
//! They are known by what every user may read, their command lines: the
//! postmaster's names the data folder, and the others' begin with the
//! cluster's name. A zombie has no command line, so it is not among them.

use rustix::process::{Pid, Signal};

use crate::place::Place;

/// What a process does in its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The parent of the others, who takes orders.
    Postmaster,
    /// A session or a worker; it ends by itself when the postmaster is gone.
    Backend,
}

/// One running process of a cluster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Process {
    pub pid: Pid,
    pub part: Part,
}

impl Process {
    pub(crate) fn signal(self, signal: Signal) {
        // It may have ended since it was seen, which is what a signal is for.
        let _ = rustix::process::kill_process(self.pid, signal);
    }
}

/// Lists the processes of the cluster in `place` that run now.
pub(crate) fn of(place: &Place) -> Vec<Process> {
    let title = format!("postgres: {}:", place.cluster_name());
    let data = place.data();
    let data = data.to_string_lossy();
    running()
        .into_iter()
        .filter(|seen| seen.uid == place.account.uid)
        .filter_map(|seen| {
            let part = part(&seen.command, &title, &data)?;
            let pid = Pid::from_raw(seen.pid)?;
            Some(Process { pid, part })
        })
        .collect()
}

/// A process of the machine, as its process table shows it.
struct Seen {
    pid: i32,
    uid: u32,
    /// The arguments, joined by spaces.
    command: String,
}

fn part(command: &str, title: &str, data: &str) -> Option<Part> {
    if command.starts_with(title) {
        return Some(Part::Backend);
    }
    let (program, arguments) = command.split_once(" -D ")?;
    let is_postgres = program.rsplit('/').next() == Some("postgres");
    let rest = arguments.strip_prefix(data)?;
    let is_ours = rest.is_empty() || rest.starts_with(' ');
    (is_postgres && is_ours).then_some(Part::Postmaster)
}

#[cfg(target_os = "linux")]
fn running() -> Vec<Seen> {
    use std::os::unix::fs::MetadataExt;
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let uid = entry.metadata().ok()?.uid();
            let raw = std::fs::read(entry.path().join("cmdline")).ok()?;
            let text = String::from_utf8_lossy(&raw).replace('\0', " ");
            let command = text.trim_end().to_owned();
            Some(Seen { pid, uid, command })
        })
        .collect()
}

#[cfg(not(target_os = "linux"))]
fn running() -> Vec<Seen> {
    let listed = std::process::Command::new("ps").args(["-axww", "-o", "pid=,uid=,command="]).output();
    let Ok(listed) = listed else {
        return Vec::new();
    };
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .filter_map(|line| {
            let (pid, rest) = line.trim_start().split_once(' ')?;
            let (uid, command) = rest.trim_start().split_once(' ')?;
            Some(Seen { pid: pid.parse().ok()?, uid: uid.parse().ok()?, command: command.trim().to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_our_processes_from_others() {
        let part = |command| part(command, "postgres: plaza-ab12:", "/srv/x/data");
        let cases = [
            ("/usr/bin/postgres -D /srv/x/data -c a=b", Some(Part::Postmaster)),
            ("postgres -D /srv/x/data", Some(Part::Postmaster)),
            ("postgres -D /srv/x/data2", None),
            ("/usr/bin/initdb -D /srv/x/data", None),
            ("postgres: plaza-ab12: checkpointer ", Some(Part::Backend)),
            ("postgres: plaza-ab12: plaza shop [local] idle", Some(Part::Backend)),
            ("postgres: plaza-ffff: checkpointer ", None),
            ("vi /srv/x/data", None),
            ("", None),
        ];
        for (command, expected) in cases {
            assert_eq!(part(command), expected, "{command}");
        }
    }
}
