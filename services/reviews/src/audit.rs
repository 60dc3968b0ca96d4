//! What must hold of reviews at any time, checked by `plaza audit`.

use plaza_service::Finding;
use sqlx::PgPool;

/// Each query returns a line per broken promise.
const CHECKS: [(&str, &str); 2] = [
    (
        "reviews.ratings_are_their_reviews",
        "SELECT format('%s %s: rated %s by %s, its reviews say %s by %s', r.subject_kind, r.subject, r.stars, r.count, COALESCE(w.stars, 0), COALESCE(w.count, 0))
         FROM ratings r LEFT JOIN (SELECT org_id, subject_kind, subject, sum(rating) AS stars, count(*) AS count FROM reviews WHERE status = 'published'
                                   GROUP BY org_id, subject_kind, subject) w USING (org_id, subject_kind, subject)
         WHERE r.stars <> COALESCE(w.stars, 0) OR r.count <> COALESCE(w.count, 0)",
    ),
    (
        "reviews.both_sides_are_shown_together",
        "SELECT format('order %s: one side is shown, the other hidden', a.reference) FROM reviews a
         JOIN reviews b ON b.org_id = a.org_id AND b.reference = a.reference AND b.author <> a.author
         WHERE a.status = 'published' AND b.status = 'hidden' AND a.subject_kind <> 'resource'",
    ),
];

/// Runs every check; an empty list is good.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (name, query) in CHECKS {
        let lines: Vec<String> = sqlx::query_scalar(query).fetch_all(&pool).await?;
        findings.extend(lines.into_iter().map(|line| Finding::new(name, line)));
    }
    Ok(findings)
}
