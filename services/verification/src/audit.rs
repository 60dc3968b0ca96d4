//! What must hold of the tables at any moment, checked without relying on the constraints that are meant to keep it.

use plaza_service::Finding;
use sqlx::{PgPool, Row};

/// Each check: its name, and a query whose rows are what breaks it.
const CHECKS: &[(&str, &str)] = &[
    (
        // Nobody is approved, or under review, without a reviewer, and nobody by themselves.
        "verification.has_a_reviewer",
        "SELECT id::text || ' is ' || status AS detail FROM cases
         WHERE (status IN ('in_review', 'approved') AND reviewer IS NULL) OR reviewer = user_id LIMIT 20",
    ),
    (
        // An approval ends.
        "verification.approval_ends",
        "SELECT id::text AS detail FROM cases
         WHERE status = 'approved' AND (valid_until IS NULL OR decided_at IS NULL OR valid_until <= decided_at) LIMIT 20",
    ),
    (
        "verification.one_case_each",
        "SELECT user_id::text || ' has ' || count(*) AS detail FROM cases GROUP BY org_id, user_id HAVING count(*) > 1 LIMIT 20",
    ),
    (
        "verification.one_document_of_a_kind",
        "SELECT case_id::text || ' ' || kind AS detail FROM documents GROUP BY org_id, case_id, kind
         HAVING count(*) FILTER (WHERE current) > 1 OR count(*) FILTER (WHERE approved) > 1 LIMIT 20",
    ),
    (
        // What is under review has what its reviewer looks at.
        "verification.submitted_is_complete",
        "SELECT c.id::text AS detail FROM cases c WHERE c.status IN ('submitted', 'in_review')
           AND (c.details IS NULL OR NOT EXISTS (SELECT FROM documents d WHERE d.org_id = c.org_id AND d.case_id = c.id
                                                  AND d.kind = 'identity_front' AND d.current))
         LIMIT 20",
    ),
    (
        // What was approved is kept as such only while it counts.
        "verification.approved_counts",
        "SELECT c.id::text || ' is ' || c.status AS detail FROM cases c
         WHERE (c.valid_until IS NULL OR c.status = 'expired')
           AND (c.approved_details IS NOT NULL
                OR EXISTS (SELECT FROM documents d WHERE d.org_id = c.org_id AND d.case_id = c.id AND d.approved))
         LIMIT 20",
    ),
    (
        // A sealed key is a name, a nonce, 32 bytes and a tag; nothing else passes for one.
        "verification.keys_are_sealed",
        "SELECT id::text AS detail FROM (SELECT id, sealed_key AS key FROM documents
             UNION ALL SELECT id, details_key FROM cases WHERE details_key IS NOT NULL
             UNION ALL SELECT id, approved_details_key FROM cases WHERE approved_details_key IS NOT NULL
             UNION ALL SELECT id, note_key FROM cases WHERE note_key IS NOT NULL) sealed
         WHERE length(key) <> 68 LIMIT 20",
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
