//! The one error that crosses a service's border: a closed kind, a stable
//! code, a sentence for people and, where it helps, details for programs.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The result of anything that another service or a client may see fail.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// What sort of refusal it is; closed, so that clients can be written against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The request cannot be understood or breaks a rule of form (400).
    Invalid,
    /// Nobody, or nobody we know, is asking (401).
    Unauthenticated,
    /// A payment is needed or was declined (402).
    PaymentRequired,
    /// Known, but not allowed (403).
    Forbidden,
    /// Not there, or not for this organisation (404).
    NotFound,
    /// Against the present state, such as a taken slot (409).
    Conflict,
    /// Understood and well formed, but a rule of the business says no (422).
    Refused,
    /// Larger than allowed (413).
    TooLarge,
    /// Too often (429).
    RateLimited,
    /// Our fault; the text says nothing of the inside (500).
    Internal,
    /// Not now; the outcome is unknown, safe to retry with the same key (503).
    Unavailable,
    /// No answer in time; the outcome is unknown, safe to retry with the same key (504).
    Timeout,
}

impl Kind {
    /// The HTTP status (RFC 9110) of this kind.
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 400,
            Self::Unauthenticated => 401,
            Self::PaymentRequired => 402,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Refused => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
            Self::Timeout => 504,
        }
    }

    /// Whether the outcome is unknown: the caller may try again with the same key.
    pub const fn is_unknown_outcome(self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable | Self::Timeout)
    }
}

/// A refusal as it travels: between services and, as problem+json (RFC 9457), to clients.
#[derive(Clone, Serialize, Deserialize, PartialEq)]
pub struct Fault {
    /// The closed kind.
    pub kind: Kind,
    /// Stable and dotted: `bookings.slot_taken`. Clients may match on it.
    pub code: String,
    /// One sentence for a person: what is wrong and what to change.
    pub message: String,
    /// More members for the problem document, such as `alternatives`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub details: Map<String, Value>,
}

impl Fault {
    /// A fault of a kind.
    pub fn new(kind: Kind, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, code: code.into(), message: message.into(), details: Map::new() }
    }

    /// The same fault with one more member, if it can be written as JSON.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.details.insert(name.to_owned(), value);
        }
        self
    }

    /// A request that breaks a rule of form; names the field.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(Kind::Invalid, "request.invalid", format!("{field}: {message}"))
            .with("errors", vec![FieldError { field: field.to_owned(), message }])
    }

    /// Not there, or not for this organisation: the two look the same.
    pub fn not_found(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, code, message)
    }

    /// Against the present state.
    pub fn conflict(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, code, message)
    }

    /// A rule of the business says no.
    pub fn refused(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::Refused, code, message)
    }

    /// Known, but not allowed.
    pub fn forbidden(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::Forbidden, code, message)
    }

    /// Nobody we know is asking.
    pub fn unauthenticated(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::Unauthenticated, code, message)
    }

    /// Not now; safe to retry.
    pub fn unavailable(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::Unavailable, code, message)
    }

    /// Our fault. The cause is logged where it happens and never sent.
    pub fn internal() -> Self {
        Self::new(
            Kind::Internal,
            "internal",
            "Something went wrong on our side. Try again; if it stays, tell us the request id.",
        )
    }
}

/// Which field of a request is wrong and how.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FieldError {
    /// Path of the field, such as `startDateTime` or `units[2].name`.
    pub field: String,
    /// What to change.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {}", self.kind, self.code, self.message)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_client_or_server_status() {
        for kind in [Kind::Invalid, Kind::Refused, Kind::Internal, Kind::Timeout] {
            assert!((400..600).contains(&kind.status()));
        }
        assert!(Kind::Timeout.is_unknown_outcome());
        assert!(!Kind::Refused.is_unknown_outcome());
    }

    #[test]
    fn an_invalid_field_is_named_twice() {
        let fault = Fault::invalid("capacity", "must be at least 1");
        assert_eq!(fault.message, "capacity: must be at least 1");
        assert_eq!(fault.details["errors"][0]["field"], "capacity");
    }
}
