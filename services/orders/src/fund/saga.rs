//! `fund_order`: hold the place, pay into escrow, then the order stands. Undone in reverse until it
//! is funded. What follows (cards, mails) follows the events, so that no step has to wait for it.

use std::sync::Arc;

use chrono::Duration;
use plaza_core::{Cx, Fault, Instant, Kind, Result};
use plaza_db::Db;
use plaza_orders_api::{OfferStatus, OrderId, OrderStatus};
use plaza_payments_api::{Charge, ChargeLine, EscrowTerms, PaymentCard, PaymentMethod, PaymentStatus, Payments};
use plaza_saga::{Outcome, Saga, Step};
use serde::{Deserialize, Serialize};

use super::store;
use crate::change::{Deed, act};
use crate::domain::action::Action;
use crate::domain::purchase::OrderLine;
use crate::error::Error;
use crate::money::command::{call_off, charge_key};
use crate::offers;
use crate::record::{self, Order};

/// How long a payment that waits for somebody is left alone when nobody tells of it.
const LOOK_AGAIN: Duration = Duration::seconds(30);

/// The code of an order that waits for payments to come back.
pub const UNAVAILABLE: &str = "orders.payment_unavailable";

/// What the saga remembers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Funding {
    /// The order.
    pub order: OrderId,
    /// How it is paid.
    pub method: PaymentMethod,
    /// How long the payer has to act once the provider knows of the payment.
    pub minutes: u32,
    /// When that is over; none before it has begun.
    pub deadline: Option<Instant>,
    /// When waiting for payments that cannot be reached is over.
    pub give_up_at: Instant,
    /// How often they could not be reached.
    pub tries: u32,
}

/// The saga and what it works with.
pub struct FundOrder {
    /// Where the orders are.
    pub db: Db,
    /// Who charges and holds.
    pub payments: Arc<dyn Payments>,
}

#[async_trait::async_trait]
impl Saga for FundOrder {
    const NAME: &'static str = "fund_order";
    const STEPS: &'static [Step] = &[Step::back("hold"), Step::back("pay"), Step::pivot("fund")];
    type State = Funding;

    async fn run(&self, step: &str, cx: &Cx, funding: &mut Funding) -> Result<Outcome> {
        match step {
            "hold" => self.awaiting(cx, funding).await.map(|_| Outcome::Done),
            "pay" => self.pay(cx, funding).await,
            "fund" => self.fund(cx, funding).await,
            other => Err(unknown_step(other)),
        }
    }

    async fn undo(&self, step: &str, cx: &Cx, funding: &mut Funding, reason: &Fault) -> Result<()> {
        match step {
            "hold" => Ok(self.give_up(cx, funding, reason).await?),
            "pay" => Ok(self.call_off(cx, funding).await?),
            // Nothing was funded if it was refused, and what is funded is not undone.
            "fund" => Ok(()),
            other => Err(unknown_step(other)),
        }
    }
}

impl FundOrder {
    async fn pay(&self, cx: &Cx, funding: &mut Funding) -> Result<Outcome> {
        let order = self.awaiting(cx, funding).await?;
        let card = match self.payments.charge(cx, charge(&order, funding)).await {
            Ok(card) => card,
            Err(fault) if matches!(fault.kind, Kind::Unavailable | Kind::Timeout) => {
                return self.without_payments(&order, funding, &fault).await;
            }
            Err(fault) => return Err(fault),
        };
        store::remember(self.db.pool(), &order, &card).await?;
        match card.status {
            PaymentStatus::Completed => Ok(Outcome::Done),
            PaymentStatus::Created | PaymentStatus::ActionRequired | PaymentStatus::Pending => self.wait(funding),
            PaymentStatus::Failed
            | PaymentStatus::Cancelled
            | PaymentStatus::Refunded
            | PaymentStatus::PartiallyRefunded => Err(declined(&card)),
        }
    }

    /// Payments cannot be reached (001-86): the order waits, says so, and goes on by itself. Waiting
    /// takes no tries from the step, so that an hour without payments leaves no order stuck.
    async fn without_payments(&self, order: &Order, funding: &mut Funding, fault: &Fault) -> Result<Outcome> {
        tracing::warn!(%fault, order = %order.id, "payments cannot be reached; the order waits for them");
        store::remember_problem(self.db.pool(), order, UNAVAILABLE).await?;
        let now = self.db.clock().now();
        if now >= funding.give_up_at {
            return Err(Fault::new(
                Kind::PaymentRequired,
                UNAVAILABLE,
                "Payments could not be reached for too long, and nothing was charged. Order again.",
            ));
        }
        let rest = Duration::seconds(1_i64 << funding.tries.min(5));
        funding.tries = funding.tries.saturating_add(1);
        Ok(Outcome::Wait(rest.min(LOOK_AGAIN)))
    }

    fn wait(&self, funding: &mut Funding) -> Result<Outcome> {
        let now = self.db.clock().now();
        let deadline = *funding.deadline.get_or_insert(now + Duration::minutes(i64::from(funding.minutes)));
        if deadline <= now {
            return Err(Fault::new(
                Kind::PaymentRequired,
                "orders.payment_timeout",
                "The payment was not completed in time. Accept or order again.",
            ));
        }
        Ok(Outcome::Wait((deadline - now).min(LOOK_AGAIN)))
    }

    /// The point of no return.
    async fn fund(&self, cx: &Cx, funding: &Funding) -> Result<Outcome> {
        let mut tx = self.db.begin(cx).await?;
        let order = record::lock(&mut *tx, cx.org()?, funding.order).await?;
        if order.work.status == OrderStatus::AwaitingPayment {
            act(&mut tx, &order, Deed::by_itself(Action::Fund, None)).await?;
            tx.commit().await?;
            return Ok(Outcome::Done);
        }
        // A repetition after a crash finds it done, and perhaps well on its way.
        if order.funded_at.is_some() { Ok(Outcome::Done) } else { Err(no_longer_awaiting(&order)) }
    }

    /// Undoes the charge, whether or not it was made: by a job, because payments may be what is missing.
    async fn call_off(&self, cx: &Cx, funding: &Funding) -> Result<(), Error> {
        let mut tx = self.db.begin(cx).await?;
        let order = record::lock(&mut *tx, cx.org()?, funding.order).await?;
        call_off(&mut tx, order.org, order.id).await?;
        Ok(tx.commit().await?)
    }

    /// Undoes the order; the offer it came from can be accepted again, with another card.
    async fn give_up(&self, cx: &Cx, funding: &Funding, reason: &Fault) -> Result<(), Error> {
        let mut tx = self.db.begin(cx).await?;
        let order = record::lock(&mut *tx, cx.org()?, funding.order).await?;
        if order.work.status == OrderStatus::AwaitingPayment {
            act(&mut tx, &order, Deed::by_itself(Action::GiveUp, Some(&reason.code))).await?;
        }
        if let (Some(id), None) = (order.offer, order.funded_at) {
            let given = offers::lock(&mut *tx, order.org, id).await?;
            if given.order == Some(order.id) && given.standing.status == OfferStatus::Accepted {
                store::reopen(&mut tx, &given, &reason.code).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    async fn awaiting(&self, cx: &Cx, funding: &Funding) -> Result<Order> {
        let order = record::find(self.db.pool(), cx.org()?, funding.order).await?;
        if order.work.status == OrderStatus::AwaitingPayment { Ok(order) } else { Err(no_longer_awaiting(&order)) }
    }
}

fn charge(order: &Order, funding: &Funding) -> Charge {
    let line = |line: &OrderLine| ChargeLine {
        description: line.description.clone(),
        quantity_milli: 1_000,
        unit_price: line.amount,
        amount: line.amount,
    };
    Charge {
        key: charge_key(order.id),
        reference: order.id.uuid(),
        payer: order.client,
        amount: order.total(),
        method: funding.method.clone(),
        lines: order.lines.iter().map(line).collect(),
        tax_basis_points: 0,
        tax_inclusive: true,
        escrow: Some(EscrowTerms { payee: order.professional, commission_basis_points: order.commission_basis_points }),
    }
}

fn declined(card: &PaymentCard) -> Fault {
    let code = card.failure.clone().unwrap_or_else(|| "payments.declined".to_owned());
    Fault::new(Kind::PaymentRequired, code, "The payment was declined. Try another card.").with("paymentId", card.id)
}

fn no_longer_awaiting(order: &Order) -> Fault {
    let message = format!("The order is {} by now; its payment is called off.", order.work.status.name());
    Fault::conflict("orders.no_longer_awaiting", message)
}

fn unknown_step(step: &str) -> Fault {
    tracing::error!(step, "the saga has no such step");
    Fault::internal()
}
