//! The job that moves money, and the reconciler of moves that wait too long.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Fault, Money, OrgId, Result};
use plaza_db::Db;
use plaza_jobs::{Job, Reconciler, enqueue_once};
use plaza_orders_api::OrderId;
use plaza_payments_api::{CancelCharge, Payments, Refund, Release};
use serde_json::Value;

use super::command::{WhichMove, charge_key};
use crate::error::Error;
use crate::record;

/// Name of the job.
pub const MOVE: &str = "move_money";

/// How long a move is left to its job before it is taken up again.
const OVERDUE: chrono::Duration = chrono::Duration::minutes(30);

/// Asks payments for a move, and notes that it was done.
pub struct MoveMoney {
    /// Where the moves are.
    pub db: Db,
    /// Who holds the money.
    pub payments: Arc<dyn Payments>,
}

#[derive(sqlx::FromRow)]
struct Waiting {
    order_id: OrderId,
    kind: String,
    amount: i64,
}

#[async_trait::async_trait]
impl Job for MoveMoney {
    fn kind(&self) -> &'static str {
        MOVE
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let which: WhichMove = serde_json::from_value(payload).map_err(|error| {
            tracing::error!(%error, "which money to move does not read");
            Fault::internal()
        })?;
        let org = cx.org()?;
        let Some(waiting) = self.waiting(org, &which.key).await? else { return Ok(()) };
        self.ask(cx, &which.key, &waiting).await?;
        Ok(self.done(org, &which.key).await?)
    }
}

impl MoveMoney {
    async fn ask(&self, cx: &Cx, key: &str, waiting: &Waiting) -> Result<()> {
        let order = record::find(self.db.pool(), cx.org()?, waiting.order_id).await?;
        if waiting.kind == "call_off" {
            let reason = order.reason.clone().unwrap_or_else(|| "order_cancelled".to_owned());
            return self.payments.cancel(cx, CancelCharge { key: charge_key(order.id), reason }).await;
        }
        let Some(payment) = order.payment_id else {
            tracing::error!(order = %order.id, "money is to be moved of an order without a payment");
            return Err(Fault::internal());
        };
        let amount = Money::new(waiting.amount, order.currency);
        let key = key.to_owned();
        if waiting.kind == "release" {
            return self.payments.release(cx, Release { key, payment, amount }).await.map(drop);
        }
        // What an operator gave back in payments meanwhile need not be given back again.
        let refund = Refund { key, payment, amount, reason: "order_ended".to_owned(), up_to: true };
        self.payments.refund(cx, refund).await.map(drop)
    }

    async fn waiting(&self, org: OrgId, key: &str) -> Result<Option<Waiting>, Error> {
        let sql = "SELECT order_id, kind, amount FROM money_moves WHERE org_id = $1 AND key = $2 AND done_at IS NULL";
        Ok(sqlx::query_as(sql).bind(org).bind(key).fetch_optional(self.db.pool()).await?)
    }

    async fn done(&self, org: OrgId, key: &str) -> Result<(), Error> {
        let now = self.db.clock().now();
        sqlx::query("UPDATE money_moves SET done_at = $3 WHERE org_id = $1 AND key = $2 AND done_at IS NULL")
            .bind(org)
            .bind(key)
            .bind(now)
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}

/// Takes up moves whose job rests as dead: an order may not end with money that nobody moves.
pub struct TakeUpMoves(pub Db);

#[async_trait::async_trait]
impl Reconciler for TakeUpMoves {
    fn name(&self) -> &'static str {
        "take_up_moves"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        Ok(pass(&self.0, cx).await?)
    }
}

async fn pass(db: &Db, cx: &Cx) -> Result<(), Error> {
    let overdue: Vec<(OrgId, String)> = sqlx::query_as(
        "SELECT org_id, key FROM money_moves WHERE done_at IS NULL AND ordered_at < $1 ORDER BY ordered_at LIMIT 500",
    )
    .bind(db.clock().now() - OVERDUE)
    .fetch_all(db.pool())
    .await?;
    for (org, key) in overdue {
        let mut tx = db.begin(&Cx { org: Some(org), ..cx.clone() }).await?;
        let now = tx.now();
        enqueue_once(&mut tx, MOVE, &WhichMove { key: key.clone() }, now, &format!("{org}:{key}")).await?;
        tx.commit().await?;
    }
    Ok(())
}
