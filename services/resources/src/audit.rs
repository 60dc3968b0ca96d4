//! What must be true of the service's data, checked from outside its own code paths.

use plaza_service::Finding;
use sqlx::PgPool;

const CHECKS: [(&str, &str); 7] = [
    (
        "resources.units",
        "SELECT format('resource %s has no unit', r.id) FROM resources r
         WHERE NOT EXISTS (SELECT FROM units u WHERE u.org_id = r.org_id AND u.resource_id = r.id AND u.retired_at IS NULL)",
    ),
    (
        "resources.stamps",
        "SELECT format('resource %s is stamped %s, later than its catalogue', r.id, r.catalogue_version) FROM resources r
         LEFT JOIN catalogues c ON c.org_id = r.org_id WHERE r.catalogue_version > coalesce(c.version, 0)",
    ),
    (
        "resources.currency",
        "SELECT format('resource %s in %s has a rate in %s', r.id, r.currency, rate -> 'currency') FROM resources r,
                LATERAL (VALUES (r.rates -> 'perHour'), (r.rates -> 'perHalfDay'), (r.rates -> 'perDay')) AS stated (rate)
         WHERE jsonb_typeof(rate) = 'object' AND rate ->> 'currency' <> r.currency",
    ),
    (
        // The time of somebody whose profile is not shown waits, and only theirs does.
        "resources.shown_people",
        "SELECT format('resource %s is %s and waits to be %s', r.id, r.status, r.status_when_shown) FROM resources r
         WHERE r.status_when_shown IS NOT NULL AND (r.status = 'active' OR r.kind <> 'person' OR NOT EXISTS (
             SELECT FROM people p WHERE p.org_id = r.org_id AND r.import_key = 'person:' || p.user_id AND NOT p.shown))",
    ),
    (
        "resources.hidden_people",
        "SELECT format('resource %s is %s, and its person is not shown', r.id, r.status) FROM resources r
         JOIN people p ON p.org_id = r.org_id AND r.import_key = 'person:' || p.user_id
         WHERE NOT p.shown AND (r.status = 'active' OR r.status = 'inactive' AND r.status_when_shown IS NULL)",
    ),
    (
        // Whether tax is owed on a person's hour, and which, is theirs to say.
        "resources.untaxed_people",
        "SELECT format('resource %s is a person''s time and states a tax', r.id) FROM resources r
         WHERE r.import_key LIKE 'person:%' AND (r.tax ->> 'basisPoints')::integer <> 0",
    ),
    (
        "resources.findable",
        "SELECT format('resource %s cannot be found by its name', r.id) FROM resources r WHERE strpos(r.search_text, plain(r.name)) = 0",
    ),
];

/// Finds resources that nobody could have made.
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
