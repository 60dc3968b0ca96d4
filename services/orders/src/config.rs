//! What an operator may configure for orders.

use serde::{Deserialize, Serialize};

/// Configuration of the orders service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// How long a request drives its payment before it answers that it is under way, milliseconds; with 0
    /// it answers at once and the workers drive.
    pub payment_wait_ms: u64,
    /// How long a payer has to act once the provider knows of the payment, minutes.
    pub payment_minutes: u32,
    /// How long an order waits for payments that cannot be reached before it is given up, hours.
    pub payment_outage_hours: u32,
    /// The largest file of a delivery, KiB.
    pub file_limit_kib: u32,
    /// How many files an order can have.
    pub files_per_order: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            payment_wait_ms: 8_000,
            payment_minutes: 60,
            payment_outage_hours: 24,
            file_limit_kib: 20 * 1_024,
            files_per_order: 100,
        }
    }
}
