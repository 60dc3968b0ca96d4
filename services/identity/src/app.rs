use std::sync::Arc;

use plaza_core::{Clock, Secret};
use plaza_db::Db;
use plaza_service::Parts;
use plaza_settings_api::{Settings, SettingsClient};

use crate::config::Config;
use crate::keys::Keys;
use crate::passwords::Passwords;

/// What identity's commands work with.
pub struct App {
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Where the role of who registers is asked.
    pub settings: Arc<dyn Settings>,
    /// Password hashing.
    pub passwords: Passwords,
    /// The keys of access tokens.
    pub keys: Keys,
    /// Key that successors of refresh tokens are derived with.
    pub refresh_key: Secret,
    /// Who issues tokens: the public address.
    pub issuer: String,
    /// Configuration.
    pub config: Config,
}

impl App {
    /// The service's state from its parts.
    ///
    /// # Errors
    /// Names the configuration key that does not read.
    pub fn new(parts: &Parts) -> anyhow::Result<Arc<Self>> {
        let settings = Arc::new(parts.client::<SettingsClient>());
        Self::with_settings(parts, settings)
    }

    /// The same with another way to the settings; tests pass a fake.
    ///
    /// # Errors
    /// Names the configuration key that does not read.
    pub fn with_settings(parts: &Parts, settings: Arc<dyn Settings>) -> anyhow::Result<Arc<Self>> {
        let config: Config = parts.config()?;
        Ok(Arc::new(Self {
            db: parts.db.clone(),
            clock: parts.clock.clone(),
            settings,
            passwords: Passwords::new(&config),
            keys: Keys::new(parts.secret("signing-keys")),
            refresh_key: parts.secret("refresh-tokens"),
            issuer: parts.public_url.clone(),
            config,
        }))
    }
}
