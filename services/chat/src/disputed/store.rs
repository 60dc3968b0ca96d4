//! Which orders are disputed, as chat knows it.

use plaza_core::{Instant, OrgId, UserId};
use plaza_db::Tx;
use plaza_orders_api::OrderId;

use crate::error::Result;

/// What is heard of a dispute: when it was opened, when it was decided, or both.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    /// The order.
    pub order: OrderId,
    /// The two, in any order.
    pub people: [UserId; 2],
    /// When a manager was asked to decide.
    pub opened_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

/// Notes it; what is known stays, and a decided one stays decided.
///
/// # Errors
/// As the database fails.
pub async fn note(tx: &mut Tx, org: OrgId, heard: Heard) -> Result<()> {
    sqlx::query(
        "INSERT INTO order_disputes AS d (org_id, order_id, low, high, opened_at, decided_at)
         VALUES ($1, $2, least($3::uuid, $4::uuid), greatest($3::uuid, $4::uuid), $5, $6)
         ON CONFLICT (org_id, order_id) DO UPDATE SET
             opened_at = coalesce(d.opened_at, excluded.opened_at), decided_at = coalesce(d.decided_at, excluded.decided_at)",
    )
    .bind(org)
    .bind(heard.order)
    .bind(heard.people[0])
    .bind(heard.people[1])
    .bind(heard.opened_at)
    .bind(heard.decided_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
