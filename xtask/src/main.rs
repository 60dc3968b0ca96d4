//! The project's own tasks, run as `cargo xtask <task>`.

mod generated;
mod held_back;
mod suite;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Runs one of the project's tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs the tests on one private PostgreSQL, and stops it.
    Test(suite::Arguments),
    /// Kills plaza and its PostgreSQL at random moments under load, and checks that nothing is lost.
    Crash {
        /// How often.
        #[arg(long, default_value_t = 50)]
        rounds: u32,
    },
    /// Checks sizes, layers, names and folders; says what to change.
    Tidy,
    /// Compares the generated files with what the code says now.
    Generated(generated::Arguments),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    match Arguments::parse().task {
        Task::Test(arguments) => suite::run(&root(), &arguments).await,
        Task::Crash { rounds } => suite::crash(&root(), rounds).await,
        Task::Tidy => tidy::report(&root()),
        Task::Generated(arguments) => generated::run(&root(), &arguments),
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
