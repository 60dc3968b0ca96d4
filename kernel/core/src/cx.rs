//! The operation context: who asks, in which organisation, with what rights,
//! until when. First parameter of everything that does something. Built only
//! at an edge: the gateway, a job, a saga, a test.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Fault, Instant, OrgId, Result, UserId};

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Actor {
    /// Nobody signed in.
    Anonymous,
    /// A person with a session.
    User {
        /// The account.
        id: UserId,
        /// The session the token belongs to.
        session: Uuid,
    },
    /// A service on its own account: a job, a saga, an event handler.
    Service {
        /// The service's name.
        name: String,
    },
}

/// What a person may do in one organisation (000-3, 002-10, 001; decision X6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what is public; books only what is open to everyone.
    Guest,
    /// Books and pays.
    Member,
    /// Hires professionals.
    Client,
    /// Offers work.
    Professional,
    /// Runs places: resources, bookings, people's bookings, refunds.
    Manager,
    /// Everything in the organisation, its settings and its people.
    Admin,
}

impl Role {
    const ALL: [(Role, &'static str); 6] = [
        (Role::Guest, "guest"),
        (Role::Member, "member"),
        (Role::Client, "client"),
        (Role::Professional, "professional"),
        (Role::Manager, "manager"),
        (Role::Admin, "admin"),
    ];

    /// The role's name on the wire and in tables.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("guest", |(_, name)| name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self> {
        let known = Self::ALL.iter().find(|(_, name)| *name == text);
        known.map(|(role, _)| *role).ok_or_else(|| {
            Fault::invalid(
                "role",
                format!("'{text}' is no role; one of admin, manager, member, guest, professional, client"),
            )
        })
    }
}

/// The roles a person has in the request's organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(pub Vec<Role>);

impl Roles {
    /// Whether one of the roles is `role`.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether the person runs the place: manager or admin.
    pub fn operates(&self) -> bool {
        self.has(Role::Manager) || self.has(Role::Admin)
    }

    /// Whether the person may book what members book.
    pub fn books(&self) -> bool {
        self.operates() || self.has(Role::Member) || self.has(Role::Client) || self.has(Role::Professional)
    }
}

/// The language of texts and mails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Locale {
    /// The two letters of BCP 47.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The better of our two for an `Accept-Language` header (RFC 9110, 12.5.4).
    pub fn from_accept_language(header: &str) -> Self {
        let weight = |part: &str| {
            part.split(';')
                .nth(1)
                .and_then(|q| q.trim().strip_prefix("q="))
                .and_then(|q| q.parse::<f32>().ok())
                .unwrap_or(1.0)
        };
        let best = |code: &str| {
            header.split(',').map(str::trim).filter(|part| part.starts_with(code)).map(weight).fold(0.0_f32, f32::max)
        };
        if best("es") > best("en") { Self::Es } else { Self::En }
    }

    /// The locale of a stored code; English for anything unknown.
    pub fn from_code(code: &str) -> Self {
        if code == "es" { Self::Es } else { Self::En }
    }
}

/// A client's key for one mutation and the fingerprint of what it asked, so that
/// a repeat gets the first answer and a different request under the same key is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdempotencyKey {
    /// As the client sent it, 1 to 255 characters.
    pub key: String,
    /// SHA-256 of method, path and body, hexadecimal.
    pub fingerprint: String,
}

/// Who asks, in which organisation, with what rights, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cx {
    /// Who.
    pub actor: Actor,
    /// The organisation the request sees, if it names or implies one.
    pub org: Option<OrgId>,
    /// The actor's roles there.
    pub roles: Roles,
    /// One id for all that follows from one request, across services and events.
    pub correlation: Uuid,
    /// Language for messages and mails.
    pub locale: Locale,
    /// When the caller stops waiting.
    pub deadline: Option<Instant>,
    /// The client's address, for limits and audit.
    pub address: Option<IpAddr>,
    /// The client's key, on mutations.
    pub idempotency: Option<IdempotencyKey>,
}

impl Cx {
    /// Nobody's context.
    pub fn anonymous() -> Self {
        Self {
            actor: Actor::Anonymous,
            org: None,
            roles: Roles::default(),
            correlation: Uuid::now_v7(),
            locale: Locale::default(),
            deadline: None,
            address: None,
            idempotency: None,
        }
    }

    /// A service acting on its own account in an organisation.
    pub fn service(name: &str, org: Option<OrgId>) -> Self {
        Self { actor: Actor::Service { name: name.to_owned() }, org, ..Self::anonymous() }
    }

    /// The same context under another correlation id.
    #[must_use]
    pub fn correlated(mut self, correlation: Uuid) -> Self {
        self.correlation = correlation;
        self
    }

    /// The person asking; refuses anyone else with 401.
    pub fn user(&self) -> Result<UserId> {
        match &self.actor {
            Actor::User { id, .. } => Ok(*id),
            _ => Err(Fault::unauthenticated(
                "auth.required",
                "Sign in first: send 'Authorization: Bearer <accessToken>'.",
            )),
        }
    }

    /// The organisation; refuses a request that has none.
    pub fn org(&self) -> Result<OrgId> {
        self.org.ok_or_else(|| {
            Fault::new(
                crate::Kind::Invalid,
                "org.required",
                "Name the organisation: send its id or slug in the header 'X-Plaza-Organisation'.",
            )
        })
    }

    /// Whether a service, not a person, is asking.
    pub fn is_service(&self) -> bool {
        matches!(self.actor, Actor::Service { .. })
    }

    /// Who is asking, for histories and logs: `user:<id>`, `service:<name>` or `anonymous`.
    pub fn actor_label(&self) -> String {
        match &self.actor {
            Actor::Anonymous => "anonymous".to_owned(),
            Actor::User { id, .. } => format!("user:{id}"),
            Actor::Service { name } => format!("service:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_the_language_asked_for() {
        assert_eq!(Locale::from_accept_language("es-AR,es;q=0.9,en;q=0.8"), Locale::Es);
        assert_eq!(Locale::from_accept_language("en-GB,en;q=0.9,es;q=0.2"), Locale::En);
        assert_eq!(Locale::from_accept_language("de"), Locale::En);
    }

    #[test]
    fn roles_have_names_both_ways() {
        for (role, name) in Role::ALL {
            assert_eq!(name.parse::<Role>().unwrap(), role);
            assert_eq!(role.name(), name);
        }
        assert!("root".parse::<Role>().is_err());
    }

    #[test]
    fn only_a_person_is_a_user() {
        assert!(Cx::anonymous().user().is_err());
        assert!(Cx::service("bookings", None).user().is_err());
    }
}
