//! What every verb of the service works with.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use plaza_chat_api::{ConversationId, Room};
use plaza_core::Clock;
use plaza_db::{Db, Tx};
use plaza_files::Files;
use plaza_identity_api::Identity;
use plaza_orders_api::Orders;
use plaza_service::Parts;
use plaza_tasks::Shutdown;
use tokio::sync::Notify;

use crate::config::Config;
use crate::error::Result;
use crate::presence::memory::Presence;
use crate::send::together::Gathering;
use crate::signals::Signals;

/// The chat service: its database, its files, the services it asks, and what it knows of who is there.
pub struct App {
    /// Its own database.
    pub db: Db,
    /// The time of day.
    pub clock: Clock,
    /// Sends who waits long home when the process stops.
    pub shutdown: Shutdown,
    /// Its configuration.
    pub config: Config,
    /// What people sent each other.
    pub files: Files,
    /// Who belongs to an organisation.
    pub identity: Arc<dyn Identity>,
    /// Which orders are disputed.
    pub orders: Arc<dyn Orders>,
    /// What is told and not kept.
    pub signals: Signals,
    /// Who has a page open.
    pub presence: Presence,
    /// Those who send at once.
    pub gathering: Gathering,
    /// Wakes who waits for frames.
    pub changed: Notify,
    /// Who is in a conversation: that never changes.
    pub rooms: Cache<ConversationId, Arc<Room>>,
}

impl App {
    /// The service over its parts, the others and its files.
    pub fn new(
        parts: &Parts,
        identity: Arc<dyn Identity>,
        orders: Arc<dyn Orders>,
        files: Files,
        config: Config,
    ) -> Self {
        Self {
            clock: parts.clock.clone(),
            shutdown: parts.tasks.shutdown(),
            signals: Signals::new(),
            presence: Presence::default(),
            gathering: Gathering::default(),
            changed: Notify::new(),
            rooms: Cache::builder().max_capacity(50_000).time_to_idle(Duration::from_secs(3600)).build(),
            db: parts.db.clone(),
            identity,
            orders,
            files,
            config,
        }
    }

    /// Commits what happened in a conversation and wakes who waits for it.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        tx.commit().await?;
        self.changed.notify_waiters();
        Ok(())
    }
}
