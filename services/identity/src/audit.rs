use plaza_service::Finding;
use sqlx::PgPool;
use uuid::Uuid;

/// Looks for organisations that nobody runs and sessions of one family with two live tokens.
///
/// # Errors
/// As the database fails.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let orphans: Vec<Uuid> =
        sqlx::query_scalar("SELECT o.id FROM organisations o WHERE NOT EXISTS (SELECT FROM memberships m WHERE m.org_id = o.id AND 'admin' = ANY (m.roles))").fetch_all(&pool).await?;
    let doubled: Vec<Uuid> = sqlx::query_scalar(
        "SELECT session_id FROM refresh_tokens WHERE used_at IS NULL GROUP BY session_id HAVING count(*) > 1",
    )
    .fetch_all(&pool)
    .await?;
    let orphans =
        orphans.into_iter().map(|org| Finding::new("identity.has_admin", format!("organisation {org} has no admin")));
    let doubled = doubled.into_iter().map(|session| {
        Finding::new("identity.one_live_token", format!("session {session} has more than one unspent refresh token"))
    });
    Ok(orphans.chain(doubled).collect())
}
