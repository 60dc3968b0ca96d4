//! Access tokens: who, which session, which organisation, which roles. No name
//! and no address: tokens end in logs of others.

use plaza_core::{Instant, OrgId, Role, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The claims of an access token (RFC 7519, 4.1, and ours).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it: the installation's public address.
    pub iss: String,
    /// The person.
    pub sub: UserId,
    /// The session, by which it can be revoked before its time.
    pub sid: Uuid,
    /// The organisation, if the person is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<OrgId>,
    /// The roles there.
    pub roles: Vec<Role>,
    /// Issued at, seconds since the epoch.
    pub iat: i64,
    /// Good until, seconds since the epoch.
    pub exp: i64,
}

impl Claims {
    /// Claims for a session in one of a person's organisations, or in none.
    pub fn new(
        issuer: &str,
        who: UserId,
        session: Uuid,
        place: Option<(OrgId, Vec<Role>)>,
        now: Instant,
        minutes: u32,
    ) -> Self {
        let (org, roles) = place.map_or((None, Vec::new()), |(org, roles)| (Some(org), roles));
        let iat = now.timestamp();
        Self { iss: issuer.to_owned(), sub: who, sid: session, org, roles, iat, exp: iat + i64::from(minutes) * 60 }
    }
}
