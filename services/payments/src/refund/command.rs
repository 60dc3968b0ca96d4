use plaza_core::{Cx, Money};
use plaza_payments_api::Refund as Asked;
use plaza_payments_api::events::PaymentRefunded;

use super::http::RefundView;
use super::record::{Refund, RefundStatus};
use super::store;
use crate::app::App;
use crate::domain::ledger::Transaction;
use crate::domain::payment::{Change, Happening, Status, change, refundable};
use crate::error::{Error, Result};
use crate::provider::{ProviderError, RefundOrder};
use crate::record::Payment;
use crate::{facts, invoices, ledger, settle};

/// Gives back, once per organisation and key. An unknown answer of the provider
/// is an error that is safe to repeat; the reconciler ends the refund in any case.
pub async fn refund(app: &App, cx: &Cx, asked: Asked) -> Result<Refund> {
    let refund = open(app, cx, &asked).await?;
    let same = refund.amount == asked.amount || (asked.up_to && refund.amount.amount < asked.amount.amount);
    if refund.payment != asked.payment || !same {
        return Err(Error::KeyReused);
    }
    finish(app, cx, refund).await
}

/// Sends an open refund to the provider and records the answer. Harmless to repeat.
pub async fn finish(app: &App, cx: &Cx, refund: Refund) -> Result<Refund> {
    match refund.status {
        RefundStatus::Completed => return Ok(refund),
        RefundStatus::Refused => return Err(ProviderError::Refused("it refused this refund before".into()).into()),
        RefundStatus::Pending => {}
    }
    let order =
        RefundOrder { key: refund.id.to_string(), charge_key: refund.payment.to_string(), amount: refund.amount };
    match app.provider.refund(&order).await {
        Ok(reference) => complete(app, cx, refund, &reference).await,
        Err(ProviderError::Refused(reason)) => {
            release(app, cx, &refund).await?;
            Err(ProviderError::Refused(reason).into())
        }
        Err(unknown) => Err(unknown.into()),
    }
}

/// Reserves the amount before the provider hears of it: two refunds at once cannot both have the rest.
async fn open(app: &App, cx: &Cx, asked: &Asked) -> Result<Refund> {
    let org = cx.org()?;
    if asked.amount.amount <= 0 {
        return Err(Error::RefundEmpty);
    }
    let mut tx = app.db.begin(cx).await?;
    let mut payment = settle::store::locked(&mut tx, org, asked.payment).await?.ok_or(Error::NoPayment)?;
    let asked = &what_is_left(&payment, asked);
    let Some(refund) = store::insert(&mut tx, org, asked).await? else {
        drop(tx);
        return store::by_key(app.db.pool(), org, &asked.key).await?.ok_or(Error::NoPayment);
    };
    if !matches!(payment.status, Status::Completed | Status::PartiallyRefunded | Status::Refunded) {
        return Err(Error::WrongState(payment.status));
    }
    let held = payment.amount.minus(payment.released).map_err(|error| Error::Broken(error.to_string()))?;
    payment.refund_reserved = refundable(held, payment.refund_reserved, asked.amount)?;
    settle::store::save(&mut tx, &payment, "").await?;
    tx.commit().await?;
    Ok(refund)
}

/// What is asked for, or the rest where less is enough.
fn what_is_left(payment: &Payment, asked: &Asked) -> Asked {
    let left = payment.left().amount;
    let mut asked = asked.clone();
    if asked.up_to && left > 0 && asked.amount.currency == payment.amount.currency {
        asked.amount.amount = asked.amount.amount.min(left);
    }
    asked
}

/// Ledger, credit note, states and event in one transaction.
async fn complete(app: &App, cx: &Cx, mut refund: Refund, reference: &str) -> Result<Refund> {
    let mut tx = app.db.begin(cx).await?;
    let mut payment = settle::store::locked(&mut tx, refund.org, refund.payment).await?.ok_or(Error::NoPayment)?;
    refund.status = RefundStatus::Completed;
    if !store::complete(&mut tx, &refund, reference).await? {
        // Somebody else ended it meanwhile; what they wrote counts.
        drop(tx);
        let all = store::of_payment(app.db.pool(), refund.org, refund.payment).await?;
        return all.into_iter().find(|known| known.id == refund.id).ok_or(Error::NoPayment);
    }
    let posting = match &payment.escrow {
        // Nothing was sold yet, so there is nothing to credit.
        Some(_) => Transaction::escrow_refunded(refund.amount)?,
        None => {
            let (note, tax) = invoices::issue::of_refund(&mut tx, &payment, &refund).await?;
            refund.credit_note = Some(note);
            store::credit(&mut tx, &refund, note).await?;
            Transaction::refunded(refund.amount, Money::new(tax, refund.amount.currency))?
        }
    };
    ledger::store::post(&mut tx, payment.org, &posting, payment.id, refund.id).await?;
    advance(&mut payment, refund.amount)?;
    settle::store::save(&mut tx, &payment, "").await?;
    tx.emit(&PaymentRefunded(facts::of(&payment, refund.amount, tx.now())));
    tx.answer(201, &RefundView::from(&refund));
    tx.commit().await?;
    Ok(refund)
}

fn advance(payment: &mut Payment, given_back: Money) -> Result<()> {
    payment.refunded = refundable(payment.amount, payment.refunded, given_back)?;
    let happening = Happening::Refunded { total: payment.refunded.amount };
    if let Change::To(status) = change(payment.status, payment.amount.amount, happening)? {
        payment.status = status;
    }
    Ok(())
}

/// The provider will not: the amount is free again.
async fn release(app: &App, cx: &Cx, refund: &Refund) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    let mut payment = settle::store::locked(&mut tx, refund.org, refund.payment).await?.ok_or(Error::NoPayment)?;
    if store::refuse(&mut tx, refund).await? {
        payment.refund_reserved =
            payment.refund_reserved.minus(refund.amount).map_err(|error| Error::Broken(error.to_string()))?;
        settle::store::save(&mut tx, &payment, "").await?;
    }
    tx.commit().await?;
    Ok(())
}
