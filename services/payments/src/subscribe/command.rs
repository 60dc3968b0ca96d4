use plaza_core::Cx;
use plaza_db::Tx;
use plaza_payments_api::{Charge, ChargeLine, PaymentMethod, PlanId, SubscriptionId};

use super::http::SubscriptionView;
use super::renew::CALL_OFF;
use super::store::{self, Subscription, SubscriptionStatus};
use crate::app::App;
use crate::charge;
use crate::domain::payment::Status;
use crate::error::{Error, Result};
use crate::plans::store::Plan;
use crate::record::Payment;

/// A renewal is tried so often, a day apart, before the subscription ends.
const ATTEMPTS: i32 = 3;

/// Subscribes the person asking and charges the first period.
pub async fn subscribe(app: &App, cx: &Cx, plan: PlanId, method: PaymentMethod) -> Result<SubscriptionView> {
    let org = cx.org()?;
    let plan = crate::plans::store::find(app.db.pool(), org, plan).await?.ok_or(Error::NoSuch("plan"))?;
    let id = SubscriptionId::new();
    let mut tx = app.db.begin(&Cx { idempotency: None, ..cx.clone() }).await?;
    if !store::insert(&mut tx, org, id, plan.id, cx.user()?, &method.token).await? {
        return Err(Error::Subscribed);
    }
    tx.commit().await?;
    let subscription = store::find(app.db.pool(), org, id).await?.ok_or(Error::NoSuch("subscription"))?;
    let payment = match charge_period(app, cx, &subscription, &plan, method).await {
        Ok(payment) => payment,
        Err(error) => {
            // Nothing was charged, or it is called off: the person may start anew.
            give_up(app, cx, &subscription).await?;
            return Err(error);
        }
    };
    let mut tx = app.db.begin(cx).await?;
    let subscription =
        settle(&mut tx, &payment, &subscription.charge_key(), id).await?.ok_or(Error::NoSuch("subscription"))?;
    let view = SubscriptionView::of(&subscription, Some(&payment));
    if payment.status != Status::Failed {
        tx.answer(201, &view);
    }
    tx.commit().await?;
    match payment.failure {
        Some(code) => Err(Error::Declined(code)),
        None => Ok(view),
    }
}

/// Charges a subscription's next period, once per attempt.
pub async fn charge_period(
    app: &App,
    cx: &Cx,
    subscription: &Subscription,
    plan: &Plan,
    method: PaymentMethod,
) -> Result<Payment> {
    let line = ChargeLine {
        description: plan.name.clone(),
        quantity_milli: 1_000,
        unit_price: plan.price,
        amount: plan.price,
    };
    let request = Charge {
        key: subscription.charge_key(),
        reference: subscription.id.uuid(),
        payer: subscription.user,
        amount: plan.price,
        method,
        lines: vec![line],
        tax_basis_points: plan.tax_basis_points,
        tax_inclusive: true,
        escrow: None,
    };
    charge::command::charge(app, &Cx { idempotency: None, ..cx.clone() }, request).await
}

/// Records on a subscription what became of its payment; a repeat changes nothing.
/// Money for a subscription that has ended meanwhile goes back by a job.
pub async fn settle(tx: &mut Tx, payment: &Payment, key: &str, id: SubscriptionId) -> Result<Option<Subscription>> {
    let Some(mut subscription) = store::locked(tx, payment.org, id).await? else { return Ok(None) };
    let open = matches!(
        subscription.status,
        SubscriptionStatus::Incomplete | SubscriptionStatus::Active | SubscriptionStatus::PastDue
    );
    let present = subscription.charge_key() == key;
    match payment.status {
        Status::Completed if open && present => extend(&mut subscription)?,
        Status::Completed if !open && present => plaza_jobs::enqueue(tx, CALL_OFF, &key).await?,
        Status::Failed | Status::Cancelled if open && present => decline(tx, &mut subscription),
        _ => return Ok(Some(subscription)),
    }
    store::save(tx, &subscription).await?;
    Ok(Some(subscription))
}

/// Ends a subscription's renewals; what was paid stays good until its end.
pub async fn cancel(app: &App, cx: &Cx, id: SubscriptionId) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    let found = store::locked(&mut tx, cx.org()?, id).await?;
    let me = cx.user()?;
    let mut subscription =
        found.filter(|found| found.user == me || cx.roles.operates()).ok_or(Error::NoSuch("subscription"))?;
    if !matches!(subscription.status, SubscriptionStatus::Cancelled | SubscriptionStatus::Ended) {
        subscription.status = SubscriptionStatus::Cancelled;
        subscription.due_at = None;
        store::save(&mut tx, &subscription).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn extend(subscription: &mut Subscription) -> Result<()> {
    subscription.status = SubscriptionStatus::Active;
    subscription.paid_periods += 1;
    subscription.attempts = 0;
    let end = subscription.period.after(subscription.anchor, subscription.paid_periods.unsigned_abs());
    subscription.paid_until = Some(end.ok_or_else(|| Error::Broken("a period ends beyond the calendar".into()))?);
    subscription.due_at = subscription.paid_until;
    Ok(())
}

fn decline(tx: &Tx, subscription: &mut Subscription) {
    subscription.attempts += 1;
    if subscription.status == SubscriptionStatus::Incomplete || subscription.attempts >= ATTEMPTS {
        subscription.status = SubscriptionStatus::Ended;
        subscription.due_at = None;
    } else {
        subscription.status = SubscriptionStatus::PastDue;
        subscription.due_at = Some(tx.now() + chrono::Duration::days(1));
    }
}

async fn give_up(app: &App, cx: &Cx, subscription: &Subscription) -> Result<()> {
    let mut tx = app.db.begin(&Cx { idempotency: None, ..cx.clone() }).await?;
    if let Some(mut locked) = store::locked(&mut tx, subscription.org, subscription.id).await?
        && locked.status == SubscriptionStatus::Incomplete
    {
        locked.status = SubscriptionStatus::Ended;
        store::save(&mut tx, &locked).await?;
        plaza_jobs::enqueue(&mut tx, CALL_OFF, &subscription.charge_key()).await?;
    }
    tx.commit().await?;
    Ok(())
}
