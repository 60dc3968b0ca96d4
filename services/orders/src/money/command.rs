//! Ordering a move of money, in the transaction that decides it.

use plaza_core::OrgId;
use plaza_db::Tx;
use plaza_orders_api::OrderId;
use serde::{Deserialize, Serialize};

use super::job::MOVE;
use crate::domain::work::Effect;
use crate::error::Error;
use crate::fund::saga::FundOrder;
use crate::record::Order;

/// Which move a job is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WhichMove {
    /// Its key in its organisation.
    pub key: String,
}

/// A move of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// To the professional.
    Release,
    /// Back to who paid.
    Refund,
    /// The whole charge is no longer wanted, whether or not it was made.
    CallOff,
}

impl Sort {
    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Refund => "refund",
            Self::CallOff => "call_off",
        }
    }
}

/// The key an order's charge is asked under: the same for every repetition.
pub fn charge_key(order: OrderId) -> String {
    format!("order:{order}")
}

/// Orders what a decision does to the money.
///
/// # Errors
/// As the database fails; the tables refuse more than is held, and a key that is there.
pub async fn order(tx: &mut Tx, order: &Order, effect: Effect) -> Result<(), Error> {
    let id = order.id;
    match effect {
        Effect::Release { milestone: Some(part), amount } => {
            write(tx, order.org, id, &format!("order:{id}:release:{part}"), Sort::Release, amount).await
        }
        Effect::Release { milestone: None, amount } => {
            write(tx, order.org, id, &format!("order:{id}:release:split"), Sort::Release, amount).await
        }
        Effect::Refund(amount) => write(tx, order.org, id, &format!("order:{id}:refund"), Sort::Refund, amount).await,
        // The saga finds the order given up, and calls the charge off whether or not it was made.
        Effect::CallOff => Ok(plaza_saga::nudge::<FundOrder>(tx, id.uuid()).await?),
    }
}

/// Orders that a charge is called off; once, however often it is asked.
///
/// # Errors
/// As the database fails.
pub async fn call_off(tx: &mut Tx, org: OrgId, id: OrderId) -> Result<(), Error> {
    let key = format!("order:{id}:call_off");
    let known = sqlx::query("SELECT FROM money_moves WHERE org_id = $1 AND key = $2")
        .bind(org)
        .bind(&key)
        .fetch_optional(&mut **tx)
        .await?;
    if known.is_some() {
        return Ok(());
    }
    write(tx, org, id, &key, Sort::CallOff, 0).await
}

async fn write(tx: &mut Tx, org: OrgId, id: OrderId, key: &str, sort: Sort, amount: i64) -> Result<(), Error> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO money_moves (org_id, key, order_id, kind, amount, ordered_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(org)
    .bind(key)
    .bind(id)
    .bind(sort.name())
    .bind(amount)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    plaza_jobs::enqueue_once(tx, MOVE, &WhichMove { key: key.to_owned() }, now, &format!("{org}:{key}")).await?;
    Ok(())
}
