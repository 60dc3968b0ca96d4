//! The rows of sellers.

use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_professionals_api::{ProfessionalCard, ProfileStatus};

/// Knows a profile as it is now.
///
/// # Errors
/// As the database fails.
pub async fn know(tx: &mut Tx, profile: &ProfessionalCard) -> Result<()> {
    sqlx::query(
        "INSERT INTO sellers (org_id, user_id, professional_id, name, avatar, published) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (org_id, user_id) DO UPDATE SET professional_id = $3, name = $4, avatar = $5, published = $6",
    )
    .bind(profile.org_id)
    .bind(profile.user_id)
    .bind(profile.id.uuid())
    .bind(&profile.name)
    .bind(profile.avatar)
    .bind(profile.status == ProfileStatus::Published)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes whether a profile is published, of who sells already; says whether they do.
///
/// # Errors
/// As the database fails.
pub async fn set_published(tx: &mut Tx, org: OrgId, user: UserId, published: bool) -> Result<bool> {
    let known = sqlx::query(
        "UPDATE sellers SET published = $3 WHERE org_id = $1 AND user_id = $2 AND professional_id IS NOT NULL",
    );
    Ok(known.bind(org).bind(user).bind(published).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Notes a person's rating unless a later one is known; also of who does not sell yet.
///
/// # Errors
/// As the database fails.
pub async fn rate(tx: &mut Tx, org: OrgId, user: UserId, sum: i64, count: i64, version: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO sellers AS s (org_id, user_id, rating_sum, rating_count, rating_version) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (org_id, user_id) DO UPDATE SET rating_sum = $3, rating_count = $4, rating_version = $5
         WHERE s.rating_version < $5",
    )
    .bind(org)
    .bind(user)
    .bind(sum)
    .bind(count)
    .bind(version)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
