//! Disputes: of one order, and those that wait for a manager.

use plaza_core::{Instant, Money, OrgId, UserId};
use plaza_orders_api::OrderId;
use sqlx::PgExecutor;

use super::http::DisputeView;
use crate::error::Error;
use crate::record::Order;

#[derive(sqlx::FromRow)]
struct Row {
    opened_by: UserId,
    reason: String,
    text: String,
    opened_at: Instant,
    resolved_at: Option<Instant>,
    resolved_by: Option<UserId>,
    to_professional: Option<i64>,
    to_client: Option<i64>,
    note: Option<String>,
}

/// The dispute of an order, if it ever had one.
///
/// # Errors
/// As the database fails.
pub async fn of_order(db: impl PgExecutor<'_>, order: &Order) -> Result<Option<DisputeView>, Error> {
    let row: Option<Row> = sqlx::query_as("SELECT * FROM disputes WHERE org_id = $1 AND order_id = $2")
        .bind(order.org)
        .bind(order.id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| DisputeView {
        opened_by: row.opened_by,
        reason: row.reason,
        text: row.text,
        opened_at: row.opened_at,
        resolved_at: row.resolved_at,
        resolved_by: row.resolved_by,
        to_professional: row.to_professional.map(|amount| Money::new(amount, order.currency)),
        to_client: row.to_client.map(|amount| Money::new(amount, order.currency)),
        note: row.note,
    }))
}

/// Orders that wait for a manager, the oldest first.
///
/// # Errors
/// As the database fails.
pub async fn open(
    db: impl PgExecutor<'_>,
    org: OrgId,
    after: Option<OrderId>,
    limit: i64,
) -> Result<Vec<Order>, Error> {
    let found = sqlx::query_as(
        "SELECT * FROM orders WHERE org_id = $1 AND status = 'disputed' AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
    )
    .bind(org)
    .bind(after)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}
