//! Generated files are committed, so that a change of the API is seen in review.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, ensure};

const DOCUMENT: &str = "docs/openapi.json";

/// What to do about a difference.
#[derive(clap::Args)]
pub struct Arguments {
    /// Writes the files anew instead of comparing.
    #[arg(long)]
    write: bool,
}

/// Compares `docs/openapi.json` with what the binary documents, or writes it.
pub fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "-q", "-p", "plaza", "--", "openapi"])
        .current_dir(root)
        .output()
        .context("cannot run plaza openapi")?;
    ensure!(output.status.success(), "plaza openapi: {}", String::from_utf8_lossy(&output.stderr));
    let path = root.join(DOCUMENT);
    if arguments.write {
        fs::write(&path, &output.stdout)?;
        return Ok(ExitCode::SUCCESS);
    }
    let fresh = fs::read(&path).is_ok_and(|committed| committed == output.stdout);
    if !fresh {
        eprintln!("{DOCUMENT} is not what the code documents: run 'make openapi', look at the difference, commit it");
    }
    Ok(if fresh { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
