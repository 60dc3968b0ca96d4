use std::path::PathBuf;
use std::sync::Arc;

use plaza_core::{Clock, Secret};

use crate::Service;
use crate::config::Config;

/// What one process is to run, of what there is.
#[derive(Clone)]
pub struct Plan {
    /// Every service of the installation, run here or not.
    pub services: Vec<Service>,
    /// Names of those that run in this process.
    pub here: Vec<&'static str>,
    /// The configuration.
    pub config: Arc<Config>,
    /// Base of database URLs: each service's own is this with its name as database, unless its section names one.
    pub database_url: String,
    /// The installation's internal secret.
    pub secret: Secret,
    /// Folder for files.
    pub data_dir: PathBuf,
    /// Address people use.
    pub public_url: String,
    /// The time.
    pub clock: Clock,
}

impl Plan {
    /// The URL of a service's database.
    pub fn database_of(&self, service: &str) -> String {
        match self.config.text(&format!("{service}.database_url")) {
            "" => with_database(&self.database_url, &format!("plaza_{service}")),
            own => own.to_owned(),
        }
    }

    /// Whether a service runs in this process.
    pub fn is_here(&self, service: &str) -> bool {
        self.here.contains(&service)
    }
}

/// The same URL with another database in its path.
pub fn with_database(url: &str, database: &str) -> String {
    let (base, query) = match url.split_once('?') {
        Some((base, query)) => (base, format!("?{query}")),
        None => (url, String::new()),
    };
    let authority = base.find("://").map_or(0, |at| at + 3);
    let end = base[authority..].find('/').map_or(base.len(), |at| authority + at);
    format!("{}/{database}{query}", &base[..end])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_put_into_any_url() {
        assert_eq!(with_database("postgres://u:p@h:5/db?x=1", "a"), "postgres://u:p@h:5/a?x=1");
        assert_eq!(with_database("postgres://u@h", "a"), "postgres://u@h/a");
        assert_eq!(with_database("postgres://plaza@%2Ftmp%2Frun/postgres", "a"), "postgres://plaza@%2Ftmp%2Frun/a");
        assert_eq!(with_database("postgres:///x?host=/tmp/run", "a"), "postgres:///a?host=/tmp/run");
    }
}
