use plaza_core::{Instant, OrgId, UserId};
use plaza_db::Result;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// What somebody has in a currency, minor units.
#[derive(Debug, Clone, FromRow)]
pub struct Balance {
    /// ISO 4217.
    pub currency: String,
    /// Held for work under way, commission included.
    pub held: i64,
    /// Theirs and in no payout.
    pub available: i64,
    /// In a payout that has not arrived.
    pub under_way: i64,
    /// Paid out so far.
    pub paid_out: i64,
}

/// Somebody's balances, a line per currency.
pub async fn balances(pool: &PgPool, org: OrgId, user: UserId) -> Result<Vec<Balance>> {
    Ok(sqlx::query_as(
        "WITH held AS (
            SELECT currency, sum(amount - refund_reserved - released)::bigint AS held FROM payments
            WHERE org_id = $1 AND payee = $2 AND status IN ('completed', 'partially_refunded') GROUP BY currency
         ), earned AS (
            SELECT r.currency,
                   COALESCE(sum(r.amount - r.commission) FILTER (WHERE r.payout_id IS NULL), 0)::bigint AS available,
                   COALESCE(sum(r.amount - r.commission) FILTER (WHERE o.status = 'pending'), 0)::bigint AS under_way,
                   COALESCE(sum(r.amount - r.commission) FILTER (WHERE o.status = 'completed'), 0)::bigint AS paid_out
            FROM releases r LEFT JOIN payouts o ON o.org_id = r.org_id AND o.id = r.payout_id
            WHERE r.org_id = $1 AND r.payee = $2 GROUP BY r.currency
         )
         SELECT currency, COALESCE(held, 0) AS held, COALESCE(available, 0) AS available,
                COALESCE(under_way, 0) AS under_way, COALESCE(paid_out, 0) AS paid_out
         FROM held FULL JOIN earned USING (currency) ORDER BY currency",
    )
    .bind(org)
    .bind(user)
    .fetch_all(pool)
    .await?)
}

/// A movement of what is somebody's.
#[derive(Debug, Clone, FromRow)]
pub struct Movement {
    /// The ledger's transaction.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// `escrow_released` or `payout`.
    pub kind: String,
    /// The order or booking it was for, or the payout.
    pub reference: Uuid,
    /// ISO 4217.
    pub currency: String,
    /// Before the commission, minor units; of a payout what was sent, negative.
    pub gross: i64,
    /// What the platform kept, minor units.
    pub commission: i64,
    /// What changed hands, minor units.
    pub net: i64,
    /// What was theirs after it, minor units.
    pub balance: i64,
    /// The invoice of the commission.
    pub invoice: Option<Uuid>,
}

/// Somebody's movements in a stretch of time, oldest first.
pub async fn movements(
    pool: &PgPool,
    org: OrgId,
    user: UserId,
    (from, to): (Option<Instant>, Option<Instant>),
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Movement>> {
    Ok(sqlx::query_as(
        "SELECT * FROM (
            SELECT t.id, t.posted_at AS at, t.kind, COALESCE(r.reference, t.subject) AS reference, e.currency,
                   COALESCE(r.amount, -e.amount) AS gross, COALESCE(r.commission, 0) AS commission, -e.amount AS net, r.invoice_id AS invoice,
                   (sum(-e.amount) OVER (PARTITION BY e.currency ORDER BY t.id))::bigint AS balance
            FROM ledger_entries e JOIN ledger_transactions t ON t.org_id = e.org_id AND t.id = e.transaction_id
            LEFT JOIN releases r ON r.org_id = t.org_id AND t.kind = 'escrow_released' AND r.id = t.subject
            WHERE e.org_id = $1 AND e.party = $2
         ) all_of_it
         WHERE ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4) AND ($5::uuid IS NULL OR id > $5)
         ORDER BY id LIMIT $6",
    )
    .bind(org)
    .bind(user)
    .bind(from)
    .bind(to)
    .bind(after)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?)
}
