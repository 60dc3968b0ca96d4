//! Contexts of people, as the gateway would make them.

use plaza_core::{Actor, Cx, OrgId, Role, Roles, UserId};
use uuid::Uuid;

/// A person of an organisation with one role.
pub fn person(org: OrgId, user: UserId, role: Role) -> Cx {
    Cx {
        actor: Actor::User { id: user, session: Uuid::now_v7() },
        org: Some(org),
        roles: Roles(vec![role]),
        ..Cx::anonymous()
    }
}

/// A new member.
pub fn member(org: OrgId) -> Cx {
    person(org, UserId::new(), Role::Member)
}

/// A new guest.
pub fn guest(org: OrgId) -> Cx {
    person(org, UserId::new(), Role::Guest)
}

/// A new manager.
pub fn manager(org: OrgId) -> Cx {
    person(org, UserId::new(), Role::Manager)
}

/// A new admin.
pub fn admin(org: OrgId) -> Cx {
    person(org, UserId::new(), Role::Admin)
}

/// Nobody signed in, looking at an organisation.
pub fn visitor(org: OrgId) -> Cx {
    Cx { org: Some(org), ..Cx::anonymous() }
}
