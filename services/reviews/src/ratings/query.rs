use plaza_core::OrgId;
use plaza_db::Result;
use sqlx::PgPool;
use uuid::Uuid;

use crate::domain::review::SubjectKind;

/// How often each number of stars was given, one star first.
pub async fn distribution(pool: &PgPool, org: OrgId, kind: SubjectKind, subject: Uuid) -> Result<[i64; 5]> {
    let rows: Vec<(i16, i64)> = sqlx::query_as(
        "SELECT rating, count(*) FROM reviews WHERE org_id = $1 AND subject_kind = $2 AND subject = $3 AND status = 'published' GROUP BY rating",
    )
    .bind(org)
    .bind(kind.name())
    .bind(subject)
    .fetch_all(pool)
    .await?;
    let mut counts = [0; 5];
    for (rating, count) in rows {
        if let Some(place) = usize::from(rating.unsigned_abs()).checked_sub(1).and_then(|at| counts.get_mut(at)) {
            *place = count;
        }
    }
    Ok(counts)
}

/// Mean stars by aspect, hundredths.
pub async fn aspects(pool: &PgPool, org: OrgId, kind: SubjectKind, subject: Uuid) -> Result<Vec<(String, i64)>> {
    Ok(sqlx::query_as(
        "SELECT a.key, round(avg(a.value::int) * 100)::bigint FROM reviews r, jsonb_each_text(r.aspects) a
         WHERE r.org_id = $1 AND r.subject_kind = $2 AND r.subject = $3 AND r.status = 'published' GROUP BY a.key ORDER BY a.key",
    )
    .bind(org)
    .bind(kind.name())
    .bind(subject)
    .fetch_all(pool)
    .await?)
}

/// Number and mean stars (hundredths) of the reviews shown in each of the last twelve months that have any.
pub async fn trend(pool: &PgPool, org: OrgId, kind: SubjectKind, subject: Uuid) -> Result<Vec<(String, i64, i64)>> {
    let mut months: Vec<(String, i64, i64)> = sqlx::query_as(
        "SELECT to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*), round(avg(rating) * 100)::bigint FROM reviews
         WHERE org_id = $1 AND subject_kind = $2 AND subject = $3 AND status = 'published'
         GROUP BY month ORDER BY month DESC LIMIT 12",
    )
    .bind(org)
    .bind(kind.name())
    .bind(subject)
    .fetch_all(pool)
    .await?;
    months.reverse();
    Ok(months)
}
