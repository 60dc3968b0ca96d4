//! What must hold of the tables at any moment.

use plaza_service::Finding;
use sqlx::{PgPool, Row};

/// Each check: its name, and a query whose rows are what breaks it.
const CHECKS: &[(&str, &str)] = &[
    (
        // Nothing is forgotten: what is not put into words yet has its job.
        "notifications.waiting_has_job",
        "SELECT n.id::text || ' ' || n.kind AS detail FROM notifications n
         WHERE n.rendered_at IS NULL
           AND NOT EXISTS (SELECT FROM kernel.jobs j WHERE j.kind = 'deliver' AND j.payload ->> 'notification' = n.id::text)
         LIMIT 20",
    ),
    (
        // A queued mail has its job.
        "notifications.queued_has_job",
        "SELECT d.id::text AS detail FROM deliveries d
         WHERE d.state = 'queued'
           AND NOT EXISTS (SELECT FROM kernel.jobs j WHERE j.kind = 'send_mail' AND j.payload ->> 'delivery' = d.id::text)
         LIMIT 20",
    ),
    (
        // Whatever is put into words has an end or a way on every channel.
        "notifications.every_channel_decided",
        "SELECT n.id::text || ' has ' || count(d.id) AS detail FROM notifications n
         LEFT JOIN deliveries d ON d.org_id = n.org_id AND d.notification_id = n.id
         WHERE n.rendered_at IS NOT NULL GROUP BY n.org_id, n.id HAVING count(d.id) <> 2 LIMIT 20",
    ),
    (
        // What opens an account is not kept once it is handed over.
        "notifications.no_secret_kept",
        "SELECT m.delivery_id::text AS detail FROM mails m
         JOIN deliveries d ON d.org_id = m.org_id AND d.id = m.delivery_id
         WHERE m.secret AND d.state = 'sent' AND (m.html <> '' OR m.text <> '') LIMIT 20",
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
