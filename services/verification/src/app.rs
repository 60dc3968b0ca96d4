//! What every verb of the service works with.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use plaza_core::Clock;
use plaza_db::Db;
use plaza_files::Files;
use plaza_service::Parts;

use crate::config::Config;
use crate::seal::Ring;

/// The verification service: its database, its sealed files, its keys.
pub struct App {
    /// Its own database.
    pub db: Db,
    /// The time of day.
    pub clock: Clock,
    /// Ciphertext only.
    pub files: Files,
    /// What seals and opens.
    pub ring: Arc<Ring>,
    /// Its configuration.
    pub config: Config,
}

impl App {
    /// The service's state from its parts.
    ///
    /// # Errors
    /// When its configuration does not read, a key is none, or its folder cannot be made.
    pub fn new(parts: &Parts) -> anyhow::Result<Arc<Self>> {
        let config: Config = parts.config()?;
        let folder = match config.folder.as_str() {
            "" => parts.data_dir.join("files/verification"),
            folder => PathBuf::from(folder),
        };
        let files = Files::local(&folder).with_context(|| format!("the folder {}", folder.display()))?;
        let ring = Ring::new(&parts.secret("sealing"), &config.sealing_key, &config.earlier_sealing_key)
            .context("the verification service's sealing_key or earlier_sealing_key")?;
        let ring = Arc::new(ring);
        Ok(Arc::new(Self { db: parts.db.clone(), clock: parts.clock.clone(), files, ring, config }))
    }
}
