use plaza_core::{Instant, OrgId};
use plaza_db::{Result, Tx};
use plaza_payments_api::PaymentId;
use sqlx::PgPool;

use crate::provider::Notice;
use crate::record::Payment;

/// The payment, locked until the transaction ends.
pub async fn locked(tx: &mut Tx, org: OrgId, id: PaymentId) -> Result<Option<Payment>> {
    Ok(sqlx::query_as("SELECT * FROM payments WHERE org_id = $1 AND id = $2 FOR UPDATE")
        .bind(org)
        .bind(id.uuid())
        .fetch_optional(&mut **tx)
        .await?)
}

/// Notes a webhook's event; false if it was noted before.
pub async fn remember(tx: &mut Tx, payment: &Payment, provider: &str, notice: &Notice) -> Result<bool> {
    let now = tx.now();
    let written = sqlx::query(
        "INSERT INTO provider_events (org_id, provider, event_id, payment_id, kind, received_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(payment.org)
    .bind(provider)
    .bind(&notice.event_id)
    .bind(payment.id.uuid())
    .bind(&notice.kind)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes a locked payment's new state; an empty `reference` keeps the one known.
pub async fn save(tx: &mut Tx, payment: &Payment, reference: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "UPDATE payments SET status = $3, failure = $4, challenge = $5, invoice_id = $6, completed_at = $7,
                refunded = $8, refund_reserved = $9, released = $10, provider_ref = COALESCE(NULLIF($11, ''), provider_ref), updated_at = $12
         WHERE org_id = $1 AND id = $2",
    )
    .bind(payment.org)
    .bind(payment.id.uuid())
    .bind(payment.status.name())
    .bind(&payment.failure)
    .bind(&payment.challenge)
    .bind(payment.invoice.map(|id| id.uuid()))
    .bind(payment.completed_at)
    .bind(payment.refunded.amount)
    .bind(payment.refund_reserved.amount)
    .bind(payment.released.amount)
    .bind(reference)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that an ended payment's money must go back; false if that was noted before.
pub async fn mark_reversal_due(tx: &mut Tx, payment: &Payment) -> Result<bool> {
    let now = tx.now();
    let marked = sqlx::query(
        "UPDATE payments SET reversal = 'due', updated_at = $3 WHERE org_id = $1 AND id = $2 AND reversal IS NULL",
    )
    .bind(payment.org)
    .bind(payment.id.uuid())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(marked.rows_affected() == 1)
}

/// Notes that it went back; false if that was noted before.
pub async fn mark_reversed(tx: &mut Tx, payment: &Payment) -> Result<bool> {
    let now = tx.now();
    let marked = sqlx::query(
        "UPDATE payments SET reversal = 'done', updated_at = $3 WHERE org_id = $1 AND id = $2 AND reversal = 'due'",
    )
    .bind(payment.org)
    .bind(payment.id.uuid())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(marked.rows_affected() == 1)
}

/// Open payments without news since `before`, the oldest first, of every organisation.
pub async fn silent(pool: &PgPool, before: Instant) -> Result<Vec<Payment>> {
    let rows = sqlx::query_as("SELECT * FROM payments WHERE status IN ('created', 'action_required', 'pending') AND updated_at < $1 ORDER BY updated_at LIMIT 100")
        .bind(before)
        .fetch_all(pool)
        .await?;
    Ok(rows)
}

/// Puts a payment at the end of the queue of those to look up.
pub async fn looked_up(pool: &PgPool, payment: &Payment, now: Instant) -> Result<()> {
    sqlx::query("UPDATE payments SET updated_at = $3 WHERE org_id = $1 AND id = $2")
        .bind(payment.org)
        .bind(payment.id.uuid())
        .bind(now)
        .execute(pool)
        .await?;
    Ok(())
}

/// Ended payments whose money must go back, of every organisation.
pub async fn to_reverse(pool: &PgPool) -> Result<Vec<Payment>> {
    Ok(sqlx::query_as("SELECT * FROM payments WHERE reversal = 'due' ORDER BY updated_at LIMIT 100")
        .fetch_all(pool)
        .await?)
}
