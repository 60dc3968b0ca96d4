//! What must be true of the service's data, checked from outside its own code paths.

use plaza_service::Finding;
use sqlx::PgPool;

const CHECKS: [(&str, &str); 5] = [
    (
        "professionals.listed",
        "SELECT format('professional %s is published and not listed', p.id) FROM professionals p
         WHERE p.status = 'published' AND NOT EXISTS (SELECT FROM listings l WHERE l.org_id = p.org_id AND l.id = p.id AND NOT l.deleted)",
    ),
    (
        "professionals.unlisted",
        "SELECT format('professional %s is listed and not published', l.id) FROM listings l JOIN professionals p ON p.org_id = l.org_id AND p.id = l.id
         WHERE NOT l.deleted AND p.status <> 'published'",
    ),
    (
        "professionals.members",
        "SELECT format('professional %s is published, and its owner is no member since %s', p.id, s.no_member_since) FROM professionals p
         JOIN standings s ON s.org_id = p.org_id AND s.user_id = p.user_id WHERE p.status = 'published' AND s.no_member_since IS NOT NULL",
    ),
    (
        "professionals.ratings",
        "SELECT format('the listing of %s has another rating than its owner', l.id) FROM listings l
         JOIN professionals p ON p.org_id = l.org_id AND p.id = l.id
         LEFT JOIN standings s ON s.org_id = l.org_id AND s.user_id = l.user_id
         WHERE NOT l.deleted AND (l.rating_sum, l.rating_count) IS DISTINCT FROM (coalesce(s.rating_sum, 0), coalesce(s.rating_count, 0))",
    ),
    (
        "professionals.stars",
        "SELECT format('%s has %s stars of %s reviews', user_id, rating_sum, rating_count) FROM standings
         WHERE rating_sum < rating_count OR rating_sum > 5 * rating_count",
    ),
];

/// Finds profiles, listings and ratings that nobody could have made.
///
/// # Errors
/// As the database fails.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (name, question) in CHECKS {
        let broken: Vec<String> = sqlx::query_scalar(question).fetch_all(&pool).await?;
        findings.extend(broken.into_iter().map(|what| Finding::new(name, what)));
    }
    Ok(findings)
}
