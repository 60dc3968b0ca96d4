use plaza_core::{Instant, OrgId};
use plaza_db::Result;
use sqlx::PgPool;

use super::http::{ActorCount, KindCount};

/// Lines of a list at most.
pub const MOST: i64 = 5_000;

/// Events in all.
pub async fn total(pool: &PgPool, org: OrgId, from: Instant, to: Instant) -> Result<i64> {
    let query = sqlx::query_scalar("SELECT count(*) FROM audit_log WHERE org_id = $1 AND at >= $2 AND at < $3");
    Ok(query.bind(org).bind(from).bind(to).fetch_one(pool).await?)
}

/// By day and kind.
pub async fn by_kind(pool: &PgPool, org: OrgId, from: Instant, to: Instant) -> Result<Vec<KindCount>> {
    let query = sqlx::query_as(
        "SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, kind, count(*) AS count FROM audit_log
         WHERE org_id = $1 AND at >= $2 AND at < $3 GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2 LIMIT $4",
    );
    Ok(query.bind(org).bind(from).bind(to).bind(MOST).fetch_all(pool).await?)
}

/// By day and actor.
pub async fn by_actor(pool: &PgPool, org: OrgId, from: Instant, to: Instant) -> Result<Vec<ActorCount>> {
    let query = sqlx::query_as(
        "SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, actor, count(*) AS count FROM audit_log
         WHERE org_id = $1 AND at >= $2 AND at < $3 GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2 LIMIT $4",
    );
    Ok(query.bind(org).bind(from).bind(to).bind(MOST).fetch_all(pool).await?)
}
