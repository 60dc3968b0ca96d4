//! Where PostgreSQL is on this machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::account::Account;
use crate::{Error, Options, Result};

/// The oldest major version whose SQL Plaza uses.
const OLDEST: u32 = 15;

/// Where packages put the programs; a `*` stands for one part of a path.
const USUAL: &[&str] = &[
    "/usr/lib/postgresql/*/bin",
    "/usr/lib/postgresql*/bin",
    "/usr/libexec/postgresql*",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/usr/local/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/opt/homebrew/bin",
    "/usr/local/opt/postgresql*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
];

/// One installed PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binaries {
    pub major: u32,
    dir: PathBuf,
}

impl Binaries {
    pub(crate) fn postgres(&self) -> PathBuf {
        self.dir.join("postgres")
    }

    pub(crate) fn initdb(&self) -> PathBuf {
        self.dir.join("initdb")
    }
}

/// The major version of the PostgreSQL a new private server would run.
///
/// # Errors
/// [`Error::NotInstalled`] with how to get one.
pub fn installed() -> Result<u32> {
    Ok(find(&Options::default(), &Account::for_new_cluster(), None)?.major)
}

/// Finds the newest PostgreSQL that `account` can run, or the one of major version `of_cluster`.
pub(crate) fn find(options: &Options, account: &Account, of_cluster: Option<(&Path, u32)>) -> Result<Binaries> {
    let folders = match &options.search {
        Some(folders) => folders.clone(),
        None => on_path().chain(USUAL.iter().flat_map(|p| expand(p))).collect(),
    };
    let mut usable = BTreeMap::new();
    let mut remarks = Vec::new();
    for folder in folders {
        match inspect(&folder, account) {
            Ok(Some(binaries)) => {
                usable.entry(binaries.major).or_insert(binaries);
            }
            Ok(None) => {}
            Err(remark) => remarks.push(remark),
        }
    }
    let Some(newest) = usable.values().next_back() else {
        remarks.sort();
        remarks.dedup();
        let found = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
        return Err(Error::NotInstalled { found });
    };
    match of_cluster {
        None => Ok(newest.clone()),
        Some((data, major)) => usable.get(&major).cloned().ok_or_else(|| {
            let installed: Vec<String> = usable.keys().map(u32::to_string).collect();
            Error::OtherVersion { data: data.to_path_buf(), cluster: major, installed: installed.join(", ") }
        }),
    }
}

/// Looks at one folder: a usable PostgreSQL, none, or why the one there does not do.
fn inspect(folder: &Path, account: &Account) -> std::result::Result<Option<Binaries>, String> {
    // Links such as /usr/local/bin/postgres lead to the folder that has initdb too.
    let Ok(postgres) = folder.join("postgres").canonicalize() else {
        return Ok(None);
    };
    let Some(dir) = postgres.parent() else {
        return Ok(None);
    };
    if !dir.join("initdb").exists() {
        return Err(format!("{} has no initdb beside it", postgres.display()));
    }
    if account.blocked_on_the_way_to(dir).is_some() {
        let user = &account.name;
        return Err(format!("user '{user}' cannot reach {}", postgres.display()));
    }
    let Some(major) = major_version(&postgres) else {
        return Err(format!("{} does not tell its version", postgres.display()));
    };
    if major < OLDEST {
        return Err(format!("{} is version {major}", postgres.display()));
    }
    let dir = dir.to_path_buf();
    Ok(Some(Binaries { major, dir }))
}

fn major_version(postgres: &Path) -> Option<u32> {
    let output = Command::new(postgres).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    parse_major(&String::from_utf8_lossy(&output.stdout))
}

/// Reads the major version of `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`.
fn parse_major(text: &str) -> Option<u32> {
    let version = text.split("(PostgreSQL)").nth(1)?.trim_start();
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn on_path() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.into_iter().filter(|folder| folder.is_absolute())
}

/// Expands the one `*` of a pattern against the folders that exist.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![PathBuf::from(pattern)];
    };
    let Some((parent, prefix)) = before.rsplit_once('/') else {
        return Vec::new();
    };
    let Ok(entries) = std::fs::read_dir(parent) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| {
            let after = after.trim_start_matches('/');
            if after.is_empty() { entry.path() } else { entry.path().join(after) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_releases_and_betas() {
        let debian = "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n";
        assert_eq!(parse_major(debian), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(parse_major("something else"), None);
    }

    #[test]
    fn expands_one_part_of_a_path() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("pgsql-16/bin")).unwrap();
        std::fs::create_dir_all(root.path().join("other/bin")).unwrap();
        let pattern = format!("{}/pgsql-*/bin", root.path().display());
        assert_eq!(expand(&pattern), [root.path().join("pgsql-16/bin")]);
    }
}
