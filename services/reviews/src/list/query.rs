use plaza_core::{OrgId, UserId};
use plaza_db::Result;
use sqlx::PgPool;
use uuid::Uuid;

use crate::domain::review::SubjectKind;
use crate::record::Review;

/// Published reviews of a subject, of one order or booking or of all, the newest first.
pub async fn of_subject(
    pool: &PgPool,
    org: OrgId,
    (kind, subject): (SubjectKind, Uuid),
    reference: Option<Uuid>,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Review>> {
    Ok(sqlx::query_as(
        "SELECT * FROM reviews WHERE org_id = $1 AND subject_kind = $2 AND subject = $3 AND status = 'published'
           AND ($4::uuid IS NULL OR id < $4) AND ($6::uuid IS NULL OR reference = $6) ORDER BY id DESC LIMIT $5",
    )
    .bind(org)
    .bind(kind.name())
    .bind(subject)
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .bind(reference)
    .fetch_all(pool)
    .await?)
}

/// What somebody wrote, the newest first.
pub async fn by_author(
    pool: &PgPool,
    org: OrgId,
    author: UserId,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Review>> {
    Ok(sqlx::query_as(
        "SELECT * FROM reviews WHERE org_id = $1 AND author = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4",
    )
    .bind(org)
    .bind(author)
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?)
}

/// Published reviews of a person: of themselves, and the older ones of their hours as places; the newest first.
pub async fn about(pool: &PgPool, org: OrgId, user: UserId, before: Option<Uuid>, limit: usize) -> Result<Vec<Review>> {
    // Each part reads its own index, and no more than a page.
    Ok(sqlx::query_as(
        "SELECT * FROM (
             (SELECT * FROM reviews WHERE org_id = $1 AND subject_kind = 'professional' AND subject = $2 AND status = 'published'
                AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4)
             UNION ALL
             (SELECT * FROM reviews WHERE org_id = $1 AND subject_kind = 'client' AND subject = $2 AND status = 'published'
                AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4)
             UNION ALL
             (SELECT * FROM reviews WHERE org_id = $1 AND subject_kind = 'resource' AND host = $2 AND status = 'published'
                AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4)
         ) about ORDER BY id DESC LIMIT $4",
    )
    .bind(org)
    .bind(user)
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?)
}
