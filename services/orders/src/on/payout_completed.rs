use plaza_core::{Envelope, OrgId, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::{OrderId, OrderStatus};
use plaza_payments_api::events::{PayoutCompleted, PayoutFacts, PayoutPart};
use uuid::Uuid;

use crate::change::{Deed, act};
use crate::domain::action::Action;
use crate::error::Error;
use crate::record::{self, Order};

/// Notes what was sent to a professional, order by order; an order whose released money was all sent is paid out.
pub struct PaidOut;

#[async_trait::async_trait]
impl Handler for PaidOut {
    fn name(&self) -> &'static str {
        "paid_out"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["payments.payout.completed.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let PayoutCompleted(PayoutFacts { payout_id, mut parts, .. }) = event.data()?;
        let Some(org) = event.orgid else { return Ok(()) };
        // In the order of ids, so that two payouts never wait for each other in a circle.
        parts.sort_by_key(|part| part.reference);
        for part in parts {
            note(tx, org, payout_id, &part).await?;
        }
        Ok(())
    }
}

async fn note(tx: &mut Tx, org: OrgId, payout: Uuid, part: &PayoutPart) -> Result<(), Error> {
    let order = match record::lock(&mut **tx, org, OrderId(part.reference)).await {
        Ok(order) => order,
        // A payout may be for other things than orders.
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let now = tx.now();
    sqlx::query(
        "INSERT INTO payout_parts (org_id, order_id, payout_id, released, amount, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
    )
    .bind(org)
    .bind(order.id)
    .bind(payout)
    .bind(part.released.amount)
    .bind(part.amount.amount)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let noted: Order = sqlx::query_as(
        "UPDATE orders SET paid_out = (SELECT coalesce(sum(released), 0)::bigint FROM payout_parts WHERE org_id = $1 AND order_id = $2)
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(org)
    .bind(order.id)
    .fetch_one(&mut **tx)
    .await?;
    if noted.work.status == OrderStatus::Completed && noted.work.paid_out >= noted.work.released {
        act(tx, &noted, Deed::by_itself(Action::PayOut, None)).await?;
    }
    Ok(())
}
