//! What can go wrong with a private PostgreSQL, and what to change.

use std::path::{Path, PathBuf};

/// Why the private PostgreSQL cannot be started, used or stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No PostgreSQL that can be used is on this machine.
    #[error(
        "no PostgreSQL 15 or newer was found{found}. Install it:\n  \
         Debian, Ubuntu:  sudo apt-get install postgresql postgresql-contrib\n  \
         Fedora, RHEL:    sudo dnf install postgresql-server postgresql-contrib\n  \
         Arch:            sudo pacman -S postgresql\n  \
         Alpine:          sudo apk add postgresql postgresql-contrib\n  \
         macOS:           brew install postgresql@17\n\
         or set PLAZA_DATABASE_URL to a server you run yourself"
    )]
    NotInstalled {
        /// What was found and why it does not do; empty when nothing was.
        found: String,
    },

    /// The cluster was made by another major version than any installed.
    #[error(
        "the cluster in {} was created by PostgreSQL {cluster}, and this machine has {installed}. \
         Install PostgreSQL {cluster}, or upgrade the cluster with pg_upgrade",
        .data.display()
    )]
    OtherVersion {
        /// The cluster's folder.
        data: PathBuf,
        /// The major version that made it.
        cluster: u32,
        /// The major versions that are installed, for people to read.
        installed: String,
    },

    /// Extensions that Plaza needs are not part of the installed PostgreSQL.
    #[error(
        "this PostgreSQL lacks the extensions {missing}. Install the contrib package: \
         `sudo apt-get install postgresql-contrib`, `sudo dnf install postgresql-contrib`, \
         or `sudo apk add postgresql-contrib`"
    )]
    MissingExtensions {
        /// Their names, separated by commas.
        missing: String,
    },

    /// The server's user cannot reach the place where its files must live.
    #[error(
        "the PostgreSQL server runs as user '{user}', who may not enter {}. \
         Let others pass (`chmod o+x {}`), or choose another data directory",
        .blocker.display(), .blocker.display()
    )]
    Unreachable {
        /// The user the server would run as.
        user: String,
        /// The folder that stops it.
        blocker: PathBuf,
    },

    /// The cluster that a data directory names is not there any more.
    #[error(
        "{} names {}, which does not exist. Restore that folder, \
         or delete the file to begin with an empty database",
        .file.display(), .root.display()
    )]
    LocationGone {
        /// The file that names the folder.
        file: PathBuf,
        /// The folder that is gone.
        root: PathBuf,
    },

    /// The cluster belongs to somebody else than the user who starts it.
    #[error(
        "{} belongs to uid {owner} and this process runs as uid {me}. \
         Run as its owner, or choose another data directory",
        .path.display()
    )]
    NotOwner {
        /// What belongs to another user.
        path: PathBuf,
        /// Its owner.
        owner: u32,
        /// Who runs this process.
        me: u32,
    },

    /// The server ended before it answered, or never did.
    #[error("PostgreSQL did not start: {reason}\nThe end of {}:\n{tail}", .log.display())]
    NotStarted {
        /// What was seen.
        reason: String,
        /// The server's log.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },

    /// A server left by an earlier process would not stop.
    #[error(
        "a PostgreSQL server left by an earlier run (pid {pid}) does not stop. \
         Look at it, then end it with `kill -QUIT {pid}`"
    )]
    LeftoverStays {
        /// Its process id.
        pid: u32,
    },

    /// A program of PostgreSQL failed.
    #[error("`{program}` failed: {output}")]
    Program {
        /// Which one.
        program: String,
        /// What it wrote.
        output: String,
    },

    /// A database's name cannot be used.
    #[error(
        "'{name}' is not a database name: use 1 to 63 lower-case letters, digits and underscores, \
         starting with a letter"
    )]
    BadName {
        /// The name that was given.
        name: String,
    },

    /// The supervisor thread is gone.
    #[error("the supervisor of the private PostgreSQL has ended")]
    Ended,

    /// The server refused a statement.
    #[error("PostgreSQL answered: {0}")]
    Sql(#[from] sqlx::Error),

    /// A file or a process could not be handled.
    #[error("{action} {}: {source}", .path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}

impl Error {
    /// Makes an I/O failure say what was tried and where, for `map_err`.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        move |source| Error::Io { action, path: path.to_path_buf(), source }
    }
}
