//! Accounts and memberships as the tables keep them; what several verbs read.

use plaza_core::{Cx, Instant, Locale, OrgId, Role, UserId};
use plaza_db::{Result, Tx};
use serde_json::{Map, Value};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use crate::domain::person::{Details, read_roles};

/// An account.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub locale: String,
    pub password_hash: String,
    pub verified_at: Option<Instant>,
    pub banned_at: Option<Instant>,
    pub profile: Json<Details>,
    pub preferences: Json<Map<String, Value>>,
    pub created_at: Instant,
}

impl Account {
    /// The language of mails and messages.
    pub fn locale(&self) -> Locale {
        Locale::from_code(&self.locale)
    }

    /// Whether the account may be signed in to.
    pub fn is_open(&self) -> bool {
        self.verified_at.is_some() && self.banned_at.is_none()
    }
}

/// What a person is to an organisation.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Membership {
    pub org_id: OrgId,
    pub slug: String,
    pub name: String,
    pub demo: bool,
    pub roles: Vec<String>,
}

impl Membership {
    /// The roles.
    pub fn roles(&self) -> Vec<Role> {
        read_roles(&self.roles)
    }
}

/// The account of an address, in whatever case it is written.
pub async fn by_email(db: impl PgExecutor<'_>, email: &str) -> Result<Option<Account>> {
    let query = sqlx::query_as(
        "SELECT id, email, name, locale, password_hash, verified_at, banned_at, profile, preferences, created_at FROM users WHERE lower(email) = lower($1)",
    );
    Ok(query.bind(email).fetch_optional(db).await?)
}

/// The account of an id.
pub async fn by_id(db: impl PgExecutor<'_>, id: UserId) -> Result<Option<Account>> {
    let query = sqlx::query_as(
        "SELECT id, email, name, locale, password_hash, verified_at, banned_at, profile, preferences, created_at FROM users WHERE id = $1",
    );
    Ok(query.bind(id).fetch_optional(db).await?)
}

/// A person's memberships, the first one first.
pub async fn memberships(db: impl PgExecutor<'_>, user: UserId) -> Result<Vec<Membership>> {
    let query = sqlx::query_as(
        "SELECT o.id AS org_id, o.slug, o.name, o.demo, m.roles FROM memberships m JOIN organisations o ON o.id = m.org_id
         WHERE m.user_id = $1 ORDER BY m.created_at, m.org_id",
    );
    Ok(query.bind(user).fetch_all(db).await?)
}

/// Makes the person part of an organisation; who is already keeps the roles there.
pub async fn join(tx: &mut Tx, org: OrgId, user: UserId, role: Role) -> Result<()> {
    let now = tx.now();
    sqlx::query("INSERT INTO memberships (org_id, user_id, roles, created_at) VALUES ($1, $2, ARRAY[$3], $4) ON CONFLICT DO NOTHING")
        .bind(org)
        .bind(user)
        .bind(role.name())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The membership a token is for: the wanted organisation's, else the first.
pub fn place(memberships: &[Membership], wanted: Option<OrgId>) -> Option<(OrgId, Vec<Role>)> {
    let wanted = memberships.iter().find(|membership| Some(membership.org_id) == wanted);
    wanted.or(memberships.first()).map(|membership| (membership.org_id, membership.roles()))
}

/// The context of a person who has just proved who they are.
pub fn acting(cx: &Cx, user: UserId, session: Uuid, org: Option<OrgId>) -> Cx {
    Cx { actor: plaza_core::Actor::User { id: user, session }, org, ..cx.clone() }
}
