//! Events: what happened, in the past tense, with a versioned name. They carry
//! ids and facts, never personal text, so that a person can be erased without
//! rewriting history.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Fault, Instant, OrgId, Result};

/// A public event of a service, declared in its api crate.
pub trait Event: Serialize + DeserializeOwned + Send + Sync {
    /// `bookings.booking.confirmed.v1`: service, aggregate, past tense, version.
    const TYPE: &'static str;

    /// Id of the thing it happened to; events of one aggregate arrive in order.
    fn aggregate_id(&self) -> Uuid;

    /// Version of the aggregate after the event, where it counts them; 1 otherwise.
    fn aggregate_version(&self) -> i32 {
        1
    }
}

/// An event as it travels: a CloudEvents 1.0 JSON envelope with our extensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// CloudEvents version, always `1.0`.
    pub specversion: String,
    /// Unique id of the event; consumers remember it to handle it once.
    pub id: Uuid,
    /// `/plaza/<service>`.
    pub source: String,
    /// The versioned name.
    #[serde(rename = "type")]
    pub kind: String,
    /// Id of the aggregate.
    pub subject: Uuid,
    /// When it was recorded.
    pub time: Instant,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// Organisation, when it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orgid: Option<OrgId>,
    /// One id for all that follows from one request.
    pub correlationid: Uuid,
    /// Who caused it: `user:<id>`, `service:<name>` or `anonymous`.
    pub actor: String,
    /// Aggregate version after the event.
    pub version: i32,
    /// The event itself.
    pub data: Value,
}

impl Envelope {
    /// The event, as the consumer's type.
    pub fn data<E: Event>(&self) -> Result<E> {
        serde_json::from_value(self.data.clone()).map_err(|error| {
            Fault::new(
                crate::Kind::Invalid,
                "event.unreadable",
                format!("{} does not read as {}: {error}", self.id, E::TYPE),
            )
        })
    }

    /// The service that published it: the part before the first dot.
    pub fn service(&self) -> &str {
        self.kind.split('.').next().unwrap_or_default()
    }

    /// The kind of aggregate: the second part of the name.
    pub fn aggregate(&self) -> &str {
        self.kind.split('.').nth(1).unwrap_or_default()
    }
}

/// Whether an event type is meant by a pattern: the full name, `service.*` or `*`.
pub fn matches(pattern: &str, kind: &str) -> bool {
    pattern == "*" || pattern == kind || pattern.strip_suffix('*').is_some_and(|prefix| kind.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_name_one_a_service_or_all() {
        assert!(matches("*", "a.b.c.v1"));
        assert!(matches("a.*", "a.b.c.v1"));
        assert!(!matches("a.*", "ab.b.c.v1"));
        assert!(matches("a.b.c.v1", "a.b.c.v1"));
    }
}
