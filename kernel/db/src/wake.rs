//! Nudges between a commit and the workers of the same process, so that they
//! need not poll fast. Work of other processes is found by slow polling.

use std::sync::Arc;

use tokio::sync::Notify;

/// One nudge for each sort of worker. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Wake {
    /// Events were committed.
    pub events: Arc<Notify>,
    /// Jobs were committed.
    pub jobs: Arc<Notify>,
    /// Sagas were started or moved on.
    pub sagas: Arc<Notify>,
    /// Feeds wait here; all of them are woken.
    pub feeds: Arc<Notify>,
}

/// Which workers a transaction has work for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Woken {
    pub(crate) jobs: bool,
    pub(crate) sagas: bool,
}
