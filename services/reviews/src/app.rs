use std::sync::Arc;

use chrono::Duration;
use plaza_core::{Clock, Cx, OrgId, Result};
use plaza_db::Db;
use plaza_identity_api::{Identity, IdentityClient};
use plaza_orders_api::{Orders, OrdersClient};
use plaza_service::Parts;
use plaza_settings_api::{Settings, SettingsClient};

/// What reviews' commands work with.
pub struct App {
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// How long both sides have.
    pub settings: Arc<dyn Settings>,
    /// Who wrote.
    pub identity: Arc<dyn Identity>,
    /// Whether work is completed that no event has told of yet.
    pub orders: Arc<dyn Orders>,
}

impl App {
    /// The service's state from its parts.
    pub fn new(parts: &Parts) -> Arc<Self> {
        Arc::new(Self {
            db: parts.db.clone(),
            clock: parts.clock.clone(),
            settings: Arc::new(parts.client::<SettingsClient>()),
            identity: Arc::new(parts.client::<IdentityClient>()),
            orders: Arc::new(parts.client::<OrdersClient>()),
        })
    }

    /// How long after the work both sides may review each other.
    ///
    /// # Errors
    /// When settings cannot be reached.
    pub async fn window(&self, org: OrgId) -> Result<Duration> {
        let settings = self.settings.settings(&Cx::service("reviews", Some(org)), ()).await?;
        Ok(Duration::days(i64::from(settings.hiring.review_days)))
    }
}
