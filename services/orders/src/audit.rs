//! What must hold of the tables at any moment, checked without relying on the
//! constraints that are meant to keep it.

use plaza_service::Finding;
use sqlx::{PgPool, Row};

/// Each check: its name, and a query whose rows are what breaks it.
const CHECKS: &[(&str, &str)] = &[
    (
        // No more is moved than was agreed, and nothing before it was held.
        "orders.moves_what_is_held",
        "SELECT id::text || ' released ' || released || ' refunded ' || refunded || ' of ' || total AS detail FROM orders
         WHERE released < 0 OR refunded < 0 OR released + refunded > total OR (funded_at IS NULL AND released + refunded > 0) LIMIT 20",
    ),
    (
        // What the order says it released and gave back is what was ordered of payments, move by move.
        "orders.moves_are_ordered",
        "SELECT o.id::text || ' released ' || o.released || ' refunded ' || o.refunded AS detail FROM orders o
         LEFT JOIN LATERAL (SELECT coalesce(sum(m.amount) FILTER (WHERE m.kind = 'release'), 0) AS released,
                                   coalesce(sum(m.amount) FILTER (WHERE m.kind = 'refund'), 0) AS refunded
                            FROM money_moves m WHERE m.org_id = o.org_id AND m.order_id = o.id) moved ON true
         WHERE o.released <> moved.released OR o.refunded <> moved.refunded LIMIT 20",
    ),
    (
        // Nothing is held any more once the work is over.
        "orders.over_holds_nothing",
        "SELECT id::text || ' is ' || status || ' and holds ' || (total - released - refunded) AS detail FROM orders
         WHERE funded_at IS NOT NULL AND status IN ('completed', 'paid_out', 'cancelled') AND released + refunded <> total LIMIT 20",
    ),
    (
        // Released is what accepted milestones cost, and what a manager gave on top.
        "orders.release_has_a_reason",
        "SELECT o.id::text || ' released ' || o.released AS detail FROM orders o
         LEFT JOIN disputes d ON d.org_id = o.org_id AND d.order_id = o.id
         WHERE o.released <> coalesce(d.to_professional, 0)
             + (SELECT coalesce(sum((part ->> 'amount')::bigint), 0) FROM jsonb_array_elements(o.milestones) part WHERE part ->> 'state' = 'released')
         LIMIT 20",
    ),
    (
        // The milestones are the price.
        "orders.milestones_add_up",
        "SELECT id::text AS detail FROM orders
         WHERE total <> (SELECT coalesce(sum((part ->> 'amount')::bigint), 0) FROM jsonb_array_elements(milestones) part) LIMIT 20",
    ),
    (
        // Nothing is paid out that was not released, and who is paid out has had all of it.
        "orders.paid_out_is_released",
        "SELECT o.id::text || ' is ' || o.status || ', released ' || o.released || ', paid out ' || o.paid_out AS detail FROM orders o
         WHERE o.paid_out <> (SELECT coalesce(sum(p.released), 0) FROM payout_parts p WHERE p.org_id = o.org_id AND p.order_id = o.id)
            OR o.paid_out > o.released OR (o.status = 'paid_out' AND o.paid_out <> o.released)
            OR (o.status = 'completed' AND o.paid_out >= o.released) LIMIT 20",
    ),
    (
        // No payment's saga has ended with its order still awaiting it, and none is missing.
        "orders.awaiting_has_its_saga",
        "SELECT o.id::text || ' saga ' || coalesce(s.state, 'none') AS detail FROM orders o
         LEFT JOIN kernel.sagas s ON s.name = 'fund_order' AND s.aggregate_id = o.id
         WHERE o.status = 'awaiting_payment' AND (s.state IS NULL OR s.state IN ('done', 'undone', 'abandoned')) LIMIT 20",
    ),
    (
        // An order that was given up before it was funded has its charge called off, or its saga is about to.
        "orders.given_up_is_called_off",
        "SELECT o.id::text AS detail FROM orders o
         JOIN kernel.sagas s ON s.name = 'fund_order' AND s.aggregate_id = o.id
         WHERE o.status = 'cancelled' AND o.funded_at IS NULL AND s.state = 'undone' AND s.step < 0
           AND EXISTS (SELECT FROM kernel.saga_steps t WHERE t.saga_id = s.id AND t.step = 'pay')
           AND NOT EXISTS (SELECT FROM money_moves m WHERE m.org_id = o.org_id AND m.order_id = o.id AND m.kind = 'call_off') LIMIT 20",
    ),
    (
        // An accepted offer has an order that stands or stood; an open one has none that is under way.
        "orders.accepted_offer_has_its_order",
        "SELECT f.id::text || ' is ' || f.status || ' with an order that is ' || coalesce(o.status, 'missing') AS detail FROM offers f
         LEFT JOIN orders o ON o.org_id = f.org_id AND o.id = f.order_id
         WHERE (f.status = 'accepted' AND o.id IS NULL)
            OR (f.status <> 'accepted' AND o.id IS NOT NULL AND (o.status <> 'cancelled' OR o.funded_at IS NOT NULL)) LIMIT 20",
    ),
    (
        // Of one negotiation, one offer stands at most.
        "orders.one_offer_stands",
        "SELECT thread_id::text AS detail FROM offers WHERE status IN ('open', 'accepted') GROUP BY org_id, thread_id HAVING count(*) > 1 LIMIT 20",
    ),
    (
        // Who disputes is heard: a disputed order has its dispute, and a decided one is no longer disputed.
        "orders.dispute_is_written",
        "SELECT o.id::text || ' is ' || o.status AS detail FROM orders o
         LEFT JOIN disputes d ON d.org_id = o.org_id AND d.order_id = o.id
         WHERE (o.status = 'disputed') <> (d.order_id IS NOT NULL AND d.resolved_at IS NULL) LIMIT 20",
    ),
    (
        // History ends in the order's state and has an entry for each version.
        "orders.history_ends_in_state",
        "SELECT o.id::text || ' is ' || o.status || ' but its history ends ' || coalesce(last.to_status, 'nowhere') AS detail
         FROM orders o
         LEFT JOIN LATERAL (SELECT h.to_status, h.version FROM order_history h
                            WHERE h.org_id = o.org_id AND h.order_id = o.id ORDER BY h.version DESC LIMIT 1) last ON true
         WHERE last.to_status IS DISTINCT FROM o.status OR last.version IS DISTINCT FROM o.version LIMIT 20",
    ),
    (
        // History leaves no gap: each entry begins where the one before ended.
        "orders.history_has_no_gap",
        "SELECT order_id::text || ' version ' || version AS detail FROM (
             SELECT order_id, version, from_status, lag(to_status) OVER w AS before, lag(version) OVER w AS previous
             FROM order_history WINDOW w AS (PARTITION BY org_id, order_id ORDER BY version)) entry
         WHERE from_status IS DISTINCT FROM before OR version <> coalesce(previous, 0) + 1 LIMIT 20",
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
