use std::sync::Arc;

use plaza_db::Db;
use plaza_service::Parts;

/// What settings' commands work with.
pub struct App {
    /// Its database.
    pub db: Db,
}

impl App {
    /// The service's state from its parts.
    pub fn new(parts: &Parts) -> Arc<Self> {
        Arc::new(Self { db: parts.db.clone() })
    }
}
