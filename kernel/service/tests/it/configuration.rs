//! The configuration's types, files and words for what is wrong.

use std::collections::BTreeMap;

use plaza_service::config::{Config, variable};
use serde::Deserialize;

fn config() -> Config {
    let root = "listen = '127.0.0.1:8080'\nadmin_password = ''\n".parse().unwrap();
    let section = "ratio = 0.5\nopen = true\nhours = 8\ntags = []\n[deep.er]\nn = 1\n".parse().unwrap();
    Config::with_defaults(root, [("shops", section)])
}

fn with(name: &str, value: &str) -> anyhow::Result<Config> {
    config().variables([(name.to_owned(), value.to_owned()), ("PATH".to_owned(), "/bin".to_owned())])
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shops {
    ratio: f64,
    open: bool,
    hours: i64,
    tags: Vec<String>,
    deep: BTreeMap<String, BTreeMap<String, i64>>,
}

fn shops(config: &Config) -> Shops {
    config.section("shops").unwrap()
}

#[test]
fn a_variable_is_read_as_its_key_s_type() {
    assert_eq!(shops(&with("PLAZA_SHOPS_RATIO", "0.25").unwrap()).ratio, 0.25);
    assert!(!shops(&with("PLAZA_SHOPS_OPEN", "false").unwrap()).open);
    assert_eq!(shops(&with("PLAZA_SHOPS_HOURS", "24").unwrap()).hours, 24);
    assert_eq!(shops(&with("PLAZA_SHOPS_TAGS", "a, b,,c").unwrap()).tags, ["a", "b", "c"]);
    assert_eq!(shops(&with("PLAZA_SHOPS_DEEP_ER_N", "7").unwrap()).deep["er"]["n"], 7);
    assert_eq!(variable("shops.deep.er.n"), "PLAZA_SHOPS_DEEP_ER_N");
}

#[test]
fn a_variable_of_another_type_is_refused_by_its_name() {
    for (name, value, wanted) in [
        ("PLAZA_SHOPS_RATIO", "half", "must be a number"),
        ("PLAZA_SHOPS_OPEN", "yes", "must be true or false"),
        ("PLAZA_SHOPS_HOURS", "8.5", "must be a whole number"),
        ("PLAZA_SHOPS_HOURS_FILE", "/no/such/file", "cannot be read"),
        ("PLAZA_SHOP_HOURS", "8", "did you mean"),
    ] {
        let error = format!("{:#}", with(name, value).unwrap_err());
        assert!(error.contains(name) && error.contains(wanted), "{error}");
    }
}

#[test]
fn a_file_is_laid_over_the_defaults() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let over = |text: &str| {
        std::fs::write(file.path(), text).unwrap();
        config().file(file.path())
    };
    // A whole number is a number.
    assert_eq!(shops(&over("[shops]\nratio = 2\n").unwrap()).ratio, 2.0);
    let config = over("listen = '0.0.0.0:80'\n[shops]\nurl = 'http://elsewhere'\n").unwrap();
    assert_eq!((config.text("listen"), config.text("shops.url")), ("0.0.0.0:80", "http://elsewhere"));
    assert_eq!((config.number("shops.hours"), config.number("shops.days"), config.text("nothing")), (8, 0, ""));
    assert_eq!(shops(&config).hours, 8, "the keys every section has are not the service's own");
    let error = over("[shops]\nhours = true\n").unwrap_err().to_string();
    assert!(error.contains("'shops.hours' must be integer, not boolean"), "{error}");
    assert!(over("[shops\n").unwrap_err().to_string().contains("is not TOML"));
    assert!(config.clone().file("/no/such/file".as_ref()).unwrap_err().to_string().contains("cannot be read"));
}

#[test]
fn an_option_of_the_command_line_says_where_it_came_from_and_secrets_are_not_shown() {
    let mut config = config();
    config.set("admin_password", "deep".into(), "--password").unwrap();
    config.set("shops.url", "http://ana:de@ep@host/".into(), "--url").unwrap();
    let database = "postgres://host/db?user=ana&password=deep&host=/tmp/run";
    config.set("shops.database_url", database.into(), "--database-url").unwrap();
    config.set("listen", "http://host:80/a@b".into(), "--listen").unwrap();
    assert!(config.set("shops.colour", 1.into(), "--colour").is_err());
    let lines = config.lines();
    let line = |key: &str| lines.iter().find(|line| line.key == key).unwrap();
    assert_eq!((line("admin_password").value.as_str(), line("admin_password").origin.as_str()), ("****", "--password"));
    assert_eq!(line("shops.url").value, "http://ana:****@host/");
    assert_eq!(line("shops.database_url").value, "postgres://host/db?user=ana&password=****&host=/tmp/run");
    assert_eq!(line("listen").value, "http://host:80/a@b");
    assert_eq!((line("shops.hours").value.as_str(), line("shops.hours").origin.as_str()), ("8", "default"));
}

#[test]
fn a_section_that_does_not_read_is_named() {
    let error = config().section::<BTreeMap<String, i64>>("shops").unwrap_err().to_string();
    assert!(error.contains("[shops]"), "{error}");
}
