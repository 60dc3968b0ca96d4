//! The test run: one private PostgreSQL, then nextest, in one or all shapes of deployment.

use std::path::Path;
use std::process::{ExitCode, Stdio};

use anyhow::{Context, ensure};
use clap::ValueEnum;
use plaza_postgres::{Options, PrivatePostgres};
use tokio::process::Command;

use crate::held_back;

/// Names the server that all tests of a run share; the test kit reads it.
const SERVER_URL: &str = "PLAZA_TEST_DATABASE_URL";

/// The package whose tests run real processes, each journey in every shape of deployment.
const JOURNEYS: &str = "plaza-journeys";

/// What to test, and how.
#[derive(clap::Args)]
pub struct Arguments {
    /// How the platform is deployed in the journeys.
    #[arg(long, value_enum, default_value_t = Shape::All)]
    shape: Shape,

    /// Keeps other transactions open on the server meanwhile: what is written becomes readable a moment later.
    #[arg(long)]
    held_back: bool,

    /// Passed on to `cargo nextest run`; without a package the whole workspace is tested.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    nextest: Vec<String>,
}

/// A shape of deployment, as the journeys' modules spell it.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Everything in one process.
    One,
    /// Two processes that share the services between them.
    Two,
    /// Every service in a process of its own.
    Each,
    /// All three.
    All,
}

impl Shape {
    /// What nextest leaves out so that journeys run in this shape only.
    fn filter(self) -> Option<String> {
        let others = match self {
            Shape::One => "two|each",
            Shape::Two => "one|each",
            Shape::Each => "one|two",
            Shape::All => return None,
        };
        Some(format!("not (package({JOURNEYS}) and test(/^({others})::/))"))
    }
}

/// Starts the server, runs the tests, stops the server; answers with the tests' exit code.
pub async fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    install_nextest().await?;
    if let Ok(url) = std::env::var(SERVER_URL) {
        return beside(root, arguments, &url).await;
    }
    let folder = plaza_postgres::scratch_folder().context("cannot make a temporary folder")?;
    let server = PrivatePostgres::start(folder.path(), Options::scratch()).await?;
    let code = beside(root, arguments, &server.url("postgres")).await;
    server.stop().await?;
    code
}

/// The tests, and beside them what was asked for to be in their way.
async fn beside(root: &Path, arguments: &Arguments, url: &str) -> anyhow::Result<ExitCode> {
    if !arguments.held_back {
        return shapes(root, arguments, url).await;
    }
    tokio::select! {
        code = shapes(root, arguments, url) => code,
        failed = held_back::hold(url) => failed.and(Ok(ExitCode::FAILURE)),
    }
}

async fn shapes(root: &Path, arguments: &Arguments, url: &str) -> anyhow::Result<ExitCode> {
    let mut chosen = chosen(&arguments.nextest, "--workspace");
    build(root, &chosen).await?;
    if let Some(filter) = arguments.shape.filter() {
        chosen.extend(["-E".to_owned(), filter]);
    }
    Ok(exit(nextest(root, url, &chosen, &[]).await?))
}

/// Builds the binary that journeys run, in one go with the tests where all are built.
async fn build(root: &Path, chosen: &[String]) -> anyhow::Result<()> {
    let whole = chosen.iter().any(|argument| argument == "--workspace" || argument == "--all");
    if !whole && !chosen.iter().any(|argument| argument.contains(JOURNEYS)) {
        return Ok(());
    }
    let what: &[&str] = if whole { &["--workspace", "--bins", "--tests"] } else { &["--package=plaza"] };
    let built = cargo().arg("build").args(what).current_dir(root).status().await?;
    ensure!(built.success(), "the build failed");
    Ok(())
}

/// `cargo xtask crash`: the crash bar with as many rounds as asked for; its figures are printed.
pub async fn crash(root: &Path, rounds: u32) -> anyhow::Result<ExitCode> {
    install_nextest().await?;
    let arguments =
        [format!("--package={JOURNEYS}"), "--no-capture".to_owned(), "-E".to_owned(), "test(/^crash::/)".to_owned()];
    build(root, &arguments).await?;
    // Its servers are its own: the shared one is not needed.
    Ok(exit(nextest(root, "", &arguments, &[("PLAZA_TEST_CRASH_ROUNDS", rounds.to_string())]).await?))
}

/// The arguments for nextest; `otherwise` says what to test when they do not.
fn chosen(arguments: &[String], otherwise: &str) -> Vec<String> {
    let names_packages = |argument: &String| {
        argument.starts_with("-p")
            || argument.starts_with("--package")
            || argument == "--workspace"
            || argument == "--all"
    };
    let mut all = arguments.to_vec();
    if !all.iter().any(names_packages) {
        all.insert(0, otherwise.to_owned());
    }
    all
}

async fn nextest(root: &Path, url: &str, arguments: &[String], variables: &[(&str, String)]) -> anyhow::Result<i32> {
    let mut child = cargo()
        .args(["nextest", "run"])
        .args(arguments)
        .current_dir(root)
        .env(SERVER_URL, url)
        .envs(variables.iter().cloned())
        .spawn()
        .context("cannot run cargo nextest")?;
    loop {
        tokio::select! {
            status = child.wait() => return Ok(status?.code().unwrap_or(1)),
            // Ctrl-C reaches nextest as well: wait for it to end, then stop the server.
            interrupted = tokio::signal::ctrl_c() => interrupted?,
        }
    }
}

async fn install_nextest() -> anyhow::Result<()> {
    let known = cargo().args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status().await?;
    if known.success() {
        return Ok(());
    }
    eprintln!("cargo-nextest is missing: installing it");
    let installed = cargo().args(["install", "--locked", "cargo-nextest"]).status().await?;
    ensure!(installed.success(), "cargo install cargo-nextest failed");
    Ok(())
}

/// The cargo that runs us, or else the one on PATH.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn exit(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_tested_unless_packages_are_named() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let cases = [
            ("booking", "--workspace booking"),
            ("-p plaza-core", "-p plaza-core"),
            ("--package=plaza-core x", "--package=plaza-core x"),
            ("--workspace --no-fail-fast", "--workspace --no-fail-fast"),
        ];
        for (given, expected) in cases {
            assert_eq!(chosen(&words(given), "--workspace"), words(expected));
        }
    }
}
