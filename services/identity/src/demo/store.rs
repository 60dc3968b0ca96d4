use plaza_core::{OrgId, Role, UserId};
use plaza_db::{Result, Tx};
use plaza_identity_api::{DemoExtra, DemoPerson};

/// One seeding at a time, and no organisation appears meanwhile.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    sqlx::query("LOCK TABLE organisations IN SHARE ROW EXCLUSIVE MODE").execute(&mut **tx).await?;
    Ok(())
}

/// Whether there is an organisation that is not this demo.
pub async fn has_real(tx: &mut Tx, slug: &str) -> Result<bool> {
    let query = sqlx::query_scalar("SELECT EXISTS (SELECT FROM organisations WHERE NOT demo OR slug <> $1)");
    Ok(query.bind(slug).fetch_one(&mut **tx).await?)
}

/// The demo, if it is there.
pub async fn find(tx: &mut Tx, slug: &str) -> Result<Option<OrgId>> {
    Ok(sqlx::query_scalar("SELECT id FROM organisations WHERE slug = $1 AND demo")
        .bind(slug)
        .fetch_optional(&mut **tx)
        .await?)
}

/// Adds a verified account; false when somebody has the address.
pub async fn insert(tx: &mut Tx, id: UserId, person: &DemoPerson, hash: &str) -> Result<bool> {
    let now = tx.now();
    let made = sqlx::query(
        "INSERT INTO users (id, email, name, locale, password_hash, verified_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $6) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(person.email.trim())
    .bind(&person.name)
    .bind(person.locale.code())
    .bind(hash)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(made.rows_affected() > 0)
}

/// No password has this hash.
const NOBODYS: &str = "!";

/// Adds accounts that nobody can sign in to, as members; those that are there stay as they are.
pub async fn insert_extras(tx: &mut Tx, org: OrgId, extras: &[DemoExtra]) -> Result<()> {
    let now = tx.now();
    let ids: Vec<UserId> = extras.iter().map(|one| one.id).collect();
    sqlx::query(
        "INSERT INTO users (id, email, name, locale, password_hash, verified_at, created_at, updated_at)
         SELECT e.id, e.email, e.name, e.locale, $5, $6, $6, $6
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS e (id, email, name, locale) ON CONFLICT DO NOTHING",
    )
    .bind(&ids)
    .bind(extras.iter().map(|one| one.email.clone()).collect::<Vec<_>>())
    .bind(extras.iter().map(|one| one.name.clone()).collect::<Vec<_>>())
    .bind(extras.iter().map(|one| one.locale.code().to_owned()).collect::<Vec<_>>())
    .bind(NOBODYS)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "INSERT INTO memberships (org_id, user_id, roles, created_at)
         SELECT $1, u.id, ARRAY[$3], $4 FROM users u WHERE u.id = ANY($2) ON CONFLICT DO NOTHING",
    )
    .bind(org)
    .bind(&ids)
    .bind(Role::Professional.name())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The demo's member of an address.
pub async fn member(tx: &mut Tx, org: OrgId, email: &str) -> Result<Option<UserId>> {
    let query = sqlx::query_scalar(
        "SELECT u.id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.org_id = $1 AND lower(u.email) = lower($2)",
    );
    Ok(query.bind(org).bind(email.trim()).fetch_optional(&mut **tx).await?)
}
