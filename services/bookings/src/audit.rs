//! What must hold of the tables at any moment, checked without relying on the
//! constraints that are meant to keep it.

use plaza_service::Finding;
use sqlx::{PgPool, Row};

/// Each check: its name, and a query whose rows are what breaks it.
const CHECKS: &[(&str, &str)] = &[
    (
        // A sweep in the order of time: a claim that starts before the latest end so far overlaps it.
        // Two claims on one unit never overlap.
        "bookings.no_overlap",
        "SELECT unit_id::text || ' at ' || lower(during)::text AS detail FROM (
             SELECT unit_id, during,
                    max(upper(during)) OVER (PARTITION BY unit_id ORDER BY lower(during), upper(during)
                                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
             FROM claims) sweep
         WHERE lower(during) < reached LIMIT 20",
    ),
    (
        // Every booking that stands has its claim: same unit, same time, right kind.
        "bookings.has_its_claim",
        "SELECT b.id::text || ' is ' || b.state AS detail FROM bookings b
         LEFT JOIN claims c ON c.org_id = b.org_id AND c.booking_id = b.id
         WHERE b.state IN ('held', 'pending', 'confirmed', 'completed', 'no_show')
           AND (c.booking_id IS NULL OR c.unit_id <> b.unit_id OR c.during <> b.claimed
                OR c.kind <> CASE b.state WHEN 'held' THEN 'hold' WHEN 'pending' THEN 'pending' ELSE 'booking' END)
         LIMIT 20",
    ),
    (
        // No claim without an owner that stands.
        "bookings.claim_has_owner",
        "SELECT coalesce(c.booking_id, c.closure_id)::text || ' ' || c.kind AS detail FROM claims c
         LEFT JOIN bookings b ON b.org_id = c.org_id AND b.id = c.booking_id
         LEFT JOIN closures o ON o.org_id = c.org_id AND o.id = c.closure_id
         WHERE (c.kind = 'closure' AND o.id IS NULL)
            OR (c.kind <> 'closure' AND (b.id IS NULL OR b.state IN ('cancelled', 'expired')))
         LIMIT 20",
    ),
    (
        // Every closure is claimed on each of its units from its start to its end.
        "bookings.closure_is_claimed",
        "SELECT o.id::text AS detail FROM closures o CROSS JOIN LATERAL unnest(o.unit_ids) AS unit (id)
         LEFT JOIN LATERAL (SELECT range_agg(c.during) AS during FROM claims c
                            WHERE c.org_id = o.org_id AND c.closure_id = o.id AND c.unit_id = unit.id) claimed ON true
         WHERE claimed.during IS DISTINCT FROM tstzmultirange(tstzrange(o.starts_at, o.ends_at)) LIMIT 20",
    ),
    (
        // No payment's saga has ended with its booking still pending.
        "bookings.saga_ended_booking_pending",
        "SELECT b.id::text || ' saga ' || s.state AS detail FROM bookings b
         JOIN kernel.sagas s ON s.name = 'create_booking' AND s.aggregate_id = b.attempt_id
         WHERE b.state = 'pending' AND s.state IN ('done', 'undone', 'abandoned') LIMIT 20",
    ),
    (
        // Every pending booking has a saga.
        "bookings.pending_has_saga",
        "SELECT b.id::text AS detail FROM bookings b
         WHERE b.state = 'pending' AND NOT EXISTS (SELECT FROM kernel.sagas s WHERE s.name = 'create_booking' AND s.aggregate_id = b.attempt_id)
         LIMIT 20",
    ),
    (
        // History ends in the booking's state and has an entry for each version.
        "bookings.history_ends_in_state",
        "SELECT b.id::text || ' is ' || b.state || ' but its history ends ' || coalesce(last.to_state, 'nowhere') AS detail
         FROM bookings b
         LEFT JOIN LATERAL (SELECT h.to_state, h.version FROM booking_history h
                            WHERE h.org_id = b.org_id AND h.booking_id = b.id ORDER BY h.version DESC LIMIT 1) last ON true
         WHERE last.to_state IS DISTINCT FROM b.state OR last.version IS DISTINCT FROM b.version LIMIT 20",
    ),
    (
        // History leaves no gap: each entry begins where the one before ended.
        "bookings.history_has_no_gap",
        "SELECT booking_id::text || ' version ' || version AS detail FROM (
             SELECT booking_id, version, from_state, lag(to_state) OVER w AS before, lag(version) OVER w AS previous
             FROM booking_history WINDOW w AS (PARTITION BY org_id, booking_id ORDER BY version)) entry
         WHERE from_state IS DISTINCT FROM before OR version <> coalesce(previous, 0) + 1 LIMIT 20",
    ),
    (
        // What a payment's saga confirmed is paid.
        "bookings.confirmed_is_paid",
        "SELECT b.id::text AS detail FROM bookings b
         WHERE b.state = 'confirmed' AND b.total > 0 AND b.paid = 0
           AND EXISTS (SELECT FROM booking_history h WHERE h.org_id = b.org_id AND h.booking_id = b.id
                       AND h.from_state = 'pending' AND h.to_state = 'confirmed') LIMIT 20",
    ),
    (
        // What is left of the payment for a person's time is ordered to be theirs once the booking has ended. What was
        // given up while its payment was under way is called off instead.
        "bookings.ended_hours_are_released",
        "SELECT b.id::text || ' is ' || b.state || ' with ' || (b.paid - b.refunded) || ' left' AS detail FROM bookings b
         WHERE b.host_id IS NOT NULL AND b.payment_id IS NOT NULL AND b.paid > b.refunded
           AND (b.state IN ('completed', 'no_show') OR (b.state = 'cancelled' AND EXISTS (
                SELECT FROM booking_history h WHERE h.org_id = b.org_id AND h.booking_id = b.id AND h.version = b.version AND h.from_state = 'confirmed')))
           AND NOT EXISTS (SELECT FROM releases r WHERE r.org_id = b.org_id AND r.booking_id = b.id) LIMIT 20",
    ),
    (
        // Nothing is released of what has not ended, is nobody's time, or was given back.
        "bookings.release_has_a_reason",
        "SELECT r.booking_id::text || ' released ' || r.amount || ', is ' || coalesce(b.state, 'missing') AS detail FROM releases r
         LEFT JOIN bookings b ON b.org_id = r.org_id AND b.id = r.booking_id
         WHERE b.id IS NULL OR b.host_id IS NULL OR b.payment_id IS NULL OR b.state NOT IN ('completed', 'no_show', 'cancelled')
            OR r.amount + b.refunded > b.paid LIMIT 20",
    ),
    (
        // What is being released was due: until then it can be given back.
        "bookings.release_was_due",
        "SELECT booking_id::text || ' was due ' || due_at || ', begun ' || started_at AS detail FROM releases
         WHERE started_at < due_at OR (done_at IS NOT NULL AND started_at IS NULL) LIMIT 20",
    ),
    (
        // What is promised back and refused time and again needs somebody to ask the provider why.
        "bookings.refund_is_refused",
        "SELECT key || ' of ' || amount || ' ' || currency || ', refused ' || refusals || ' times' AS detail FROM refunds
         WHERE done_at IS NULL AND refusals >= 10 LIMIT 20",
    ),
    (
        // What waits for a decision is decided by somebody: a release is paused while an objection is open, and only then.
        "bookings.paused_while_objected",
        "SELECT r.booking_id::text || ' paused ' || r.paused || ', objection ' || coalesce(b.objection_outcome, 'open') AS detail
         FROM releases r JOIN bookings b ON b.org_id = r.org_id AND b.id = r.booking_id
         WHERE r.started_at IS NULL AND r.paused <> (b.objected_at IS NOT NULL AND b.objection_outcome IS NULL)
            OR r.paused AND r.started_at IS NOT NULL LIMIT 20",
    ),
    (
        // What was ordered back is set aside, and no more than that.
        "bookings.refunds_are_set_aside",
        "SELECT b.id::text || ' has ' || b.refunded || ' set aside, ordered ' || sum(f.amount) AS detail FROM refunds f
         JOIN bookings b ON b.org_id = f.org_id AND b.id = f.booking_id
         GROUP BY b.org_id, b.id, b.refunded HAVING sum(f.amount) > b.refunded LIMIT 20",
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
