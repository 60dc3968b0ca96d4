//! Events of identity. Ids and facts only.

use plaza_core::{Event, OrgId, Role, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! user_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// The account.
            pub user_id: UserId,
        }
        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.user_id.uuid()
            }
        }
    };
}

user_event! {
    /// An account was made; its address is not proved yet (000-94, `user.created`).
    UserRegistered, "identity.user.registered.v1"
}
user_event! {
    /// Somebody asked for the verification mail again.
    VerificationRequested, "identity.user.verification_requested.v1"
}
user_event! {
    /// The address is proved.
    UserVerified, "identity.user.verified.v1"
}
user_event! {
    /// Profile or preferences changed.
    UserUpdated, "identity.user.updated.v1"
}
user_event! {
    /// Signed in.
    UserLoggedIn, "identity.user.logged_in.v1"
}
user_event! {
    /// Somebody asked to set a new password.
    PasswordResetRequested, "identity.user.password_reset_requested.v1"
}
user_event! {
    /// The password was changed; all sessions ended.
    PasswordChanged, "identity.user.password_changed.v1"
}
user_event! {
    /// Somebody tried to register an address that has an account: its owner is told.
    RegistrationRepeated, "identity.user.registration_repeated.v1"
}

/// A session ended before its time: log-out, reuse of a refresh token, password change.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionRevoked {
    /// The session, as in the access token's `sid`.
    pub session_id: Uuid,
    /// Whose.
    pub user_id: UserId,
    /// `logout`, `reuse`, `password` or `admin`.
    pub reason: String,
}

impl Event for SessionRevoked {
    const TYPE: &'static str = "identity.session.revoked.v1";
    fn aggregate_id(&self) -> Uuid {
        self.session_id
    }
}

/// An organisation was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationCreated {
    /// Its id.
    pub org_id: OrgId,
    /// Who made it and is its first admin.
    pub user_id: UserId,
}

impl Event for OrganisationCreated {
    const TYPE: &'static str = "identity.organisation.created.v1";
    fn aggregate_id(&self) -> Uuid {
        self.org_id.uuid()
    }
}

/// A person's roles in an organisation changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RolesChanged {
    /// Whose.
    pub user_id: UserId,
    /// The roles now.
    pub roles: Vec<Role>,
}

impl Event for RolesChanged {
    const TYPE: &'static str = "identity.membership.changed.v1";
    fn aggregate_id(&self) -> Uuid {
        self.user_id.uuid()
    }
}
