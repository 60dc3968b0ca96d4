//! What every verb of the service works with.

use std::sync::Arc;

use anyhow::Context;
use lettre::message::Mailbox;
use plaza_bookings_api::{Bookings, BookingsClient};
use plaza_core::{Clock, OrgId};
use plaza_db::Db;
use plaza_gigs_api::{Gigs, GigsClient};
use plaza_identity_api::{Identity, IdentityClient};
use plaza_orders_api::{Orders, OrdersClient};
use plaza_professionals_api::{Professionals, ProfessionalsClient};
use plaza_resources_api::{Resources, ResourcesClient};
use plaza_service::Parts;
use plaza_settings_api::{Settings, SettingsClient};
use uuid::Uuid;

use crate::config::Config;
use crate::domain::texts::Texts;
use crate::send::smtp::Mailer;

/// The notifications service: its database, the services it asks, its texts and its mail server.
pub struct App {
    /// Its own database.
    pub db: Db,
    /// The time of day.
    pub clock: Clock,
    /// Its configuration.
    pub config: Config,
    /// Who people and organisations are.
    pub identity: Arc<dyn Identity>,
    /// What was booked when.
    pub bookings: Arc<dyn Bookings>,
    /// What can be booked, and where it is.
    pub resources: Arc<dyn Resources>,
    /// What was offered and ordered.
    pub orders: Arc<dyn Orders>,
    /// What professionals sell.
    pub gigs: Arc<dyn Gigs>,
    /// Who offers their work.
    pub professionals: Arc<dyn Professionals>,
    /// When organisations remind.
    pub settings: Arc<dyn Settings>,
    /// The texts in every language.
    pub texts: Texts,
    /// Who mails are from.
    pub from: Mailbox,
    /// The way to the SMTP server; none: mails rest in the local outbox.
    pub mailer: Option<Mailer>,
    /// Address people use, without a slash at the end.
    pub public_url: String,
}

impl App {
    /// The service over its parts.
    ///
    /// # Errors
    /// Names the setting that does not read.
    pub fn new(parts: &Parts) -> anyhow::Result<Arc<Self>> {
        let config: Config = parts.config()?;
        let from: Mailbox = config
            .from
            .parse()
            .context("notifications.from is no sender: write it as 'Name <address@domain>' or 'address@domain'")?;
        Ok(Arc::new(Self {
            db: parts.db.clone(),
            clock: parts.clock.clone(),
            identity: Arc::new(parts.client::<IdentityClient>()),
            bookings: Arc::new(parts.client::<BookingsClient>()),
            resources: Arc::new(parts.client::<ResourcesClient>()),
            orders: Arc::new(parts.client::<OrdersClient>()),
            gigs: Arc::new(parts.client::<GigsClient>()),
            professionals: Arc::new(parts.client::<ProfessionalsClient>()),
            settings: Arc::new(parts.client::<SettingsClient>()),
            texts: Texts::load()?,
            mailer: Mailer::of(&config, &from)?,
            from,
            public_url: parts.public_url.clone(),
            config,
        }))
    }

    /// The installation's name, for who belongs to no organisation.
    pub fn own_name(&self) -> &str {
        self.from.name.as_deref().unwrap_or("Plaza")
    }
}

/// The organisation as our keys write it: what belongs to none belongs to the installation, the nil id.
pub fn scope(org: Option<OrgId>) -> OrgId {
    org.unwrap_or(OrgId(Uuid::nil()))
}
