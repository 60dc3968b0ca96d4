use plaza_core::{Money, OrgId};
use plaza_db::{Result, Tx};
use plaza_payments_api::InvoiceId;
use sqlx::PgPool;

use super::record::Released;
use crate::record::Payment;

/// The release of a caller's key.
pub async fn by_key(pool: &PgPool, org: OrgId, key: &str) -> Result<Option<Released>> {
    Ok(sqlx::query_as("SELECT * FROM releases WHERE org_id = $1 AND key = $2")
        .bind(org)
        .bind(key)
        .fetch_optional(pool)
        .await?)
}

/// Writes a new release; `None` if the key has one.
pub async fn insert(tx: &mut Tx, key: &str, payment: &Payment, release: &Released) -> Result<bool> {
    let now = tx.now();
    let written = sqlx::query(
        "INSERT INTO releases (org_id, id, key, payment_id, reference, payee, amount, commission, currency, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT ON CONSTRAINT releases_key DO NOTHING",
    )
    .bind(payment.org)
    .bind(release.id)
    .bind(key)
    .bind(payment.id.uuid())
    .bind(payment.reference)
    .bind(release.payee)
    .bind(release.amount.amount)
    .bind(release.commission.amount)
    .bind(release.amount.currency.code())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Names the invoice of a release's commission.
pub async fn invoiced(tx: &mut Tx, release: &Released, invoice: InvoiceId) -> Result<()> {
    sqlx::query("UPDATE releases SET invoice_id = $3 WHERE org_id = $1 AND id = $2")
        .bind(release.org)
        .bind(release.id)
        .bind(invoice.uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What was sent to the payee of what a payment released.
pub async fn paid_out(pool: &PgPool, payment: &Payment) -> Result<Money> {
    let sum: i64 = sqlx::query_scalar(
        "SELECT COALESCE(sum(r.amount - r.commission), 0)::bigint FROM releases r
         JOIN payouts o ON o.org_id = r.org_id AND o.id = r.payout_id AND o.status = 'completed'
         WHERE r.org_id = $1 AND r.payment_id = $2",
    )
    .bind(payment.org)
    .bind(payment.id.uuid())
    .fetch_one(pool)
    .await?;
    Ok(Money::new(sum, payment.amount.currency))
}
