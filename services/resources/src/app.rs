//! What a request works with.

use std::sync::Arc;

use plaza_bookings_api::{Bookings, BookingsClient};
use plaza_core::Clock;
use plaza_db::Db;
use plaza_service::Parts;
use plaza_settings_api::{Settings, SettingsClient};

use crate::catalogue::Catalogue;

/// The service's database, its neighbours, and what it keeps in memory.
pub struct App {
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Who knows what is taken.
    pub bookings: Arc<dyn Bookings>,
    /// Who knows the organisation's defaults.
    pub settings: Arc<dyn Settings>,
    /// The organisations' resources, in memory.
    pub catalogue: Catalogue,
}

impl App {
    /// The application of a node.
    pub fn new(parts: &Parts) -> Arc<Self> {
        Self::with(
            parts.db.clone(),
            Arc::new(parts.client::<BookingsClient>()),
            Arc::new(parts.client::<SettingsClient>()),
        )
    }

    /// The application with neighbours of one's choice.
    pub fn with(db: Db, bookings: Arc<dyn Bookings>, settings: Arc<dyn Settings>) -> Arc<Self> {
        Arc::new(Self {
            clock: db.clock().clone(),
            catalogue: Catalogue::new(db.pool().clone()),
            db,
            bookings,
            settings,
        })
    }
}
