use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// One open platform to run places and the people who work in them.
///
/// `plaza serve` is all it takes: with no database configured it makes and
/// supervises a private PostgreSQL in its data directory.
#[derive(Parser)]
#[command(name = "plaza", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Configuration file (TOML). Read between the defaults and PLAZA_* variables.
    #[arg(long, global = true, value_name = "FILE", env = "PLAZA_CONFIG")]
    pub(crate) config: Option<PathBuf>,

    /// Folder for everything this installation keeps: database, secret, files.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Runs the platform, or a part of it, until it is told to stop (Ctrl-C or SIGTERM).
    Serve(ServeOptions),
    /// Brings every service's database up to date and ends.
    Migrate,
    /// Fills an empty installation with a demo organisation; prints its logins. Safe to repeat; refuses where real organisations exist.
    Demo {
        /// Prints the logins as JSON: [{"role", "email", "password"}].
        #[arg(long)]
        json: bool,
    },
    /// Prints the OpenAPI document of the whole platform.
    Openapi,
    /// Checks every service's data against its promises; ends with 1 if one is broken.
    Audit {
        /// Prints the findings as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Looks whether this machine and configuration are fit to run the platform.
    Doctor {
        /// Address that 'plaza serve' would listen on.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Shows the configuration.
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

#[derive(Args)]
pub(crate) struct ServeOptions {
    /// Runs only these, comma-separated: gateway, identity, resources, bookings, payments, notifications, settings, audit.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) only: Vec<String>,

    /// Address to listen on: of the public gateway, or without it of these services for the other processes.
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<String>,

    /// With the gateway: another address, on which the other processes reach this one's services.
    #[arg(long, value_name = "ADDR")]
    pub(crate) internal_listen: Option<String>,

    /// Fills an empty installation with the demo organisation once everything is up.
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Subcommand)]
pub(crate) enum ConfigCommand {
    /// Prints every value and where it came from; secrets are masked.
    Print {
        /// Prints it as JSON.
        #[arg(long)]
        json: bool,
    },
}
