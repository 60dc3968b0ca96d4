//! The rules of the house that no compiler checks: sizes, layers, names, folders.

mod folders;
mod layers;
mod source;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

/// Folders that hold nothing of ours, or what a program wrote.
const SKIPPED: &[&str] = &["target", "node_modules", "data", "dist", "seeds", "generated"];

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// The file or folder, from the workspace's folder on.
    pub path: String,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong and what to change.
    pub message: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// A text file of the workspace.
pub struct Source {
    /// Its path from the workspace's folder on, with slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// Whether the module that declares it says `#[cfg(test)]`.
    pub declared_for_tests: bool,
}

impl Source {
    /// Whether it holds tests, or what tests stand on, rather than the product.
    pub fn is_test(&self) -> bool {
        const APART: &[&str] = &["kernel/testkit/", "journeys/", "bench/"];
        self.declared_for_tests
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
            || APART.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// Prints every breach; fails when there is one.
pub fn report(root: &Path) -> anyhow::Result<ExitCode> {
    let breaches = check(root)?;
    for breach in &breaches {
        eprintln!("{breach}");
    }
    if breaches.is_empty() {
        eprintln!("tidy");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{} things to tidy", breaches.len());
    Ok(ExitCode::FAILURE)
}

/// Finds every breach in the workspace at `root`, in the order of paths and lines.
pub fn check(root: &Path) -> anyhow::Result<Vec<Breach>> {
    let mut breaches = layers::check(&layers::read(root)?);
    breaches.extend(folders::check(root)?);
    let mut sources = sources(root)?;
    let of_tests = source::declared_for_tests(&sources)?;
    for source in &mut sources {
        source.declared_for_tests = of_tests.contains(&source.path);
        breaches.extend(text::check(source));
        if source.path.ends_with(".rs") {
            breaches.extend(source::check(source)?);
        }
    }
    breaches.sort();
    Ok(breaches)
}

fn sources(root: &Path) -> anyhow::Result<Vec<Source>> {
    const KINDS: &[&str] = &["rs", "sql", "sh", "toml"];
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if KINDS.iter().any(|kind| path.extension().is_some_and(|e| e == *kind)) {
                let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                let path = relative(root, &path);
                found.push(Source { path, text, declared_for_tests: false });
            }
        }
    }
    Ok(found)
}

fn relative(root: &Path, path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    inside.to_string_lossy().replace('\\', "/")
}
