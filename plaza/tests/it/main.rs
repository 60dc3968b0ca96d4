//! The binary as somebody types it.

use std::process::{Command, Output};

fn plaza(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plaza"));
    // Settings of the machine that runs the tests are not the test's.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PLAZA_")) {
        command.env_remove(name);
    }
    command.args(arguments).envs(variables.iter().copied()).output().expect("plaza runs")
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
