//! What an operator may configure for notifications.

use plaza_core::Secret;
use serde::{Deserialize, Serialize};

/// Configuration of the notifications service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Host of the SMTP server; empty: mails rest in the local outbox.
    pub smtp_host: String,
    /// Its port; 0 stands for the usual one of `smtp_tls`: 587, 465 or 25.
    pub smtp_port: u16,
    /// How the connection is kept secret.
    pub smtp_tls: Tls,
    /// User to log in as; empty: without logging in.
    pub smtp_user: String,
    /// Its password.
    pub smtp_password: Secret,
    /// File with a certificate authority to trust beside the public ones, PEM; empty for none.
    pub smtp_ca_file: String,
    /// How long sending one mail may take in all, seconds, 1 to 25.
    pub smtp_timeout_seconds: u64,
    /// Sender, such as `Plaza <no-reply@plaza.example>`; mails of an organisation carry its name instead.
    pub from: String,
    /// Where a booking is shown, relative to the public address, with `{id}` for its id; empty: mails have no such button.
    pub booking_page: String,
    /// Where an offer is shown, as `booking_page`.
    pub offer_page: String,
    /// Where an order is shown, as `booking_page`.
    pub order_page: String,
    /// Where a professional's own gig is shown, as `booking_page`.
    pub gig_page: String,
    /// Where professionals see their own profile, relative to the public address; empty: mails have no such button.
    pub profile_page: String,
    /// How long mails are kept, days.
    pub keep_days: u32,
}

/// How the connection to the mail server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Not at all: for a server on this machine.
    None,
    /// It begins in the clear and must change over before anything is said (RFC 3207).
    Starttls,
    /// From the first byte (RFC 8314).
    Tls,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            smtp_host: String::new(),
            smtp_port: 0,
            smtp_tls: Tls::Starttls,
            smtp_user: String::new(),
            smtp_password: Secret::default(),
            smtp_ca_file: String::new(),
            smtp_timeout_seconds: 20,
            from: "Plaza <plaza@localhost>".into(),
            booking_page: "/bookings/{id}".into(),
            offer_page: "/offers/{id}".into(),
            order_page: "/orders/{id}".into(),
            gig_page: "/work/gigs/{id}".into(),
            profile_page: "/work/profile".into(),
            keep_days: 30,
        }
    }
}
