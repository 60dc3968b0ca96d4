//! The gateway's section of the configuration.

use serde::{Deserialize, Serialize};

/// The gateway's section of the configuration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Requests an hour for each signed-in person, and for each address of those who are not (000-84).
    pub requests_per_hour: u32,
    /// Routes with an allowance of their own in place of the general one, such as `POST /auth/login 60/hour`;
    /// units are second, minute, hour.
    pub limits: Vec<String>,
    /// Origins whose pages may call us (CORS); `*` for all, without credentials.
    pub allowed_origins: Vec<String>,
    /// Largest body, KiB.
    pub body_limit_kib: u32,
    /// Largest body of a signed-in person where a file is taken, KiB; services may take less.
    pub file_limit_kib: u32,
    /// How long a request may take, seconds.
    pub timeout_seconds: u32,
    /// Whether the address of a client is read from `X-Forwarded-For`, because a proxy of ours stands in front.
    pub trust_forwarded: bool,
    /// How long a verified token and an organisation's card are remembered, seconds.
    pub cache_seconds: u32,
    /// Whether HSTS is sent: only behind TLS.
    pub hsts: bool,
}

impl Default for Config {
    fn default() -> Self {
        let limits = [
            "POST /auth/login 120/hour",
            "POST /auth/register 60/hour",
            "POST /auth/forgot-password 30/hour",
            "POST /auth/verify/resend 30/hour",
            // Providers call from few addresses, and what is not signed is refused before anything is done.
            "POST /payments/webhook 100/second",
            // Talking is many small things; chat itself limits each conversation.
            "POST /conversations/{id}/messages 120/minute",
            "POST /conversations/{id}/read 240/minute",
            "POST /conversations/{id}/delivered 240/minute",
        ];
        Self {
            requests_per_hour: 1_000,
            limits: limits.map(str::to_owned).to_vec(),
            allowed_origins: Vec::new(),
            body_limit_kib: 1_024,
            file_limit_kib: 20_480,
            timeout_seconds: 30,
            trust_forwarded: false,
            cache_seconds: 60,
            hsts: false,
        }
    }
}
