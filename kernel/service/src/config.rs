//! Configuration: defaults, then a TOML file, then `PLAZA_*` variables, where
//! `*_FILE` names a file that holds the value. Unknown keys are refused by name.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Keys every service's section has beside its own.
const SECTION: [(&str, &str); 2] = [("database_url", ""), ("url", "")];

/// The merged configuration and where each value came from.
#[derive(Debug, Clone, Default)]
pub struct Config {
    values: BTreeMap<String, Value>,
    origins: BTreeMap<String, String>,
}

/// One line of `plaza config print`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// Dotted path, such as `bookings.hold_minutes`.
    pub key: String,
    /// The value, secrets masked.
    pub value: String,
    /// `default`, the file's path, or the variable's name.
    pub origin: String,
}

impl Config {
    /// Starts from the installation's own defaults and every service's section.
    pub fn with_defaults(root: Table, sections: impl IntoIterator<Item = (&'static str, Table)>) -> Self {
        let mut config = Self::default();
        config.flatten("", root, "default");
        for (name, table) in sections {
            for (key, value) in SECTION {
                config.put(format!("{name}.{key}"), Value::String(value.into()), "default");
            }
            config.flatten(name, table, "default");
        }
        config
    }

    /// Lays a TOML file over it.
    ///
    /// # Errors
    /// When it cannot be read, names an unknown key or holds another type than the default.
    pub fn file(mut self, path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the configuration file {} cannot be read", path.display()))?;
        let table: Table = text.parse().with_context(|| format!("{} is not TOML", path.display()))?;
        let mut given = Self::default();
        given.flatten("", table, "");
        for (key, value) in given.values {
            self.replace(&key, value, &path.display().to_string())?;
        }
        Ok(self)
    }

    /// Lays `PLAZA_*` variables over it.
    ///
    /// # Errors
    /// When one names an unknown key, does not read as the key's type, or names a file that cannot be read.
    pub fn variables(mut self, variables: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let names: BTreeMap<String, String> = self.values.keys().map(|key| (variable(key), key.clone())).collect();
        for (name, text) in variables.into_iter().filter(|(name, _)| name.starts_with("PLAZA_")) {
            let (key, text) = match names.get(&name) {
                Some(key) => (key, text),
                None => match name.strip_suffix("_FILE").and_then(|base| names.get(base)) {
                    Some(key) => (
                        key,
                        std::fs::read_to_string(&text)
                            .with_context(|| format!("{name}: the file {text} cannot be read"))?
                            .trim_end()
                            .to_owned(),
                    ),
                    None => bail!("the variable {name} names no setting{}", nearest(&name, names.keys())),
                },
            };
            let value = parse(&self.values[key], &text).with_context(|| format!("the variable {name}"))?;
            self.replace(key, value, &name)?;
        }
        Ok(self)
    }

    /// Sets one value, as a command-line option does.
    ///
    /// # Errors
    /// When the key is unknown or of another type.
    pub fn set(&mut self, key: &str, value: Value, origin: &str) -> anyhow::Result<()> {
        self.replace(key, value, origin)
    }

    /// A section read as its type; the keys every section has are left out.
    ///
    /// # Errors
    /// Names the key that does not read.
    pub fn section<C: DeserializeOwned>(&self, name: &str) -> anyhow::Result<C> {
        let prefix = format!("{name}.");
        let mut table = Table::new();
        for (key, value) in &self.values {
            let own = key.strip_prefix(&prefix).filter(|rest| !SECTION.iter().any(|(shared, _)| shared == rest));
            if let Some(rest) = own {
                insert(&mut table, rest, value.clone());
            }
        }
        table.try_into().with_context(|| format!("the section [{name}] of the configuration"))
    }

    /// A text value; empty when it is unset or unknown.
    pub fn text(&self, key: &str) -> &str {
        self.values.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A whole number; 0 when it is unknown.
    pub fn number(&self, key: &str) -> i64 {
        self.values.get(key).and_then(Value::as_integer).unwrap_or_default()
    }

    /// Every value and where it came from.
    pub fn lines(&self) -> Vec<Line> {
        let line = |(key, value): (&String, &Value)| Line {
            key: key.clone(),
            value: shown(key, value),
            origin: self.origins.get(key).cloned().unwrap_or_default(),
        };
        self.values.iter().map(line).collect()
    }

    fn flatten(&mut self, prefix: &str, table: Table, origin: &str) {
        for (key, value) in table {
            let path = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
            match value {
                Value::Table(inner) => self.flatten(&path, inner, origin),
                value => self.put(path, value, origin),
            }
        }
    }

    fn put(&mut self, key: String, value: Value, origin: &str) {
        self.origins.insert(key.clone(), origin.to_owned());
        self.values.insert(key, value);
    }

    fn replace(&mut self, key: &str, value: Value, origin: &str) -> anyhow::Result<()> {
        let Some(known) = self.values.get(key) else {
            bail!("{origin}: '{key}' is not a setting{}", nearest(key, self.values.keys()))
        };
        let value = match (known, value) {
            (Value::Float(_), Value::Integer(whole)) => Value::Float(whole as f64),
            (known, value) if known.type_str() != value.type_str() => {
                bail!("{origin}: '{key}' must be {}, not {}", known.type_str(), value.type_str())
            }
            (_, value) => value,
        };
        self.put(key.to_owned(), value, origin);
        Ok(())
    }
}

/// The variable of a key: `bookings.hold_minutes` is `PLAZA_BOOKINGS_HOLD_MINUTES`.
pub fn variable(key: &str) -> String {
    format!("PLAZA_{}", key.replace('.', "_").to_uppercase())
}

fn parse(known: &Value, text: &str) -> anyhow::Result<Value> {
    Ok(match known {
        Value::Integer(_) => Value::Integer(text.parse().context("must be a whole number")?),
        Value::Float(_) => Value::Float(text.parse().context("must be a number")?),
        Value::Boolean(_) => Value::Boolean(text.parse().context("must be true or false")?),
        Value::Array(_) => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.into()))
                .collect(),
        ),
        _ => Value::String(text.to_owned()),
    })
}

fn insert(table: &mut Table, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            table.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let inner = table.entry(head.to_owned()).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

fn shown(key: &str, value: &Value) -> String {
    let secret = ["secret", "password", "token", "key"].iter().any(|end| key.ends_with(end));
    match value {
        Value::String(text) if text.is_empty() => String::new(),
        Value::String(_) if secret => "****".into(),
        Value::String(text) => masked_url(text),
        other => other.to_string(),
    }
}

/// The password in a URL is a secret too, before the host or among the parameters.
fn masked_url(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let authority = match authority.rsplit_once('@') {
        Some((user, host)) if user.contains(':') => {
            format!("{}:****@{host}", user.split(':').next().unwrap_or_default())
        }
        _ => authority.to_owned(),
    };
    let Some((path, query)) = path.split_once('?') else { return format!("{scheme}://{authority}{path}") };
    let shown = query.split('&').map(|pair| if pair.starts_with("password=") { "password=****" } else { pair });
    format!("{scheme}://{authority}{path}?{}", shown.collect::<Vec<_>>().join("&"))
}

/// Suggests the known name that shares the longest beginning or end.
fn nearest<'a>(asked: &str, known: impl Iterator<Item = &'a String>) -> String {
    let alike = |name: &&String| {
        let front = name.chars().zip(asked.chars()).take_while(|(a, b)| a == b).count();
        let back = name.chars().rev().zip(asked.chars().rev()).take_while(|(a, b)| a == b).count();
        front + back
    };
    known
        .max_by_key(alike)
        .map(|name| format!("; did you mean '{name}'? 'plaza config print' lists all"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        let root = "listen = '127.0.0.1:8080'\ninternal_secret = ''\n".parse().unwrap();
        let bookings = "hold_minutes = 10\nnames = ['a']\n[limits]\nper_hour = 5\n".parse().unwrap();
        Config::with_defaults(root, [("bookings", bookings)])
    }

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Section {
        hold_minutes: u32,
        names: Vec<String>,
        limits: BTreeMap<String, u32>,
    }

    fn var(name: &str, value: &str) -> Vec<(String, String)> {
        vec![(name.into(), value.into())]
    }

    #[test]
    fn variables_win_and_say_so() {
        let config = config()
            .variables(var("PLAZA_BOOKINGS_HOLD_MINUTES", "3"))
            .unwrap()
            .variables(var("PLAZA_BOOKINGS_LIMITS_PER_HOUR", "9"))
            .unwrap();
        let section: Section = config.section("bookings").unwrap();
        assert_eq!((section.hold_minutes, section.limits["per_hour"], section.names), (3, 9, vec!["a".to_owned()]));
        let line = config.lines().into_iter().find(|line| line.key == "bookings.hold_minutes").unwrap();
        assert_eq!((line.value.as_str(), line.origin.as_str()), ("3", "PLAZA_BOOKINGS_HOLD_MINUTES"));
    }

    #[test]
    fn unknown_names_are_refused_with_a_suggestion() {
        let error = config().variables(var("PLAZA_BOOKINGS_HOLD_MINUTE", "3")).unwrap_err().to_string();
        assert!(error.contains("PLAZA_BOOKINGS_HOLD_MINUTES"), "{error}");
        assert!(config().variables(var("PLAZA_BOOKINGS_HOLD_MINUTES", "soon")).is_err());
    }

    #[test]
    fn a_file_s_unknown_key_is_refused_by_name() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "[bookings]\nhold_minute = 3\n").unwrap();
        let error = config().file(file.path()).unwrap_err().to_string();
        assert!(error.contains("'bookings.hold_minute' is not a setting"), "{error}");
        std::fs::write(file.path(), "[bookings]\nhold_minutes = 'x'\n").unwrap();
        assert!(config().file(file.path()).is_err());
    }

    #[test]
    fn secrets_come_from_files_and_are_masked() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "deep\n").unwrap();
        let config = config()
            .variables(var("PLAZA_INTERNAL_SECRET_FILE", &file.path().display().to_string()))
            .unwrap()
            .variables(var("PLAZA_BOOKINGS_DATABASE_URL", "postgres://me:deep@host/db"))
            .unwrap();
        assert_eq!(config.text("internal_secret"), "deep");
        let shown = config.lines().into_iter().map(|line| line.value).collect::<String>();
        assert!(!shown.contains("deep"), "{shown}");
    }
}
