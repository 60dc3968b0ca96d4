use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_identity_api::DemoPerson;

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

/// The demo's member of an address.
pub async fn member(tx: &mut Tx, org: OrgId, email: &str) -> Result<Option<UserId>> {
    let query = sqlx::query_scalar(
        "SELECT u.id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.org_id = $1 AND lower(u.email) = lower($2)",
    );
    Ok(query.bind(org).bind(email.trim()).fetch_optional(&mut **tx).await?)
}
