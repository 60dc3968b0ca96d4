//! The binary as somebody types it.

mod stopping;

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

/// A database server that nothing answers for: the port of TCP's own multiplexer, which nobody runs.
const DEAD: &str = "postgres://plaza@127.0.0.1:1/postgres";

const SERVICES: [&str; 13] = [
    "identity",
    "resources",
    "bookings",
    "payments",
    "verification",
    "gigs",
    "chat",
    "orders",
    "reviews",
    "professionals",
    "notifications",
    "settings",
    "audit",
];

fn plaza(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    command(arguments, variables).output().expect("plaza runs")
}

fn command(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plaza"));
    // Settings of the machine that runs the tests are not the test's.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PLAZA_")) {
        command.env_remove(name);
    }
    command.args(arguments).envs(variables.iter().copied());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn help_names_every_command() {
    let help = text(&plaza(&["--help"], &[]).stdout);
    for command in ["serve", "migrate", "demo", "openapi", "audit", "doctor", "config"] {
        assert!(help.contains(command), "{command} is missing:\n{help}");
        assert!(plaza(&[command, "--help"], &[]).status.success());
    }
}

#[test]
fn config_print_says_where_a_value_came_from_and_hides_secrets() {
    let variables =
        [("PLAZA_LISTEN", "127.0.0.1:1234"), ("PLAZA_INTERNAL_SECRET", "do-not-show-this-to-anybody-please")];
    let output = plaza(&["config", "print"], &variables);
    let printed = text(&output.stdout);
    assert!(output.status.success());
    assert!(
        printed.lines().any(|line| line.starts_with("listen ")
            && line.contains("127.0.0.1:1234")
            && line.ends_with("# PLAZA_LISTEN")),
        "{printed}"
    );
    assert!(printed.lines().any(|line| line.starts_with("gateway.requests_per_hour") && line.ends_with("# default")));
    assert!(!printed.contains("do-not-show"));
    let json: serde_json::Value =
        serde_json::from_slice(&plaza(&["config", "print", "--json"], &variables).stdout).expect("JSON");
    assert!(json.as_array().is_some_and(|lines| lines.len() > 20));
}

#[test]
fn unknown_settings_are_refused_by_name() {
    let output = plaza(&["config", "print"], &[("PLAZA_LISTN", "x")]);
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains("PLAZA_LISTN") && said.contains("PLAZA_LISTEN"), "{said}");

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plaza.toml");
    std::fs::write(&file, "[bookings]\nhold_minuets = 5\n").expect("a file");
    let output = plaza(&["--config", &file.display().to_string(), "config", "print"], &[]);
    assert!(text(&output.stderr).contains("bookings.hold_minuets"), "{}", text(&output.stderr));
}

#[test]
fn a_part_must_know_where_the_rest_is() {
    let output = plaza(&["serve", "--only", "bookings"], &[]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("PLAZA_IDENTITY_URL"), "{}", text(&output.stderr));
    let output = plaza(&["serve", "--only", "boookings"], &[]);
    assert!(text(&output.stderr).contains("there is no service 'boookings'"));
}

#[test]
fn the_document_describes_every_operation_with_its_refusals() {
    let document: serde_json::Value = serde_json::from_slice(&plaza(&["openapi"], &[]).stdout).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() > 50);
    for (path, item) in paths {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().expect("methods") {
            let summary = operation["summary"].as_str().or(operation["description"].as_str()).unwrap_or_default();
            assert!(!summary.is_empty(), "{method} {path} says nothing");
            assert!(operation["responses"]["default"].is_object(), "{method} {path} has no refusals");
        }
    }
}

#[test]
fn the_document_names_nothing_it_does_not_have() {
    fn references<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a str>) {
        match value {
            serde_json::Value::Object(members) => {
                found.extend(members.get("$ref").and_then(|reference| reference.as_str()));
                members.values().for_each(|member| references(member, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document: serde_json::Value = serde_json::from_slice(&plaza(&["openapi"], &[]).stdout).expect("JSON");
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 100);
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("within the document");
        assert!(document.pointer(pointer).is_some(), "{reference} is nowhere");
    }
}

#[test]
fn an_address_in_use_is_said_so() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let output = plaza(&["serve", "--listen", &address, "--data-dir", &folder.path().display().to_string()], &[]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("choose another with --listen"), "{}", text(&output.stderr));
}

#[test]
fn a_mistyped_folder_is_told_and_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let mistyped = folder.path().join("plaza-dat");
    let output = plaza(&["audit", "--data-dir", &mistyped.display().to_string()], &[]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("there is no installation in"), "{}", text(&output.stderr));
    let output = plaza(&["doctor", "--data-dir", &mistyped.display().to_string()], &[]);
    assert!(text(&output.stdout).contains("no installation in"), "{}", text(&output.stdout));
    assert!(!mistyped.exists());
}

#[test]
fn a_folder_of_something_else_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("holiday.txt"), "photos").expect("a file");
    let dir = folder.path().display().to_string();
    let output = plaza(&["audit", "--data-dir", &dir], &[]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("there is no installation in"), "{}", text(&output.stderr));
    let output = plaza(&["doctor", "--data-dir", &dir], &[]);
    assert!(text(&output.stdout).contains("no installation in"), "{}", text(&output.stdout));
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("it").map(|entry| entry.expect("one").file_name()).collect();
    assert_eq!(left, ["holiday.txt"]);
}

#[test]
fn configured_databases_are_looked_at_and_no_folder_is_needed() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("plaza-data");
    let dir = missing.display().to_string();
    let own: Vec<String> =
        SERVICES.iter().map(|service| format!("PLAZA_{}_DATABASE_URL", service.to_uppercase())).collect();
    let own: Vec<(&str, &str)> = own.iter().map(|name| (name.as_str(), DEAD)).collect();
    for variables in [&[("PLAZA_DATABASE_URL", DEAD)], &own[..]] {
        let output = plaza(&["doctor", "--data-dir", &dir], variables);
        let said = text(&output.stdout);
        assert!(!output.status.success(), "{said}");
        for service in SERVICES {
            assert!(said.contains(&format!("WRONG {service}: its database cannot be reached")), "{said}");
        }
        assert!(said.contains("PostgreSQL as configured") && !said.contains("installed"), "{said}");
    }
    // One service without a database of its own needs the private PostgreSQL.
    let said = text(&plaza(&["doctor", "--data-dir", &dir], &own[1..]).stdout);
    assert!(!said.contains("cannot be reached"), "{said}");
    let output = plaza(&["audit", "--data-dir", &dir], &[("PLAZA_DATABASE_URL", DEAD)]);
    assert!(!output.status.success());
    assert!(!text(&output.stderr).contains("no installation"), "{}", text(&output.stderr));
    assert!(!missing.exists());
}

#[test]
fn doctor_looks_at_the_address_it_is_given() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().display().to_string();
    let said = text(&plaza(&["doctor", "--data-dir", &dir, "--listen", &address], &[]).stdout);
    assert!(said.contains(&format!("{address} is in use")), "{said}");
}

#[test]
fn the_log_is_json_with_the_services_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().display().to_string();
    let mut running = command(
        &["serve", "--listen", "127.0.0.1:0", "--data-dir", &dir],
        &[("PLAZA_DATABASE_URL", DEAD), ("PLAZA_LOG_FORMAT", "json")],
    )
    .stdout(Stdio::null())
    .stderr(Stdio::piped())
    .spawn()
    .expect("plaza runs");
    let lines = BufReader::new(running.stderr.take().expect("its log")).lines().map_while(Result::ok);
    let mut lines = lines.map(|line| serde_json::from_str::<serde_json::Value>(&line).unwrap_or(line.into()));
    // The process and its services speak side by side, a service of the database it waits for.
    let mut said = Vec::new();
    let by = |said: &[serde_json::Value], names: &[&str]| {
        said.iter().any(|line| names.iter().any(|name| line["service"] == *name && line["level"].is_string()))
    };
    while !(by(&said, &["plaza"]) && by(&said, &SERVICES)) {
        let Some(line) = lines.next() else { break };
        said.push(line);
    }
    running.kill().expect("it is stopped");
    running.wait().expect("it ends");
    assert!(by(&said, &["plaza"]) && by(&said, &SERVICES), "{said:?}");
    for line in said {
        let time = line["timestamp"].as_str().unwrap_or_default();
        assert!(time.starts_with("20") && time.ends_with('Z'), "{line}");
        assert!(line["level"].is_string() && line["message"].is_string(), "{line}");
    }
}
