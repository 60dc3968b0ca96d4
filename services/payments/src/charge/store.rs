use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_payments_api::{Charge, PaymentId};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::billing::Billing;
use crate::record::Payment;

/// The payment of a caller's key.
pub async fn by_key(pool: &PgPool, org: OrgId, key: &str) -> Result<Option<Payment>> {
    Ok(sqlx::query_as("SELECT * FROM payments WHERE org_id = $1 AND key = $2")
        .bind(org)
        .bind(key)
        .fetch_optional(pool)
        .await?)
}

/// Makes charging and calling off under one key follow each other.
pub async fn lock_key(tx: &mut Tx, org: OrgId, key: &str) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1::text || '/' || $2, 0))")
        .bind(org)
        .bind(key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether a key was called off. Only under [`lock_key`].
pub async fn is_called_off(tx: &mut Tx, org: OrgId, key: &str) -> Result<bool> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT FROM called_off WHERE org_id = $1 AND key = $2)")
        .bind(org)
        .bind(key)
        .fetch_one(&mut **tx)
        .await?)
}

/// Writes a new payment; `None` if the key has one.
pub async fn insert(
    tx: &mut Tx,
    org: OrgId,
    id: PaymentId,
    charge: &Charge,
    fingerprint: &str,
    billing: &Billing,
    provider: &str,
) -> Result<Option<Payment>> {
    let now = tx.now();
    let row = sqlx::query_as(
        "INSERT INTO payments (org_id, id, key, fingerprint, reference, payer, amount, currency, status, method, token, provider, billing, created_at, updated_at, payee, commission_basis_points)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'created', $9, $10, $11, $12, $13, $13, $14, $15)
         ON CONFLICT ON CONSTRAINT payments_key DO NOTHING RETURNING *",
    )
    .bind(org)
    .bind(id.uuid())
    .bind(&charge.key)
    .bind(fingerprint)
    .bind(charge.reference)
    .bind(charge.payer)
    .bind(charge.amount.amount)
    .bind(charge.amount.currency.code())
    .bind(&charge.method.method)
    .bind(&charge.method.token)
    .bind(provider)
    .bind(Json(billing))
    .bind(now)
    .bind(charge.escrow.as_ref().map(|terms| terms.payee))
    .bind(charge.escrow.as_ref().map(|terms| i32::try_from(terms.commission_basis_points).unwrap_or(i32::MAX)))
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row)
}
