//! What every command of the service works with.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use plaza_bookings_api::{Bookings, BookingsClient};
use plaza_core::{Clock, Fault};
use plaza_db::Db;
use plaza_identity_api::{Identity, IdentityClient};
use plaza_service::Parts;
use plaza_settings_api::{Settings, SettingsClient};

use crate::config::Config;
use crate::provider::Provider;
use crate::provider::sandbox::{Listener, Sandbox};
use crate::webhook;

/// The payments service.
pub struct App {
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Who moves the money.
    pub provider: Arc<dyn Provider>,
    /// The built-in provider; the same as `provider` until another is configured.
    pub sandbox: Arc<Sandbox>,
    /// Whose bookings are paid.
    pub bookings: Arc<dyn Bookings>,
    /// Who the people are.
    pub identity: Arc<dyn Identity>,
    /// Who sells.
    pub settings: Arc<dyn Settings>,
    /// The service's configuration.
    pub config: Config,
}

impl App {
    /// The service from its parts.
    ///
    /// # Errors
    /// When its configuration does not read.
    pub fn new(parts: &Parts) -> anyhow::Result<Arc<Self>> {
        let config: Config = parts.config()?;
        let late = chrono::Duration::seconds(i64::from(config.sandbox_late_seconds));
        let secret = parts.secret("sandbox webhooks");
        Ok(Arc::new_cyclic(|app: &Weak<Self>| {
            let listener: Weak<dyn Listener> = app.clone();
            let sandbox = Arc::new(Sandbox::new(parts.db.clone(), secret, late, listener));
            Self {
                db: parts.db.clone(),
                clock: parts.clock.clone(),
                provider: sandbox.clone(),
                sandbox,
                bookings: Arc::new(parts.client::<BookingsClient>()),
                identity: Arc::new(parts.client::<IdentityClient>()),
                settings: Arc::new(parts.client::<SettingsClient>()),
                config,
            }
        }))
    }
}

/// The sandbox's webhooks arrive here as they would over HTTP.
#[async_trait]
impl Listener for App {
    async fn webhook(&self, signature: &str, body: &[u8]) -> Result<(), Fault> {
        Ok(webhook::command::receive(self, Some(signature), body).await?)
    }
}
