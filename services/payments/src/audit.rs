//! What must hold of the money at any time, checked by `plaza audit`.

use plaza_service::Finding;
use sqlx::PgPool;

/// Each query returns a line per broken promise.
const CHECKS: [(&str, &str); 14] = [
    (
        "payments.ledger_sums_to_zero",
        "SELECT format('organisation %s, %s: the ledger sums to %s', org_id, currency, sum(amount)) FROM ledger_entries GROUP BY org_id, currency HAVING sum(amount) <> 0",
    ),
    (
        "payments.transactions_balance",
        "SELECT format('transaction %s, %s: entries sum to %s', transaction_id, currency, sum(amount)) FROM ledger_entries GROUP BY org_id, transaction_id, currency HAVING sum(amount) <> 0",
    ),
    (
        "payments.transactions_have_entries",
        "SELECT format('transaction %s has no entries', t.id) FROM ledger_transactions t
         WHERE NOT EXISTS (SELECT FROM ledger_entries e WHERE e.org_id = t.org_id AND e.transaction_id = t.id)",
    ),
    (
        "payments.refunds_within_charge",
        "SELECT format('payment %s of %s gave back %s', p.id, p.amount, sum(r.amount)) FROM payments p JOIN refunds r ON r.org_id = p.org_id AND r.payment_id = p.id
         WHERE r.status <> 'refused' GROUP BY p.org_id, p.id, p.amount, p.refunded, p.refund_reserved
         HAVING sum(r.amount) > p.amount OR sum(r.amount) <> p.refund_reserved OR COALESCE(sum(r.amount) FILTER (WHERE r.status = 'completed'), 0) <> p.refunded",
    ),
    (
        "payments.numbers_have_no_gaps",
        "SELECT format('organisation %s, series %s: %s numbers, the last is %s, the counter stands at %s', s.org_id, s.series, count(i.id), max(i.sequence), s.last)
         FROM invoice_series s LEFT JOIN invoices i ON i.org_id = s.org_id AND i.series = s.series
         GROUP BY s.org_id, s.series, s.last HAVING count(i.id) <> s.last OR COALESCE(max(i.sequence), 0) <> s.last",
    ),
    (
        "payments.paid_is_posted_and_invoiced",
        "SELECT format('payment %s is %s without posting or invoice', p.id, p.status) FROM payments p
         WHERE p.status IN ('completed', 'partially_refunded', 'refunded')
           AND CASE WHEN p.payee IS NULL
               THEN NOT (EXISTS (SELECT FROM ledger_transactions t WHERE t.org_id = p.org_id AND t.kind = 'charge' AND t.subject = p.id)
                         AND EXISTS (SELECT FROM invoices i WHERE i.org_id = p.org_id AND i.id = p.invoice_id AND i.net + i.tax = p.amount))
               ELSE NOT EXISTS (SELECT FROM ledger_transactions t WHERE t.org_id = p.org_id AND t.kind = 'escrow_held' AND t.subject = p.id) END",
    ),
    (
        "payments.refunded_is_posted_and_credited",
        "SELECT format('refund %s is completed without posting or credit note', r.id) FROM refunds r JOIN payments p ON p.org_id = r.org_id AND p.id = r.payment_id
         WHERE r.status = 'completed' AND p.payee IS NULL
           AND NOT (EXISTS (SELECT FROM ledger_transactions t WHERE t.org_id = r.org_id AND t.kind = 'refund' AND t.subject = r.id)
                    AND EXISTS (SELECT FROM invoices i WHERE i.org_id = r.org_id AND i.id = r.credit_note AND i.net + i.tax = -r.amount))",
    ),
    (
        "payments.clearing_is_what_was_collected",
        "SELECT format('organisation %s, %s: clearing holds %s', e.org_id, e.currency, sum(e.amount)) FROM ledger_entries e WHERE e.account = 'provider_clearing'
         GROUP BY e.org_id, e.currency
         HAVING sum(e.amount) <> (SELECT COALESCE(sum(p.amount - p.refunded) FILTER (WHERE p.status IN ('completed', 'partially_refunded', 'refunded')), 0)
                                       + COALESCE(sum(p.amount) FILTER (WHERE p.reversal = 'due'), 0)
                                  FROM payments p WHERE p.org_id = e.org_id AND p.currency = e.currency)
                             - (SELECT COALESCE(sum(o.amount), 0) FROM payouts o WHERE o.status = 'completed' AND o.org_id = e.org_id AND o.currency = e.currency)",
    ),
    (
        "payments.escrow_is_what_is_held",
        "SELECT format('organisation %s, %s: escrow holds %s', e.org_id, e.currency, -sum(e.amount)) FROM ledger_entries e WHERE e.account = 'escrow'
         GROUP BY e.org_id, e.currency
         HAVING -sum(e.amount) <> (SELECT COALESCE(sum(p.amount - p.refunded - p.released), 0) FROM payments p
                                   WHERE p.org_id = e.org_id AND p.currency = e.currency AND p.payee IS NOT NULL
                                     AND p.status IN ('completed', 'partially_refunded', 'refunded'))",
    ),
    (
        "payments.released_is_posted",
        "SELECT format('payment %s released %s, its releases and postings say otherwise', p.id, p.released) FROM payments p
         WHERE p.payee IS NOT NULL
           AND (p.released <> (SELECT COALESCE(sum(r.amount), 0) FROM releases r WHERE r.org_id = p.org_id AND r.payment_id = p.id)
                OR EXISTS (SELECT FROM releases r WHERE r.org_id = p.org_id AND r.payment_id = p.id
                           AND (SELECT sum(e.amount) FROM ledger_transactions t JOIN ledger_entries e ON e.org_id = t.org_id AND e.transaction_id = t.id
                                WHERE t.org_id = r.org_id AND t.kind = 'escrow_released' AND t.subject = r.id AND e.account = 'escrow') IS DISTINCT FROM r.amount))",
    ),
    (
        "payments.nobody_is_paid_more_than_theirs",
        "SELECT format('%s of organisation %s has %s %s', party, org_id, -sum(amount), currency) FROM ledger_entries
         WHERE account = 'professional_payable' GROUP BY org_id, party, currency HAVING sum(amount) > 0",
    ),
    (
        "payments.payouts_are_their_releases",
        "SELECT format('payout %s of %s: its releases or its posting say otherwise', o.id, o.amount) FROM payouts o
         WHERE o.status <> 'failed'
           AND (o.amount IS DISTINCT FROM (SELECT sum(r.amount - r.commission) FROM releases r WHERE r.org_id = o.org_id AND r.payout_id = o.id AND r.payee = o.payee AND r.currency = o.currency)
                OR (o.status = 'completed' AND o.amount > 0) <> EXISTS (SELECT FROM ledger_transactions t WHERE t.org_id = o.org_id AND t.kind = 'payout' AND t.subject = o.id))",
    ),
    (
        "payments.commission_is_invoiced",
        "SELECT format('release %s kept %s without an invoice of it', r.id, r.commission) FROM releases r
         WHERE r.commission > 0 AND NOT EXISTS (SELECT FROM invoices i WHERE i.org_id = r.org_id AND i.id = r.invoice_id AND i.release_id = r.id AND i.net + i.tax = r.commission)",
    ),
    (
        "payments.invoices_add_up",
        "SELECT format('invoice %s: its lines do not sum to its totals', i.number) FROM invoices i JOIN invoice_lines l ON l.org_id = i.org_id AND l.invoice_id = i.id
         GROUP BY i.org_id, i.id, i.number, i.net, i.tax HAVING sum(l.net) <> i.net OR sum(l.tax) <> i.tax",
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
