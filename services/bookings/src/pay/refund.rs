//! Giving money back: set aside in the transaction that decides it, done by a
//! durable job, so that a crash between the two loses nothing.

use std::sync::Arc;
use std::time::Duration;

use plaza_bookings_api::BookingId;
use plaza_core::{Currency, Cx, Fault, Money, OrgId, Result};
use plaza_db::{Db, Tx};
use plaza_jobs::{Job, Reconciler, enqueue_once};
use plaza_payments_api::{PaymentId, Payments, Refund};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store;
use crate::error::Error;
use crate::record::{self, Booking};

const KIND: &str = "refund_booking";

/// How long a refund is left to its job before it is taken up again.
const OVERDUE: chrono::Duration = chrono::Duration::minutes(30);

/// After so many refusals by the provider a refund is taken up only once a day. The audit has the same number.
const REFUSALS: i32 = 10;

/// How long such a one rests: meanwhile its job waits at the operators' desk.
const REST: chrono::Duration = chrono::Duration::days(1);

/// One refund to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    booking: BookingId,
    payment: PaymentId,
    amount: Money,
    /// Booking and version: each change of a booking gives back at most once.
    key: String,
    reason: String,
}

/// Sets `amount` aside and orders its refund; nothing when there is nothing to give back.
///
/// # Errors
/// As the database fails; the table refuses more than was paid.
pub async fn order(tx: &mut Tx, booking: &Booking, amount: Money, reason: &str) -> Result<Booking, Error> {
    let Some(payment) = booking.payment_id.filter(|_| amount.amount > 0) else { return Ok(booking.clone()) };
    let changed = store::set_aside(&mut **tx, booking, amount.amount).await?;
    enqueue_refund(tx, booking, payment, amount, reason).await?;
    Ok(changed)
}

/// Orders the refund of an amount that is already set aside.
///
/// # Errors
/// As the database fails.
pub async fn enqueue_refund(
    tx: &mut Tx,
    booking: &Booking,
    payment: PaymentId,
    amount: Money,
    reason: &str,
) -> Result<(), Error> {
    let key = format!("refund:{}:{}", booking.id, booking.version);
    let now = tx.now();
    sqlx::query(
        "INSERT INTO refunds (org_id, key, booking_id, payment_id, amount, currency, reason, ordered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(booking.org)
    .bind(&key)
    .bind(booking.id)
    .bind(payment.uuid())
    .bind(amount.amount)
    .bind(amount.currency.code())
    .bind(reason)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    enqueue(tx, &Order { booking: booking.id, payment, amount, key, reason: reason.to_owned() }).await
}

async fn enqueue(tx: &mut Tx, order: &Order) -> Result<(), Error> {
    let now = tx.now();
    Ok(enqueue_once(tx, KIND, order, now, &order.key).await?)
}

/// Makes the refunds that were ordered.
pub struct RefundBooking {
    /// Where bookings are.
    pub db: Db,
    /// Who gives back.
    pub payments: Arc<dyn Payments>,
}

#[async_trait::async_trait]
impl Job for RefundBooking {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let order: Order = serde_json::from_value(payload).map_err(|error| {
            tracing::error!(%error, "a refund's order does not read");
            Fault::internal()
        })?;
        let org = cx.org()?;
        let refusals = self.refusals(org, &order.key).await?;
        let key = if refusals == 0 { order.key.clone() } else { format!("{}:{refusals}", order.key) };
        let refund =
            Refund { key, payment: order.payment, amount: order.amount, reason: order.reason.clone(), up_to: true };
        match self.payments.refund(cx, refund).await {
            // Somebody gives it back in payments: that is this one's end once it is done, and not if it is refused.
            Err(fault) if fault.code == "payments.refund_too_large" => {
                if !self.is_given_back(cx, &order).await? {
                    return Err(fault);
                }
            }
            // Nothing has moved, and nothing ever will under this key.
            Err(fault) if fault.code == "payments.provider_refused" => {
                self.refused(org, &order.key, refusals).await?;
                return Err(fault);
            }
            other => other.map(drop)?,
        }
        Ok(self.done(org, &order.key).await?)
    }
}

impl RefundBooking {
    /// Whether payments has given back all that the booking has set aside.
    async fn is_given_back(&self, cx: &Cx, order: &Order) -> Result<bool> {
        let booking = record::find(self.db.pool(), cx.org()?, order.booking).await?;
        let payment = self.payments.payment(cx, order.payment).await?;
        Ok(payment.is_none_or(|payment| payment.refunded.amount >= booking.refunded))
    }

    /// How often the provider has refused it; what was ordered before this was kept has no row.
    async fn refusals(&self, org: OrgId, key: &str) -> Result<i32, Error> {
        let found = sqlx::query_scalar("SELECT refusals FROM refunds WHERE org_id = $1 AND key = $2");
        Ok(found.bind(org).bind(key).fetch_optional(self.db.pool()).await?.unwrap_or_default())
    }

    async fn refused(&self, org: OrgId, key: &str, before: i32) -> Result<(), Error> {
        let sql = "UPDATE refunds SET refusals = refusals + 1, refused_at = $4 WHERE org_id = $1 AND key = $2 AND refusals = $3";
        sqlx::query(sql).bind(org).bind(key).bind(before).bind(self.db.clock().now()).execute(self.db.pool()).await?;
        Ok(())
    }

    async fn done(&self, org: OrgId, key: &str) -> Result<(), Error> {
        let sql = "UPDATE refunds SET done_at = $3 WHERE org_id = $1 AND key = $2 AND done_at IS NULL";
        sqlx::query(sql).bind(org).bind(key).bind(self.db.clock().now()).execute(self.db.pool()).await?;
        Ok(())
    }
}

/// Takes up refunds whose job rests as dead: what was promised back may not be left lying. One that the provider goes on
/// refusing rests for a day at a time, and waits at the operators' desk for somebody to look at it.
pub struct TakeUpRefunds(pub Db);

#[async_trait::async_trait]
impl Reconciler for TakeUpRefunds {
    fn name(&self) -> &'static str {
        "take_up_refunds"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        Ok(pass(&self.0, cx).await?)
    }
}

#[derive(sqlx::FromRow)]
struct Waiting {
    org_id: OrgId,
    key: String,
    booking_id: BookingId,
    payment_id: PaymentId,
    amount: i64,
    currency: String,
    reason: String,
}

async fn pass(db: &Db, cx: &Cx) -> Result<(), Error> {
    let overdue: Vec<Waiting> = sqlx::query_as(
        "SELECT org_id, key, booking_id, payment_id, amount, currency, reason FROM refunds
         WHERE done_at IS NULL AND ordered_at < $1 AND (refusals < $2 OR refused_at < $3) ORDER BY ordered_at LIMIT 500",
    )
    .bind(db.clock().now() - OVERDUE)
    .bind(REFUSALS)
    .bind(db.clock().now() - REST)
    .fetch_all(db.pool())
    .await?;
    for waiting in overdue {
        let Ok(currency) = waiting.currency.parse::<Currency>() else {
            tracing::error!(key = waiting.key, "a refund's currency does not read");
            continue;
        };
        let mut tx = db.begin(&Cx { org: Some(waiting.org_id), ..cx.clone() }).await?;
        let order = Order {
            booking: waiting.booking_id,
            payment: waiting.payment_id,
            amount: Money::new(waiting.amount, currency),
            key: waiting.key,
            reason: waiting.reason,
        };
        enqueue(&mut tx, &order).await?;
        tx.commit().await?;
    }
    Ok(())
}
