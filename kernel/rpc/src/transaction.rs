//! Guards the rule that no service or provider is called inside a database
//! transaction: it would hold a connection and its locks while another machine thinks.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use tokio::task::Id;

static OPEN: LazyLock<Mutex<HashMap<Id, u32>>> = LazyLock::new(Mutex::default);

/// Marks the running task as inside a transaction until dropped. Free of cost in release builds.
#[derive(Debug)]
pub struct Open(Option<Id>);

impl Open {
    /// Marks the running task.
    pub fn mark() -> Self {
        let task = if cfg!(debug_assertions) { tokio::task::try_id() } else { None };
        if let Some(id) = task {
            *open().entry(id).or_insert(0) += 1;
        }
        Self(task)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(id) = self.0 else { return };
        let mut all = open();
        if let Some(count) = all.get_mut(&id) {
            *count -= 1;
            if *count == 0 {
                all.remove(&id);
            }
        }
    }
}

/// Whether the running task holds an open transaction; always false in release builds.
pub fn is_open() -> bool {
    cfg!(debug_assertions) && tokio::task::try_id().is_some_and(|id| open().contains_key(&id))
}

fn open() -> std::sync::MutexGuard<'static, HashMap<Id, u32>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}
