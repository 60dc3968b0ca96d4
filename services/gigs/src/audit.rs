//! What must hold of the tables at any moment, checked without relying on the constraints that are meant to keep it.

use plaza_service::Finding;
use sqlx::{PgPool, Row};

/// Each check: its name, and a query whose rows are what breaks it.
const CHECKS: &[(&str, &str)] = &[
    (
        // What is searched by is what is sold.
        "gigs.price_is_the_cheapest",
        "SELECT id::text AS detail FROM gigs g
         WHERE price IS DISTINCT FROM (SELECT min((p->'price'->>'amount')::bigint) FROM jsonb_array_elements(packages) p)
            OR delivery_days IS DISTINCT FROM (SELECT min((p->>'deliveryDays')::int) FROM jsonb_array_elements(packages) p)
         LIMIT 20",
    ),
    (
        "gigs.one_currency",
        "SELECT id::text AS detail FROM gigs g
         WHERE EXISTS (SELECT FROM jsonb_array_elements(packages || extras) p WHERE p->'price'->>'currency' <> g.currency) LIMIT 20",
    ),
    (
        // What is found was published once, and has a seller with a profile.
        "gigs.published_has_its_seller",
        "SELECT g.id::text AS detail FROM gigs g LEFT JOIN sellers s ON s.org_id = g.org_id AND s.user_id = g.user_id
         WHERE g.status = 'published' AND (g.published_at IS NULL OR s.professional_id IS DISTINCT FROM g.professional_id) LIMIT 20",
    ),
    (
        "gigs.at_most_eight_pictures",
        "SELECT gig_id::text || ' has ' || count(*) AS detail FROM images GROUP BY org_id, gig_id HAVING count(*) > 8 LIMIT 20",
    ),
    (
        "gigs.removed_has_no_pictures",
        "SELECT g.id::text AS detail FROM gigs g JOIN images i ON i.org_id = g.org_id AND i.gig_id = g.id WHERE g.status = 'removed' LIMIT 20",
    ),
];

/// Runs every check; nothing found means that all of them hold.
///
/// # Errors
/// As the database fails.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (promise, sql) in CHECKS {
        for row in sqlx::query(*sql).fetch_all(&pool).await? {
            found.push(Finding::new(promise, row.try_get::<String, _>("detail")?));
        }
    }
    Ok(found)
}
