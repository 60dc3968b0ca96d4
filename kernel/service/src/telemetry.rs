//! Logs: one JSON object a line with the service's name (000-124, 002-55), or
//! plain text for a terminal.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

/// Starts logging to standard error. `filter` is as tracing's `EnvFilter` reads it, such as `info,plaza_bookings=debug`.
///
/// # Errors
/// When the filter does not read or logging was started before.
pub fn start(format: Format, filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter)?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match format {
        Format::Json => builder.json().flatten_event(true).try_init(),
        // Colours are for terminals, not for files.
        Format::Text => builder.compact().with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging could not be started: {error}"))
}
