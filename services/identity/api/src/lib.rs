//! What other services may ask of identity, and the events it publishes.

pub mod events;

use plaza_core::{Instant, Locale, OrgId, Role, Roles, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

plaza_rpc::service! {
    /// Identity, as other services see it.
    pub trait Identity as "identity", client IdentityClient, router identity_router {
        /// The keys that verify access tokens, as a JWK set (RFC 7517).
        async fn jwks(()) -> serde_json::Value;
        /// The organisation of an id, of a slug, or the installation's default.
        async fn organisation(OrgRef) -> Option<OrgCard>;
        /// People by id; unknown ids are left out.
        async fn users(Vec<UserId>) -> Vec<UserCard>;
        /// People of the context's organisation who hold one of the roles.
        async fn people_with_role(Role) -> Vec<UserId>;
        /// What somebody is in the context's organisation now; none when they are not of it.
        async fn roles(UserId) -> Option<Roles>;
        /// A fresh secret for a mail: the link that verifies an address or resets a password.
        async fn mail_link(MailLink) -> Option<MailSecret>;
        /// Sessions revoked since an instant, so that a gateway that starts knows them.
        async fn revoked_sessions(Instant) -> Vec<Uuid>;
        /// Makes the demo organisation and its people, once; refuses where real organisations exist.
        async fn seed_demo(SeedDemo) -> DemoOrg;
    }
}

/// How a request names an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgRef {
    /// By id.
    Id(OrgId),
    /// By slug.
    Slug(String),
    /// The installation's default: the oldest.
    Default,
}

/// An organisation as other services need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrgCard {
    /// Its id.
    pub id: OrgId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// Whether it is the demo.
    pub demo: bool,
}

/// A person as other services need one. Personal text: never put it into an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserCard {
    /// The account.
    pub id: UserId,
    /// Mail address.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// Language of mails.
    pub locale: Locale,
    /// Whether the address is proved.
    pub verified: bool,
}

/// Which secret a mail carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailPurpose {
    /// Proves the address.
    Verify,
    /// Sets a new password.
    Reset,
}

/// Asks for the secret of a mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailLink {
    /// For whom.
    pub user: UserId,
    /// What for.
    pub purpose: MailPurpose,
}

/// The secret of a mail; the link is made from it by who writes the mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailSecret {
    /// The token, good once.
    pub token: String,
    /// Until when.
    pub expires_at: Instant,
}

/// The demo organisation to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeedDemo {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its people.
    pub people: Vec<DemoPerson>,
    /// People who are there to be met, and whom nobody can sign in as.
    #[serde(default)]
    pub extras: Vec<DemoExtra>,
}

/// Somebody of the demo whom nobody can sign in as.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoExtra {
    /// The account.
    pub id: UserId,
    /// Mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language.
    pub locale: Locale,
}

/// One of the demo's people.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Password in the clear: it is printed to whoever runs the demo.
    pub password: String,
    /// Role in the demo organisation.
    pub role: Role,
    /// Language.
    pub locale: Locale,
}

/// The demo organisation as it was made or found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoOrg {
    /// Its id.
    pub org: OrgId,
    /// Its people's ids, in the order asked for.
    pub people: Vec<UserId>,
    /// Whether it was made just now.
    pub fresh: bool,
    /// Whether other organisations live beside it: then it is left as it is.
    pub grown: bool,
}
