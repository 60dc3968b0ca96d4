//! What a request works with.

use std::path::PathBuf;
use std::sync::Arc;

use plaza_core::{Clock, Secret};
use plaza_db::Db;
use plaza_files::Files;
use plaza_identity_api::{Identity, IdentityClient};
use plaza_resources_api::{Resources, ResourcesClient};
use plaza_service::Parts;

use crate::config::Config;
use crate::search::index::Index;

/// The service's database, its neighbours, its files, and what it keeps in memory.
pub struct App {
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Who knows people's names.
    pub identity: Arc<dyn Identity>,
    /// Who keeps people's time to be booked.
    pub resources: Arc<dyn Resources>,
    /// Pictures.
    pub files: Files,
    /// Every published professional, ready to be searched.
    pub index: Arc<Index>,
    /// What places are blurred with.
    pub blur: Secret,
}

impl App {
    /// The application of a node.
    ///
    /// # Errors
    /// When the folder for pictures cannot be made.
    pub fn new(parts: &Parts, config: &Config) -> anyhow::Result<Arc<Self>> {
        let pictures = match config.pictures_dir.as_str() {
            "" => parts.data_dir.join("files/professionals"),
            told => PathBuf::from(told),
        };
        Ok(Arc::new(Self {
            clock: parts.clock.clone(),
            identity: Arc::new(parts.client::<IdentityClient>()),
            resources: Arc::new(parts.client::<ResourcesClient>()),
            files: Files::local(&pictures)?,
            index: Arc::new(Index::new(parts.db.clone())),
            blur: parts.secret("blurred places"),
            db: parts.db.clone(),
        }))
    }
}
