//! Where a cluster, its socket and its log live, and who owns them.

use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::process::Pid;
use sha2::{Digest, Sha256};

use crate::account::Account;
use crate::{Error, Options, Result};

/// The port in the socket's file name; each cluster has a folder for itself.
pub(crate) const PORT: u16 = 5432;

/// The longest path a Unix socket may have on every system we know, in bytes.
const LONGEST_SOCKET_PATH: usize = 103;

/// The file in the data directory that names a cluster living elsewhere.
const LOCATION: &str = "postgres.location";

/// The files and the user of one cluster.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Who the server runs as.
    pub account: Account,
    /// The folder of everything here, owned by the user who starts Plaza.
    pub root: PathBuf,
    /// The folder of the socket, which only the server's user may enter.
    pub run: PathBuf,
}

impl Place {
    /// Chooses the place for a data directory, the same one each time, and makes its folders.
    pub(crate) fn of(data_dir: &Path, options: &Options) -> Result<Place> {
        fs::create_dir_all(data_dir).map_err(Error::io("create", data_dir))?;
        let data_dir = data_dir.canonicalize().map_err(Error::io("look at", data_dir))?;
        let root = match recorded(&data_dir)? {
            Some(root) => root,
            None => choose(&data_dir, options)?,
        };
        let data = root.join("data");
        let account = if data.exists() { Account::owning(&data)? } else { Account::for_new_cluster() };
        make_root(&root, &account)?;
        if let Some(blocker) = account.blocked_on_the_way_to(&root) {
            let user = account.name;
            return Err(Error::Unreachable { user, blocker });
        }
        let run = socket_folder(&root);
        let place = Place { account, root, run };
        place.make_run()?;
        Ok(place)
    }

    /// Makes the socket's folder, and refuses one that somebody else has put there.
    pub(crate) fn make_run(&self) -> Result<()> {
        make_folder(&self.run, 0o700)?;
        let meta = fs::symlink_metadata(&self.run).map_err(Error::io("look at", &self.run))?;
        let me = rustix::process::geteuid().as_raw();
        if !meta.is_dir() || (meta.uid() != self.account.uid && meta.uid() != me) {
            return Err(Error::NotOwner { path: self.run.clone(), owner: meta.uid(), me });
        }
        self.account.take(&self.run)
    }

    /// Removes a socket folder that is not within the data directory, after the server.
    pub(crate) fn remove_foreign_run(&self) {
        if !self.run.starts_with(&self.root) {
            // Not empty means that another server has come meanwhile.
            let _ = fs::remove_dir(&self.run);
        }
    }

    /// The process id of the server that the present holder of the lock has started.
    pub(crate) fn server_of_holder(&self) -> Option<Pid> {
        first_pid(&self.lock())
    }

    /// The process id of the server that has taken the cluster.
    pub(crate) fn server_in_cluster(&self) -> Option<Pid> {
        first_pid(&self.data().join("postmaster.pid"))
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.root.join("server.log")
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.root.join("server.conf")
    }

    /// The major version that made the cluster, if there is one.
    pub(crate) fn cluster_version(&self) -> Option<u32> {
        let text = fs::read_to_string(self.data().join("PG_VERSION")).ok()?;
        text.trim().parse().ok()
    }

    /// The cluster's name; the title of each of its processes begins with it.
    pub(crate) fn cluster_name(&self) -> String {
        format!("plaza-{}", short_hash(&self.root))
    }
}

fn recorded(data_dir: &Path) -> Result<Option<PathBuf>> {
    let file = data_dir.join(LOCATION);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(Error::io("read", &file)(e)),
    };
    let root = PathBuf::from(text.trim_end_matches('\n'));
    if root.is_dir() {
        return Ok(Some(root));
    }
    // A new, empty cluster here would hide that the old one is lost.
    Err(Error::LocationGone { file, root })
}

fn choose(data_dir: &Path, options: &Options) -> Result<PathBuf> {
    let beside = data_dir.join("postgres");
    if beside.exists() {
        return Ok(beside);
    }
    let account = Account::for_new_cluster();
    let Some(blocker) = account.blocked_on_the_way_to(data_dir) else {
        return Ok(beside);
    };
    let base = &options.fallback_dir;
    let usable = make_base(base).is_ok() && account.blocked_on_the_way_to(base).is_none();
    if !usable {
        let user = account.name;
        return Err(Error::Unreachable { user, blocker });
    }
    let root = make_fallback(data_dir, base)?;
    tracing::info!(
        blocker = %blocker.display(), place = %root.display(), user = account.name,
        "the server's user cannot reach the data directory; the database lives elsewhere"
    );
    Ok(root)
}

/// Makes the folder of all clusters that live elsewhere, open whatever our umask is.
fn make_base(base: &Path) -> std::io::Result<()> {
    if base.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(base)?;
    fs::set_permissions(base, fs::Permissions::from_mode(0o755))
}

/// Makes a folder below `base` and records it in the data directory; the first of many wins.
///
/// The name is random, not the data directory's: a directory that was deleted
/// and made anew must not find the old data again.
fn make_fallback(data_dir: &Path, base: &Path) -> Result<PathBuf> {
    let folder = tempfile::Builder::new()
        .prefix("db-")
        .rand_bytes(12)
        .tempdir_in(base)
        .map_err(Error::io("create a folder in", base))?;
    let origin = folder.path().join("origin");
    fs::write(&origin, data_dir.as_os_str().as_bytes()).map_err(Error::io("write", &origin))?;
    let mut record = tempfile::NamedTempFile::new_in(data_dir).map_err(Error::io("create a file in", data_dir))?;
    let written = record
        .write_all(folder.path().as_os_str().as_bytes())
        .and_then(|()| record.write_all(b"\n"))
        .and_then(|()| record.as_file().sync_all());
    written.map_err(Error::io("write", record.path()))?;
    let file = data_dir.join(LOCATION);
    match record.persist_noclobber(&file) {
        Ok(_) => Ok(folder.keep()),
        Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => {
            let theirs = recorded(data_dir)?;
            theirs.ok_or_else(|| Error::io("read", &file)(e.error))
        }
        Err(e) => Err(Error::io("write", &file)(e.error)),
    }
}

fn make_root(root: &Path, account: &Account) -> Result<()> {
    // Owned by whoever starts Plaza: as root, nothing root opens can then be
    // replaced by the server's user.
    let mode = if account.switch { 0o711 } else { 0o700 };
    make_folder(root, mode)?;
    let meta = fs::metadata(root).map_err(Error::io("look at", root))?;
    let me = rustix::process::geteuid().as_raw();
    if meta.uid() != me {
        return Err(Error::NotOwner { path: root.to_path_buf(), owner: meta.uid(), me });
    }
    fs::set_permissions(root, fs::Permissions::from_mode(mode)).map_err(Error::io("set the mode of", root))
}

fn socket_folder(root: &Path) -> PathBuf {
    let beside = root.join("run");
    let file_name = format!("/.s.PGSQL.{PORT}");
    if beside.as_os_str().len() + file_name.len() <= LONGEST_SOCKET_PATH {
        return beside;
    }
    // Not TMPDIR: processes that share the cluster may have different ones.
    PathBuf::from(format!("/tmp/plaza-{}", short_hash(root)))
}

/// Makes a folder unless it is there.
fn make_folder(path: &Path, mode: u32) -> Result<()> {
    match fs::DirBuilder::new().mode(mode).create(path) {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(Error::io("create", path)(e)),
        _ => Ok(()),
    }
}

fn short_hash(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_bytes());
    hex::encode(&digest[..8])
}

/// Reads the process id that begins one of PostgreSQL's lock files, or ours.
pub(crate) fn first_pid(file: &Path) -> Option<Pid> {
    let text = fs::read_to_string(file).ok()?;
    let pid: i32 = text.lines().next()?.trim().parse().ok()?;
    Pid::from_raw(pid.checked_abs()?)
}
