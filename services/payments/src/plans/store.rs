use chrono::{DateTime, Utc};
use plaza_core::{Currency, Money, OrgId};
use plaza_db::{Result, Tx};
use plaza_payments_api::PlanId;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgPool, Row};

use super::http::NewPlan;
use crate::domain::period::Period;
use crate::record::parsed;

/// A plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Its name for people.
    pub name: String,
    /// What it gives.
    pub description: String,
    /// Price of a period, tax included.
    pub price: Money,
    /// How long a period is.
    pub period: Period,
    /// Tax in basis points.
    pub tax_basis_points: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl<'r> FromRow<'r, PgRow> for Plan {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let currency: Currency = parsed(row, "currency")?;
        Ok(Self {
            id: PlanId(row.try_get("id")?),
            name: row.try_get("name")?,
            description: row.try_get("description")?,
            price: Money::new(row.try_get("amount")?, currency),
            period: row.try_get("period")?,
            tax_basis_points: row.try_get::<i32, _>("tax_basis_points")?.unsigned_abs(),
            created_at: row.try_get("created_at")?,
        })
    }
}

/// Writes a plan; `None` if the name is taken.
pub async fn insert(tx: &mut Tx, org: OrgId, plan: &NewPlan) -> Result<Option<Plan>> {
    let now = tx.now();
    let row = sqlx::query_as(
        "INSERT INTO plans (org_id, id, name, description, amount, currency, period, tax_basis_points, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT plans_name DO NOTHING RETURNING *",
    )
    .bind(org)
    .bind(PlanId::new())
    .bind(plan.name.trim())
    .bind(&plan.description)
    .bind(plan.price.amount)
    .bind(plan.price.currency.code())
    .bind(plan.period)
    .bind(i32::try_from(plan.tax_basis_points).unwrap_or(i32::MAX))
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row)
}

/// A plan of an organisation.
pub async fn find(pool: &PgPool, org: OrgId, id: PlanId) -> Result<Option<Plan>> {
    Ok(sqlx::query_as("SELECT * FROM plans WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(pool)
        .await?)
}

/// The plans of an organisation, the first made first.
pub async fn list(pool: &PgPool, org: OrgId, after: Option<uuid::Uuid>, limit: usize) -> Result<Vec<Plan>> {
    let rows =
        sqlx::query_as("SELECT * FROM plans WHERE org_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3")
            .bind(org)
            .bind(after)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?;
    Ok(rows)
}
