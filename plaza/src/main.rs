//! The one binary. Each command is a module; this file only parses.

mod audit;
mod cli;
mod demo;
mod doctor;
mod installation;
mod serve;
mod services;

use std::process::ExitCode;

/// Answers are many small allocations on many threads; docs/benchmarks.md has what this gains.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use clap::Parser;

use crate::cli::{Cli, Command, ConfigCommand};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    let outcome = runtime.block_on(run(cli));
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    outcome.unwrap_or_else(|error| fail(&error))
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = installation::configuration(&cli)?;
    match cli.command {
        Command::Serve(options) => serve::run(config, options).await,
        Command::Migrate => serve::migrate(config).await,
        Command::Demo { json } => demo::run(config, json).await,
        Command::Openapi => say(&serde_json::to_string_pretty(&plaza_gateway::openapi(&services::all()))?),
        Command::Audit { json } => audit::run(config, json).await,
        Command::Doctor { listen } => doctor::run(config, listen).await,
        Command::Config { command: ConfigCommand::Print { json } } => installation::print(&config, json),
    }
}

/// Prints what a command is for; everything else goes to the log.
#[allow(clippy::print_stdout)]
pub(crate) fn say(text: &str) -> anyhow::Result<ExitCode> {
    println!("{text}");
    Ok(ExitCode::SUCCESS)
}

#[allow(clippy::print_stderr)]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("plaza: {error:#}");
    ExitCode::FAILURE
}
