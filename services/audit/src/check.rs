use plaza_service::Finding;
use sqlx::PgPool;
use uuid::Uuid;

/// Looks for events that are in the log twice: no constraint over all partitions can.
///
/// # Errors
/// As the database fails.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let query = sqlx::query_scalar("SELECT event_id FROM audit_log GROUP BY event_id HAVING count(*) > 1 LIMIT 100");
    let doubled: Vec<Uuid> = query.fetch_all(&pool).await?;
    Ok(doubled
        .into_iter()
        .map(|event| Finding::new("audit.once", format!("event {event} is in the log more than once")))
        .collect())
}
