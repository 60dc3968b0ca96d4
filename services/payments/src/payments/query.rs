use plaza_core::{Cx, OrgId, UserId};
use plaza_payments_api::{PaymentId, PaymentStatus};
use sqlx::PgPool;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::record::Payment;

/// A payment of an organisation.
pub async fn find(pool: &PgPool, org: OrgId, id: PaymentId) -> Result<Option<Payment>> {
    Ok(sqlx::query_as("SELECT * FROM payments WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id.uuid())
        .fetch_optional(pool)
        .await?)
}

/// A payment that the person asking may see: one's own, or any for operators.
pub async fn visible(pool: &PgPool, cx: &Cx, id: PaymentId) -> Result<Payment> {
    let me = cx.user()?;
    let found = find(pool, cx.org()?, id).await?;
    found.filter(|payment| payment.payer == me || cx.roles.operates()).ok_or(Error::NoPayment)
}

/// A person's payment of an open challenge.
pub async fn by_challenge(pool: &PgPool, org: OrgId, payer: UserId, challenge: &str) -> Result<Option<Payment>> {
    let row = sqlx::query_as(
        "SELECT * FROM payments WHERE org_id = $1 AND payer = $2 AND challenge = $3 AND status = 'action_required'",
    )
    .bind(org)
    .bind(payer)
    .bind(challenge)
    .fetch_optional(pool)
    .await?;
    Ok(row)
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose.
    pub payer: Option<UserId>,
    /// Of this booking.
    pub reference: Option<Uuid>,
    /// In this state.
    pub status: Option<PaymentStatus>,
    /// Made before this one.
    pub before: Option<Uuid>,
}

/// Payments, the last made first.
pub async fn list(pool: &PgPool, org: OrgId, filter: &Filter, limit: usize) -> Result<Vec<Payment>> {
    let rows = sqlx::query_as(
        "SELECT * FROM payments
         WHERE org_id = $1 AND ($2::uuid IS NULL OR payer = $2) AND ($3::uuid IS NULL OR reference = $3)
           AND ($4::text IS NULL OR status = $4) AND ($5::uuid IS NULL OR id < $5)
         ORDER BY id DESC LIMIT $6",
    )
    .bind(org)
    .bind(filter.payer)
    .bind(filter.reference)
    .bind(filter.status.map(PaymentStatus::name))
    .bind(filter.before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?;
    Ok(rows)
}
