//! The server's log: one file that does not grow without bound.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The size at which the log is put aside, in bytes; one old one is kept.
const LARGEST: u64 = 16 * 1024 * 1024;

/// How much of the end is shown when a start fails, in bytes.
const TAIL: u64 = 2048;

/// Opens the log for the server to write at its end.
pub(crate) fn open(path: &Path) -> Result<File> {
    OpenOptions::new().create(true).append(true).mode(0o600).open(path).map_err(Error::io("open", path))
}

/// Moves what is in the log aside when it has grown too large.
///
/// The server keeps the file open, so it is copied and emptied, not renamed;
/// lines written in between are lost.
pub(crate) fn trim(path: &Path) -> std::io::Result<()> {
    if fs::metadata(path)?.len() < LARGEST {
        return Ok(());
    }
    let mut old = PathBuf::from(path);
    old.set_extension("log.1");
    fs::copy(path, old)?;
    OpenOptions::new().write(true).open(path)?.set_len(0)
}

/// The last lines of the log, for a message; empty when it cannot be read.
pub(crate) fn tail(path: &Path) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_large_log_is_put_aside_and_goes_on_being_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.log");
        let mut server = open(&path).unwrap();
        server.set_len(LARGEST).unwrap();
        trim(&path).unwrap();
        server.write_all(b"a line\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a line\n");
        assert_eq!(fs::metadata(folder.path().join("server.log.1")).unwrap().len(), LARGEST);
        assert!(tail(&path).ends_with("a line\n"));
    }
}
