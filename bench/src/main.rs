//! `make bench`: one run on one machine, so that what is compared saw the same
//! noise. Figures are printed as a table and as JSON; none of them is a test.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // a measurement prints, and reads the machine's clock

mod book;
mod ceiling;
mod chat;
mod fill;
mod http;
mod load;
mod read;
mod search;
mod server;
mod world;

use clap::Parser;
use serde_json::{Value, json};

use crate::server::Server;
use crate::world::World;

/// Measures bookings over HTTP against pgbench on the same PostgreSQL, reads with
/// a million bookings, growth, memory, start-up and size.
#[derive(Parser)]
struct Options {
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Bookings in the full table.
    #[arg(long, default_value_t = 1_000_000)]
    bookings: u64,
    /// Bookings in the small table.
    #[arg(long, default_value_t = 10_000)]
    few: u64,
    /// Professionals to search.
    #[arg(long, default_value_t = 200_000)]
    professionals: u64,
    /// Measures the search of professionals only.
    #[arg(long)]
    search_only: bool,
    /// Measures the reads only.
    #[arg(long)]
    reads_only: bool,
    /// Measures chat against socket.io only; needs Node and npm.
    #[arg(long)]
    chat: bool,
    /// Sockets of the chat.
    #[arg(long, default_value_t = 2_000)]
    sockets: usize,
    /// Writes the figures here as JSON too.
    #[arg(long)]
    json: Option<std::path::PathBuf>,
}

const CLIENTS: [usize; 3] = [1, 8, 32];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let server = Server::start().await?;
    println!(
        "start-up to ready {:.2} s, idle {} MiB resident, binary {:.1} MiB",
        server.ready_after.as_secs_f64(),
        server.resident_mib()?,
        server.binary_mib()?
    );
    if options.chat {
        let chat = chat::run(&server, options.sockets, options.seconds).await?;
        if let Some(path) = &options.json {
            std::fs::write(path, serde_json::to_string_pretty(&chat)?)?;
        }
        return server.stop().await;
    }
    let mut figures = json!({ "readySeconds": server.ready_after.as_secs_f64(), "idleMib": server.resident_mib()?, "binaryMib": server.binary_mib()? });
    let world = World::make(&server).await?;
    let mut all = Vec::new();
    let sizes = [("few", options.few), ("many", options.bookings)];
    for (name, size) in sizes.into_iter().filter(|_| !options.search_only) {
        fill::up_to(&server, &world, size).await?;
        println!("\n{size} bookings");
        all.push(json!({ "bookings": size, "table": name, "write": if options.reads_only { Vec::new() } else { writes(&server, &world, options.seconds).await? }, "read": reads(&server, &world, options.seconds).await? }));
    }
    growth(&all);
    figures["runs"] = Value::Array(all);
    figures["search"] = Value::Array(search::run(&server, &world, options.professionals, options.seconds).await?);
    println!("\nafter the load {} MiB resident", server.resident_mib()?);
    if let Some(path) = &options.json {
        std::fs::write(path, serde_json::to_string_pretty(&figures)?)?;
    }
    server.stop().await
}

async fn writes(server: &Server, world: &World, seconds: u64) -> anyhow::Result<Vec<Value>> {
    println!(
        "{:34} {:>10} {:>9} {:>9} {:>12} {:>7}",
        "POST /bookings", "per second", "p50 ms", "p99 ms", "one statement", "ratio"
    );
    let mut rows = Vec::new();
    for clients in CLIENTS {
        // In turn, half each, so that a machine that slows down slows both.
        let mut ceiling = ceiling::run(server, clients, seconds / 2).await?;
        let ours = book::run(server, world, clients, seconds).await?;
        ceiling = (ceiling + ceiling::run(server, clients, seconds / 2).await?) / 2.0;
        let ratio = ours.per_second / ceiling;
        let behind = server.quiet().await?.as_secs_f64();
        println!(
            "{:34} {:>10.0} {:>9.2} {:>9.2} {:>12.0} {:>7.2}   quiet again after {behind:.1} s",
            format!("{clients} clients"),
            ours.per_second,
            ours.p50,
            ours.p99,
            ceiling,
            ratio
        );
        rows.push(json!({ "clients": clients, "perSecond": ours.per_second, "p50": ours.p50, "p99": ours.p99, "oneStatementPerSecond": ceiling, "ratio": ratio, "refused": ours.refused, "secondsUntilQuiet": behind }));
    }
    Ok(rows)
}

async fn reads(server: &Server, world: &World, seconds: u64) -> anyhow::Result<Vec<Value>> {
    println!("{:34} {:>10} {:>9} {:>9} {:>12}", "reads, 8 clients", "per second", "p50 ms", "p99 ms", "CPU ms each");
    let mut rows = Vec::new();
    for (name, kind) in [
        ("a resource's week", read::Kind::Week),
        ("which of 500 are free", read::Kind::WhichFree),
        ("search page of free ones", read::Kind::Search),
    ] {
        let (before, load) = (server.cpu_ms()?, read::run(server, world, kind, 8, seconds).await?);
        let cpu = (server.cpu_ms()? - before) / (load.per_second * seconds as f64).max(1.0);
        println!("{name:34} {:>10.0} {:>9.2} {:>9.2} {cpu:>12.2}", load.per_second, load.p50, load.p99);
        rows.push(json!({ "what": name, "perSecond": load.per_second, "p50": load.p50, "p99": load.p99, "cpuMs": cpu, "refused": load.refused }));
    }
    Ok(rows)
}

fn growth(runs: &[Value]) {
    let [few, many] = runs else { return };
    println!("\nfrom {} to {} bookings, many / few", few["bookings"], many["bookings"]);
    let rate = |run: &Value, part: &str, row: usize| run[part][row]["perSecond"].as_f64().unwrap_or(0.0);
    for (row, clients) in CLIENTS.iter().enumerate().filter(|_| few["write"][0].is_object()) {
        println!(
            "  bookings per second, {clients:2} clients  {:.2}",
            rate(many, "write", row) / rate(few, "write", row)
        );
    }
    for (row, name) in ["a resource's week", "which of 500 are free", "search page of free ones"].iter().enumerate() {
        println!("  {name:32}  {:.2}", rate(many, "read", row) / rate(few, "read", row));
    }
}
