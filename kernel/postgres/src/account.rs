//! The user a server runs as, and what that user can reach.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The uid and gid of `nobody` where `/etc/passwd` does not list it.
const NOBODY: u32 = 65534;

/// A user of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub name: String,
    pub uid: u32,
    pub gid: u32,
    /// Whether this process must change to it, which only root can.
    pub switch: bool,
}

impl Account {
    /// The user for a new cluster: this process's own, or an unprivileged one for root.
    pub(crate) fn for_new_cluster() -> Account {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            return Account::current();
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        unprivileged(&passwd)
    }

    /// The user of an existing cluster: whoever owns it.
    pub(crate) fn owning(data: &Path) -> Result<Account> {
        let meta = fs::metadata(data).map_err(Error::io("look at", data))?;
        let me = rustix::process::geteuid().as_raw();
        if meta.uid() == me && me != 0 {
            return Ok(Account::current());
        }
        if me != 0 || meta.uid() == 0 {
            return Err(Error::NotOwner { path: data.to_path_buf(), owner: meta.uid(), me });
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = accounts(&passwd).find(|account| account.uid == meta.uid());
        Ok(found.unwrap_or_else(|| Account {
            name: meta.uid().to_string(),
            uid: meta.uid(),
            gid: meta.gid(),
            switch: true,
        }))
    }

    fn current() -> Account {
        let uid = rustix::process::geteuid().as_raw();
        Account {
            name: std::env::var("USER").unwrap_or_else(|_| uid.to_string()),
            uid,
            gid: rustix::process::getegid().as_raw(),
            switch: false,
        }
    }

    /// The first folder on the way to `path`, itself included, that this user may not enter.
    pub(crate) fn blocked_on_the_way_to(&self, path: &Path) -> Option<PathBuf> {
        if !self.switch {
            return None;
        }
        let mut way: Vec<&Path> = path.ancestors().collect();
        way.reverse();
        way.into_iter().find(|folder| folder.exists() && !self.may_enter(folder)).map(Path::to_path_buf)
    }

    fn may_enter(&self, folder: &Path) -> bool {
        let Ok(meta) = fs::metadata(folder) else {
            return false;
        };
        // The kernel looks at the first class that matches, and at no other.
        let bit = if meta.uid() == self.uid {
            0o100
        } else if meta.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        meta.mode() & bit != 0
    }

    /// Makes this user the owner of `path`, when this process runs as another.
    pub(crate) fn take(&self, path: &Path) -> Result<()> {
        if !self.switch {
            return Ok(());
        }
        std::os::unix::fs::lchown(path, Some(self.uid), Some(self.gid)).map_err(Error::io("change the owner of", path))
    }
}

fn unprivileged(passwd: &str) -> Account {
    let named = |name: &str| accounts(passwd).find(|account| account.name == name);
    named("postgres")
        .filter(|account| account.uid != 0)
        .or_else(|| named("nobody").filter(|account| account.uid != 0))
        .unwrap_or_else(|| Account { name: "nobody".to_owned(), uid: NOBODY, gid: NOBODY, switch: true })
}

fn accounts(passwd: &str) -> impl Iterator<Item = Account> + '_ {
    passwd.lines().filter_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?.to_owned();
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account { name, uid, gid, switch: true })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\n\
        nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n\
        postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n";

    #[test]
    fn root_becomes_postgres_or_else_nobody() {
        assert_eq!(unprivileged(PASSWD).uid, 101);
        let without: String = PASSWD.lines().take(2).collect::<Vec<_>>().join("\n");
        let nobody = unprivileged(&without);
        assert_eq!((nobody.uid, nobody.gid), (65534, 65533));
        assert_eq!(unprivileged("").uid, NOBODY);
    }

    #[test]
    fn a_user_named_postgres_that_is_root_is_not_taken() {
        assert_eq!(unprivileged("postgres:x:0:0::/:/bin/sh").uid, NOBODY);
    }
}
