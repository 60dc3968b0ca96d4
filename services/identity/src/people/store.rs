use plaza_core::{Instant, OrgId, Role, Roles, UserId};
use plaza_db::{Result, Tx};
use sqlx::types::Json;
use sqlx::{PgExecutor, PgPool};

use super::http::PeopleQuery;
use crate::domain::person::{Details, role_names};

/// A person of an organisation.
#[derive(Debug, sqlx::FromRow)]
pub struct PersonRow {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub locale: String,
    pub verified_at: Option<Instant>,
    pub profile: Json<Details>,
    pub roles: Vec<String>,
    pub joined_at: Instant,
}

/// People of an organisation in the order of their ids.
pub async fn list(pool: &PgPool, org: OrgId, wanted: &PeopleQuery, limit: i64) -> Result<Vec<PersonRow>> {
    let pattern = wanted.q.as_deref().map(str::trim).filter(|q| !q.is_empty()).map(like);
    let query = sqlx::query_as(
        "SELECT u.id, u.email, u.name, u.locale, u.verified_at, u.profile, m.roles, m.created_at AS joined_at
         FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.org_id = $1 AND ($2::uuid IS NULL OR m.user_id > $2) AND ($3::text IS NULL OR u.name ILIKE $3 OR u.email ILIKE $3)
           AND ($4::text IS NULL OR $4 = ANY (m.roles))
         ORDER BY m.user_id LIMIT $5",
    );
    Ok(query
        .bind(org)
        .bind(wanted.cursor)
        .bind(pattern)
        .bind(wanted.role.map(Role::name))
        .bind(limit)
        .fetch_all(pool)
        .await?)
}

/// One person of an organisation.
pub async fn get(db: impl PgExecutor<'_>, org: OrgId, user: UserId) -> Result<Option<PersonRow>> {
    let query = sqlx::query_as(
        "SELECT u.id, u.email, u.name, u.locale, u.verified_at, u.profile, m.roles, m.created_at AS joined_at
         FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.org_id = $1 AND m.user_id = $2",
    );
    Ok(query.bind(org).bind(user).fetch_optional(db).await?)
}

/// Locks the organisation against other changes of its people.
pub async fn lock_organisation(tx: &mut Tx, org: OrgId) -> Result<()> {
    sqlx::query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE").bind(org).execute(&mut **tx).await?;
    Ok(())
}

/// Sets the roles; false when the person is not of the organisation.
pub async fn set_roles(tx: &mut Tx, org: OrgId, user: UserId, roles: &[Role]) -> Result<bool> {
    let set = sqlx::query("UPDATE memberships SET roles = $3 WHERE org_id = $1 AND user_id = $2")
        .bind(org)
        .bind(user)
        .bind(role_names(roles))
        .execute(&mut **tx)
        .await?;
    Ok(set.rows_affected() > 0)
}

/// Whether the organisation has an admin.
pub async fn has_admin(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let query =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM memberships WHERE org_id = $1 AND 'admin' = ANY (roles))");
    Ok(query.bind(org).fetch_one(&mut **tx).await?)
}

/// Ids of an organisation's people with a role who may sign in.
pub async fn with_role(pool: &PgPool, org: OrgId, role: Role) -> Result<Vec<UserId>> {
    let query = sqlx::query_scalar(
        "SELECT m.user_id FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.org_id = $1 AND $2 = ANY (m.roles) AND u.verified_at IS NOT NULL AND u.banned_at IS NULL ORDER BY m.user_id",
    );
    Ok(query.bind(org).bind(role.name()).fetch_all(pool).await?)
}

/// Somebody's roles in an organisation; none when they are not of it.
pub async fn roles(pool: &PgPool, org: OrgId, user: UserId) -> Result<Option<Roles>> {
    let query = sqlx::query_scalar("SELECT roles FROM memberships WHERE org_id = $1 AND user_id = $2");
    let found: Option<Vec<String>> = query.bind(org).bind(user.uuid()).fetch_optional(pool).await?;
    Ok(found.map(|names| Roles(names.iter().filter_map(|name| name.parse().ok()).collect())))
}

/// Accounts by id; only those of `org` when it is given.
pub async fn cards(pool: &PgPool, ids: &[UserId], org: Option<OrgId>) -> Result<Vec<crate::account::Account>> {
    let query = sqlx::query_as(
        "SELECT u.id, u.email, u.name, u.locale, u.password_hash, u.verified_at, u.banned_at, u.profile, u.preferences, u.created_at FROM users u
         WHERE u.id = ANY ($1) AND ($2::uuid IS NULL OR EXISTS (SELECT FROM memberships m WHERE m.org_id = $2 AND m.user_id = u.id)) ORDER BY u.id",
    );
    Ok(query.bind(ids.iter().map(|id| id.uuid()).collect::<Vec<_>>()).bind(org).fetch_all(pool).await?)
}

/// A pattern that finds `text` anywhere and nothing else in it is special.
fn like(text: &str) -> String {
    format!("%{}%", text.replace('\0', "").replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_people_type_is_no_pattern() {
        assert_eq!(super::like("50%_\\"), "%50\\%\\_\\\\%");
    }
}
