//! What every verb of the service works with.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use plaza_core::{Clock, Cx, Fault, OrgId};
use plaza_db::Db;
use plaza_identity_api::Identity;
use plaza_notifications_api::Notifications;
use plaza_payments_api::Payments;
use plaza_resources_api::Resources;
use plaza_saga::Runner;
use plaza_settings_api::Settings;

use crate::book::offer::{self, Offers};
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::pay::saga::CreateBooking;

/// The bookings service: its database, the services it asks, its configuration.
#[derive(Clone)]
pub struct App {
    /// Its own database.
    pub db: Db,
    /// The time of day.
    pub clock: Clock,
    /// Its configuration.
    pub config: Config,
    /// Resources, from their service or from memory.
    pub catalogue: Catalogue,
    /// Drives a payment's saga within the request that began it.
    pub runner: Runner,
    /// Who charges and gives back.
    pub payments: Arc<dyn Payments>,
    /// What was offered a moment ago to those who came too late for the same slot.
    pub offers: Offers,
    /// Who belongs to an organisation.
    pub identity: Arc<dyn Identity>,
    settings: Arc<dyn Settings>,
    known: Cache<OrgId, Known>,
}

/// The services that bookings ask.
#[derive(Clone)]
pub struct Others {
    /// What can be booked.
    pub resources: Arc<dyn Resources>,
    /// Who charges and gives back.
    pub payments: Arc<dyn Payments>,
    /// Who tells people.
    pub notifications: Arc<dyn Notifications>,
    /// What the organisation has set.
    pub settings: Arc<dyn Settings>,
    /// Who belongs to an organisation.
    pub identity: Arc<dyn Identity>,
}

/// How long an organisation gives its bookers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// How long a slot is kept for payment.
    pub hold: chrono::Duration,
    /// How long a payment under way may take.
    pub payment: chrono::Duration,
}

/// What an organisation has set that bookings go by.
#[derive(Debug, Clone, Copy)]
struct Known {
    times: Times,
    commission_basis_points: u32,
}

impl App {
    /// The service over its database and the others.
    pub fn new(db: Db, others: Others, config: Config) -> Self {
        let saga = Arc::new(CreateBooking::new(db.clone(), others.payments.clone(), others.notifications));
        Self {
            clock: db.clock().clone(),
            runner: Runner::new(db.clone(), vec![saga]),
            catalogue: Catalogue::new(others.resources),
            known: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(30)).build(),
            offers: offer::offers(),
            identity: others.identity,
            settings: others.settings,
            payments: others.payments,
            db,
            config,
        }
    }

    /// The organisation's times, from its settings; the configuration's when they cannot be
    /// asked, because a booking need not wait for them.
    pub async fn times(&self, cx: &Cx, org: OrgId) -> Times {
        match self.known(cx, org).await {
            Ok(known) => known.times,
            Err(fault) => {
                tracing::warn!(%fault, "settings cannot be asked; the configuration's times count");
                Times { hold: minutes(self.config.hold_minutes), payment: minutes(self.config.payment_minutes) }
            }
        }
    }

    /// What the organisation keeps of what is released to whose time is booked, basis points.
    ///
    /// # Errors
    /// As settings cannot be asked.
    pub async fn commission(&self, cx: &Cx, org: OrgId) -> Result<u32, Fault> {
        Ok(self.known(cx, org).await?.commission_basis_points)
    }

    /// Forgets an organisation's settings that have changed.
    pub async fn forget_settings(&self, org: OrgId) {
        self.known.invalidate(&org).await;
    }

    async fn known(&self, cx: &Cx, org: OrgId) -> Result<Known, Fault> {
        if let Some(known) = self.known.get(&org).await {
            return Ok(known);
        }
        let settings = self.settings.settings(cx, ()).await?;
        let times = Times { hold: minutes(settings.hold_minutes), payment: minutes(settings.payment_minutes) };
        let known = Known { times, commission_basis_points: settings.hiring.commission_basis_points };
        self.known.insert(org, known).await;
        Ok(known)
    }
}

fn minutes(count: u32) -> chrono::Duration {
    chrono::Duration::minutes(i64::from(count.max(1)))
}
