use plaza_core::Cx;
use plaza_payments_api::events::PaymentRefunded;
use plaza_payments_api::{CancelCharge, Refund as Asked};

use crate::app::App;
use crate::domain::ledger::Transaction;
use crate::domain::payment::Status;
use crate::error::{Error, Result};
use crate::provider::{Answer, Outcome, ProviderError, RefundOrder};
use crate::record::Payment;
use crate::{charge, facts, ledger, refund, settle};

/// Calls off by the charge's key, seen or not. Harmless to repeat.
pub async fn cancel(app: &App, cx: &Cx, request: CancelCharge) -> Result<()> {
    let org = cx.org()?;
    remember(app, cx, &request).await?;
    let Some(payment) = charge::store::by_key(app.db.pool(), org, &request.key).await? else { return Ok(()) };
    if payment.status.is_open() {
        let answer = app.provider.cancel(&payment.provider_key()).await?;
        give_up(app, cx, &payment, answer).await?;
    }
    let Some(payment) = charge::store::by_key(app.db.pool(), org, &request.key).await? else { return Ok(()) };
    if matches!(payment.status, Status::Completed | Status::PartiallyRefunded) {
        refund_rest(app, cx, &payment, &request).await?;
    }
    Ok(())
}

/// Gives back what came in for a payment that had ended.
pub async fn reverse(app: &App, cx: &Cx, payment: &Payment) -> Result<()> {
    let order = RefundOrder {
        key: format!("{}-reversal", payment.id),
        charge_key: payment.provider_key(),
        amount: payment.amount,
    };
    app.provider.refund(&order).await?;
    let mut tx = app.db.begin(cx).await?;
    if settle::store::mark_reversed(&mut tx, payment).await? {
        ledger::store::post(
            &mut tx,
            payment.org,
            &Transaction::deposit_returned(payment.amount)?,
            payment.id,
            payment.id.uuid(),
        )
        .await?;
        tx.emit(&PaymentRefunded(facts::of(payment, payment.amount, tx.now())));
    }
    tx.commit().await?;
    Ok(())
}

/// A charge that comes later under this key is refused.
async fn remember(app: &App, cx: &Cx, request: &CancelCharge) -> Result<()> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    charge::store::lock_key(&mut tx, org, &request.key).await?;
    let now = tx.now();
    sqlx::query("INSERT INTO called_off (org_id, key, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(org)
        .bind(&request.key)
        .bind(&request.reason)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn give_up(app: &App, cx: &Cx, payment: &Payment, answer: Option<Answer>) -> Result<()> {
    if let Some(answer @ Answer { outcome: Outcome::Declined { .. }, .. }) = &answer {
        settle::command::record(app, cx, payment.org, payment.id, answer, None).await?;
        return Ok(());
    }
    let collected = answer.is_some_and(|answer| answer.outcome == Outcome::Approved);
    let mut tx = app.db.begin(cx).await?;
    let mut payment = settle::store::locked(&mut tx, payment.org, payment.id).await?.ok_or(Error::NoPayment)?;
    // A webhook may have been faster; then it is refunded like any other.
    if payment.status.is_open() {
        settle::command::void(&mut tx, &mut payment).await?;
        if collected {
            settle::command::take_as_deposit(&mut tx, &payment).await?;
        }
    }
    tx.commit().await?;
    if collected && payment.status == Status::Cancelled {
        match reverse(app, cx, &payment).await {
            // Noted as due: the reconciler goes on with it.
            Err(Error::Provider(ProviderError::Unknown(text))) => {
                tracing::warn!(payment = %payment.id, text, "giving back is tried again")
            }
            other => other?,
        }
    }
    Ok(())
}

async fn refund_rest(app: &App, cx: &Cx, payment: &Payment, request: &CancelCharge) -> Result<()> {
    let rest = payment.left();
    let key = format!("{}/called-off", request.key);
    if let Some(begun) = refund::store::by_key(app.db.pool(), payment.org, &key).await? {
        refund::command::finish(app, cx, begun).await?;
    } else if !rest.is_zero() {
        let asked = Asked { key, payment: payment.id, amount: rest, reason: request.reason.clone(), up_to: false };
        refund::command::refund(app, cx, asked).await?;
    }
    Ok(())
}
