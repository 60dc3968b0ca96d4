use std::path::PathBuf;
use std::sync::Arc;

use plaza_core::{Clock, Secret};
use plaza_db::Db;
use plaza_rpc::{Client, Pipe, Switchboard};
use plaza_tasks::Tasks;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::config::Config;

/// What a service is built from.
#[derive(Clone)]
pub struct Parts {
    pub(crate) name: &'static str,
    pub(crate) config: Arc<Config>,
    pub(crate) board: Switchboard,
    pub(crate) master: Secret,
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Where supervised tasks are started.
    pub tasks: Tasks,
    /// Folder for files of this installation.
    pub data_dir: PathBuf,
    /// Address people use, without a slash at the end: `https://plaza.example`.
    pub public_url: String,
}

impl Parts {
    /// Parts put together by hand, for tests.
    pub fn new(name: &'static str, db: Db, board: Switchboard, config: Arc<Config>, tasks: Tasks) -> Self {
        Self {
            name,
            config,
            board,
            master: Secret::new("a secret of tests only"),
            clock: db.clock().clone(),
            db,
            tasks,
            data_dir: std::env::temp_dir(),
            public_url: "http://127.0.0.1:8080".into(),
        }
    }

    /// The service's own section of the configuration.
    ///
    /// # Errors
    /// Names the key that does not read.
    pub fn config<C: DeserializeOwned>(&self) -> anyhow::Result<C> {
        self.config.section(self.name)
    }

    /// A client of another service, wherever it runs.
    pub fn client<C: Client>(&self) -> C {
        C::over(self.board.pipe(self.name, C::SERVICE))
    }

    /// A pipe to another service, for what is no rpc.
    pub fn pipe(&self, callee: &str) -> Pipe {
        self.board.pipe(self.name, callee)
    }

    /// A secret for one purpose, derived from the installation's own: 64 hexadecimal digits.
    pub fn secret(&self, purpose: &str) -> Secret {
        let mut hash = Sha256::new();
        for part in [self.master.expose(), self.name, purpose] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        Secret::new(hex::encode(hash.finalize()))
    }

    /// Where every service is; the gateway asks for health and breakers.
    pub fn board(&self) -> &Switchboard {
        &self.board
    }
}
