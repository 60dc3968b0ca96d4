//! What an operator may configure for bookings.

use serde::{Deserialize, Serialize};

/// Configuration of the bookings service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// How long a slot is kept for payment when the settings cannot be asked, minutes.
    pub hold_minutes: u32,
    /// How long a payment under way may take when the settings cannot be asked, minutes.
    pub payment_minutes: u32,
    /// How long a request drives its payment before it answers that it is pending, milliseconds; with 0
    /// it answers at once and the workers drive.
    pub payment_wait_ms: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self { hold_minutes: 10, payment_minutes: 20, payment_wait_ms: 8_000 }
    }
}
