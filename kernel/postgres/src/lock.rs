//! The lock that elects the supervisor among the processes of one data directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use crate::place::Place;
use crate::{Error, Result};

/// The lock of one cluster, taken or waited for; it is released when this is dropped.
///
/// The file names the server that its holder has started, so that the others
/// can tell it from one that an earlier holder left behind.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
    taken: bool,
}

impl Lock {
    /// Takes the lock if nobody has it.
    pub(crate) fn try_take(place: &Place) -> Result<Lock> {
        let path = place.lock();
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        let taken = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(e)) => return Err(Error::io("lock", &path)(e)),
        };
        let lock = Lock { file, path, taken };
        if taken {
            lock.clear()?;
        }
        Ok(lock)
    }

    /// Blocks until the lock is ours.
    pub(crate) fn take(&mut self) -> Result<()> {
        if self.taken {
            return Ok(());
        }
        while let Err(e) = self.file.lock() {
            if e.kind() != std::io::ErrorKind::Interrupted {
                return Err(Error::io("lock", &self.path)(e));
            }
        }
        self.taken = true;
        self.clear()
    }

    /// Writes which server the holder runs.
    pub(crate) fn name_server(&self, pid: u32) -> Result<()> {
        self.clear()?;
        let mut file = &self.file;
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| writeln!(file, "{pid}"));
        written.map_err(Error::io("write", &self.path))
    }

    fn clear(&self) -> Result<()> {
        let emptied = self.file.set_len(0);
        emptied.map_err(Error::io("write", &self.path))
    }
}
