use serde::{Deserialize, Serialize};

/// Identity's configuration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Life of an access token, minutes.
    pub access_minutes: u32,
    /// Life of an unused refresh token, days.
    pub refresh_days: u32,
    /// How long a spent refresh token still answers its successor, seconds: for a client whose answer was lost.
    pub refresh_grace_seconds: u32,
    /// How long a link that verifies an address works, hours.
    pub verify_hours: u32,
    /// How long a link that sets a new password works, minutes.
    pub reset_minutes: u32,
    /// Pause between two mails of one sort that a stranger can ask for, seconds.
    pub mail_pause_seconds: u32,
    /// Password hashes computed at once; each takes 19 MiB and some 50 ms of one core.
    pub hashes_at_once: u32,
    /// Requests that may wait for a hash; those beyond are told to come back.
    pub hashes_waiting: u32,
    /// Age at which a signing key is replaced, days.
    pub signing_key_days: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            access_minutes: 15,
            refresh_days: 30,
            refresh_grace_seconds: 10,
            verify_hours: 48,
            reset_minutes: 60,
            mail_pause_seconds: 60,
            hashes_at_once: 2,
            hashes_waiting: 100,
            signing_key_days: 90,
        }
    }
}
