//! How PostgreSQL's programs are started: as their user, in a group of their own, dying with us.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::Signal;

use crate::account::Account;

/// Prepares a program that runs as `account` and gets `on_death` when the calling thread ends.
///
/// It has a process group of its own, so that Ctrl-C in a terminal reaches
/// Plaza alone, which then stops the server in order.
pub(crate) fn command(program: &Path, account: &Account, on_death: Signal) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").as_deref().unwrap_or(OsStr::new("/usr/bin:/bin")))
        .env("LC_ALL", "C")
        .current_dir("/")
        .stdin(Stdio::null())
        .process_group(0);
    if account.switch {
        // The standard library also empties the supplementary groups for root.
        command.gid(account.gid).uid(account.uid);
    }
    die_with_parent(&mut command, on_death);
    command
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)] // `pre_exec` has no safe form, and nothing else runs in the child at that point.
fn die_with_parent(command: &mut Command, signal: Signal) {
    let parent = rustix::process::getpid();
    let in_child = move || {
        // Changing the user clears the setting, so it is made here, after it.
        rustix::process::set_parent_process_death_signal(Some(signal))?;
        // The parent may have died before the line above.
        if rustix::process::getppid() != Some(parent) {
            return Err(rustix::io::Errno::SRCH.into());
        }
        Ok(())
    };
    // SAFETY: between fork and exec only async-signal-safe calls are allowed.
    // The closure makes two system calls and neither allocates nor locks.
    unsafe { command.pre_exec(in_child) };
}

/// Other systems have no such signal; the next start ends what was left.
#[cfg(not(target_os = "linux"))]
fn die_with_parent(_command: &mut Command, _signal: Signal) {}
