//! What our jobs are asked.

use plaza_core::{Fault, Kind, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A job's payload as its type.
///
/// # Errors
/// When it does not read: the job rests as dead, to be looked at.
pub fn read<T: DeserializeOwned>(payload: Value) -> Result<T> {
    serde_json::from_value(payload)
        .map_err(|error| Fault::new(Kind::Invalid, "notifications.job_unreadable", error.to_string()))
}
