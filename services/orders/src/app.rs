//! What every verb of the service works with.

use std::sync::Arc;

use plaza_chat_api::Chat;
use plaza_core::{Clock, Cx, UserId};
use plaza_db::Db;
use plaza_files::Files;
use plaza_gigs_api::Gigs;
use plaza_payments_api::Payments;
use plaza_professionals_api::{Professionals, ProfileStatus};
use plaza_saga::Runner;
use plaza_settings_api::{HiringSettings, Settings};

use crate::config::Config;
use crate::error::Error;
use crate::fund::saga::FundOrder;

/// The orders service: its database, its files, the services it asks, its configuration.
#[derive(Clone)]
pub struct App {
    /// Its own database.
    pub db: Db,
    /// The time of day.
    pub clock: Clock,
    /// Its configuration.
    pub config: Config,
    /// What is handed over.
    pub files: Files,
    /// Drives a payment's saga within the request that began it.
    pub runner: Runner,
    /// The services it asks.
    pub others: Others,
}

/// The services that orders ask.
#[derive(Clone)]
pub struct Others {
    /// Where the two talk.
    pub chat: Arc<dyn Chat>,
    /// What professionals sell.
    pub gigs: Arc<dyn Gigs>,
    /// Who charges, holds and gives back.
    pub payments: Arc<dyn Payments>,
    /// Who may offer work.
    pub professionals: Arc<dyn Professionals>,
    /// What the organisation has set.
    pub settings: Arc<dyn Settings>,
}

impl App {
    /// The service over its database, its files and the others.
    pub fn new(db: Db, files: Files, others: Others, config: Config) -> Self {
        let saga = Arc::new(FundOrder { db: db.clone(), payments: others.payments.clone() });
        Self { clock: db.clock().clone(), runner: Runner::new(db.clone(), vec![saga]), db, files, others, config }
    }

    /// The organisation's terms of hiring. Money depends on them: without them nothing is agreed.
    ///
    /// # Errors
    /// As settings cannot be asked.
    pub async fn hiring(&self, cx: &Cx) -> Result<HiringSettings, Error> {
        Ok(self.others.settings.settings(cx, ()).await?.hiring)
    }

    /// Whether somebody has a published profile.
    ///
    /// # Errors
    /// As professionals cannot be asked.
    pub async fn takes_work(&self, cx: &Cx, user: UserId) -> Result<bool, Error> {
        let card = self.others.professionals.of_user(cx, user).await?;
        Ok(card.is_some_and(|card| card.status == ProfileStatus::Published))
    }
}
