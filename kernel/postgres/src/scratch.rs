//! Where a server of tests keeps its data.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

/// A file system in memory, on Linux.
const MEMORY: &str = "/dev/shm";

/// The free space from which the memory is used, in bytes.
const ROOM: u64 = 2 * 1024 * 1024 * 1024;

/// Makes a folder for a scratch server's data; it goes with the value.
///
/// It is in memory where there is room: making and dropping a database of a
/// few hundred files takes 30 ms there, and half a second on a busy disk. The
/// server's user may enter it, whoever that is.
pub fn scratch_folder() -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("plaza-test-");
    let memory = Path::new(MEMORY);
    let in_memory = free_bytes(memory).is_some_and(|free| free >= ROOM);
    let folder = match in_memory.then(|| builder.tempdir_in(memory)) {
        Some(Ok(folder)) => folder,
        _ => builder.tempdir()?,
    };
    // Set afterwards, because our umask may close what is created.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    Ok(folder)
}

fn free_bytes(folder: &Path) -> Option<u64> {
    let free = rustix::fs::statvfs(folder).ok()?;
    free.f_bavail.checked_mul(free.f_frsize)
}
