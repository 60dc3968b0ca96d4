use plaza_core::{Instant, OrgId};
use plaza_db::{Result, Tx};
use plaza_payments_api::{InvoiceId, PaymentId, Refund as Asked};
use sqlx::PgPool;
use uuid::Uuid;

use super::record::Refund;

/// Writes a new refund; `None` if the key has one.
pub async fn insert(tx: &mut Tx, org: OrgId, asked: &Asked) -> Result<Option<Refund>> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let row = sqlx::query_as(
        "INSERT INTO refunds (org_id, id, key, payment_id, amount, currency, reason, status, asked_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9)
         ON CONFLICT ON CONSTRAINT refunds_key DO NOTHING RETURNING *",
    )
    .bind(org)
    .bind(Uuid::now_v7())
    .bind(&asked.key)
    .bind(asked.payment.uuid())
    .bind(asked.amount.amount)
    .bind(asked.amount.currency.code())
    .bind(&asked.reason)
    .bind(actor)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row)
}

/// The refund of a caller's key.
pub async fn by_key(pool: &PgPool, org: OrgId, key: &str) -> Result<Option<Refund>> {
    Ok(sqlx::query_as("SELECT * FROM refunds WHERE org_id = $1 AND key = $2")
        .bind(org)
        .bind(key)
        .fetch_optional(pool)
        .await?)
}

/// The refunds of a payment, oldest first.
pub async fn of_payment(pool: &PgPool, org: OrgId, payment: PaymentId) -> Result<Vec<Refund>> {
    let rows = sqlx::query_as("SELECT * FROM refunds WHERE org_id = $1 AND payment_id = $2 ORDER BY id")
        .bind(org)
        .bind(payment.uuid())
        .fetch_all(pool)
        .await?;
    Ok(rows)
}

/// Ends a pending refund well; false if it had ended before.
pub async fn complete(tx: &mut Tx, refund: &Refund, reference: &str) -> Result<bool> {
    let now = tx.now();
    let ended = sqlx::query("UPDATE refunds SET status = 'completed', provider_ref = $3, completed_at = $4 WHERE org_id = $1 AND id = $2 AND status = 'pending'")
        .bind(refund.org)
        .bind(refund.id)
        .bind(reference)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends a pending refund badly; false if it had ended before.
pub async fn refuse(tx: &mut Tx, refund: &Refund) -> Result<bool> {
    let ended =
        sqlx::query("UPDATE refunds SET status = 'refused' WHERE org_id = $1 AND id = $2 AND status = 'pending'")
            .bind(refund.org)
            .bind(refund.id)
            .execute(&mut **tx)
            .await?;
    Ok(ended.rows_affected() == 1)
}

/// Names the credit note of a refund.
pub async fn credit(tx: &mut Tx, refund: &Refund, note: InvoiceId) -> Result<()> {
    sqlx::query("UPDATE refunds SET credit_note = $3 WHERE org_id = $1 AND id = $2")
        .bind(refund.org)
        .bind(refund.id)
        .bind(note.uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Refunds begun before `before` and not ended, of every organisation.
pub async fn silent(pool: &PgPool, before: Instant) -> Result<Vec<Refund>> {
    Ok(sqlx::query_as(
        "SELECT * FROM refunds WHERE status = 'pending' AND created_at < $1 ORDER BY created_at LIMIT 100",
    )
    .bind(before)
    .fetch_all(pool)
    .await?)
}
