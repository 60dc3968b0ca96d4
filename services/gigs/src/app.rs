//! What every verb of the service works with.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use plaza_core::{Clock, Cx, Fault};
use plaza_db::Db;
use plaza_files::Files;
use plaza_professionals_api::{ProfessionalCard, Professionals, ProfessionalsClient};
use plaza_service::Parts;
use plaza_settings_api::{Settings, SettingsClient};
use tokio::sync::{OnceCell, Semaphore};

use crate::config::Config;
use crate::error::{Error, Result};

/// The gigs service: its database, its pictures, the services it asks.
pub struct App {
    /// Its own database.
    pub db: Db,
    /// The time of day.
    pub clock: Clock,
    /// Pictures.
    pub files: Files,
    /// Bounds the memory that pictures take while they are made small.
    pub rendering: Semaphore,
    /// Who sells.
    pub professionals: Arc<dyn Professionals>,
    /// What the organisation has set.
    pub settings: Arc<dyn Settings>,
    /// The slugs of all trades, once they were asked for: they do not change while we run.
    trades: OnceCell<HashSet<String>>,
}

impl App {
    /// The service's state from its parts.
    ///
    /// # Errors
    /// When its configuration does not read or its folder cannot be made.
    pub fn new(parts: &Parts) -> anyhow::Result<Arc<Self>> {
        let config: Config = parts.config()?;
        let folder = match config.folder.as_str() {
            "" => parts.data_dir.join("files/gigs"),
            folder => PathBuf::from(folder),
        };
        let files = Files::local(&folder).with_context(|| format!("the folder {}", folder.display()))?;
        Ok(Arc::new(Self {
            db: parts.db.clone(),
            clock: parts.clock.clone(),
            files,
            rendering: Semaphore::new(config.pictures_at_once.max(1) as usize),
            professionals: Arc::new(parts.client::<ProfessionalsClient>()),
            settings: Arc::new(parts.client::<SettingsClient>()),
            trades: OnceCell::new(),
        }))
    }

    /// The profile of whoever asks.
    ///
    /// # Errors
    /// [`Error::NoProfile`].
    pub async fn profile(&self, cx: &Cx) -> Result<ProfessionalCard> {
        self.professionals.of_user(cx, cx.user()?).await?.ok_or(Error::NoProfile)
    }

    /// Refuses what is no trade. Not inside a transaction: another service may be asked.
    ///
    /// # Errors
    /// Names the field `trade`; [`Error::TradesUnknown`].
    pub async fn are_trades(&self, cx: &Cx, slugs: &[&str]) -> Result<()> {
        if slugs.is_empty() {
            return Ok(());
        }
        let known = self.trades(cx).await?;
        match slugs.iter().find(|slug| !known.contains(**slug)) {
            Some(slug) => Err(Fault::invalid("trade", format!("'{slug}' is no trade; GET /trades lists them")).into()),
            None => Ok(()),
        }
    }

    async fn trades(&self, cx: &Cx) -> Result<&HashSet<String>> {
        let ask = async || {
            let told = self.professionals.trades(cx, ()).await;
            told.map(HashSet::from_iter).map_err(Error::TradesUnknown)
        };
        self.trades.get_or_try_init(ask).await
    }
}
