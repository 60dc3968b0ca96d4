use std::sync::Arc;

use plaza_core::Clock;
use plaza_db::Db;
use plaza_service::Parts;

/// What audit's queries work with.
pub struct App {
    /// Its database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
}

impl App {
    /// The service's state from its parts.
    pub fn new(parts: &Parts) -> Arc<Self> {
        Arc::new(Self { db: parts.db.clone(), clock: parts.clock.clone() })
    }
}
