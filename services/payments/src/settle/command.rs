use plaza_core::{Cx, Money, OrgId};
use plaza_db::Tx;
use plaza_payments_api::events::{EscrowHeld, PaymentCompleted, PaymentFailed};
use plaza_payments_api::{EscrowTerms, InvoiceId, PaymentId};

use super::store;
use crate::app::App;
use crate::domain::invoice;
use crate::domain::ledger::Transaction;
use crate::domain::payment::{Change, Happening, PaymentError, Status, change};
use crate::error::{Error, Result};
use crate::provider::{Answer, Notice, Outcome};
use crate::record::Payment;
use crate::{facts, invoices, ledger};

/// Records the provider's word on a charge: state, ledger, invoice and events in one transaction.
/// A webhook's event that was recorded before changes nothing.
pub async fn record(
    app: &App,
    cx: &Cx,
    org: OrgId,
    id: PaymentId,
    answer: &Answer,
    notice: Option<&Notice>,
) -> Result<Payment> {
    let mut tx = app.db.begin(&Cx { org: Some(org), idempotency: None, ..cx.clone() }).await?;
    let mut payment = store::locked(&mut tx, org, id).await?.ok_or(Error::NoPayment)?;
    if let Some(notice) = notice
        && !store::remember(&mut tx, &payment, app.provider.name(), notice).await?
    {
        return Ok(payment);
    }
    let happening = happening(&answer.outcome);
    match change(payment.status, payment.amount.amount, happening) {
        Ok(Change::Nothing) => {}
        Ok(Change::To(status)) => enter(&mut tx, &mut payment, status, answer).await?,
        Ok(Change::Reverse) => take_as_deposit(&mut tx, &payment).await?,
        // Nothing that is asked here can be illegal but a provider that takes a collected charge back.
        Err(PaymentError::Illegal { from, happening }) => {
            tracing::error!(payment = %id, from = from.name(), ?happening, "the provider contradicts itself; the payment stays as it is");
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    Ok(payment)
}

/// Gives a payment up before money moved. Only for a payment that is locked in `tx`.
pub async fn void(tx: &mut Tx, payment: &mut Payment) -> Result<()> {
    let nothing = Answer { reference: String::new(), outcome: Outcome::Cancelled };
    match change(payment.status, payment.amount.amount, Happening::Voided)? {
        Change::To(status) => enter(tx, payment, status, &nothing).await,
        Change::Nothing | Change::Reverse => Ok(()),
    }
}

/// Books money that came in for a payment that had ended: it is the customer's and must go back.
pub async fn take_as_deposit(tx: &mut Tx, payment: &Payment) -> Result<()> {
    if store::mark_reversal_due(tx, payment).await? {
        tracing::warn!(payment = %payment.id, "money came in for a payment that had ended; it goes back");
        ledger::store::post(
            tx,
            payment.org,
            &Transaction::deposit_taken(payment.amount)?,
            payment.id,
            payment.id.uuid(),
        )
        .await?;
    }
    Ok(())
}

async fn enter(tx: &mut Tx, payment: &mut Payment, status: Status, answer: &Answer) -> Result<()> {
    payment.status = status;
    match &answer.outcome {
        Outcome::ActionRequired { challenge } => payment.challenge = Some(challenge.clone()),
        Outcome::Declined { reason } => payment.failure = Some(format!("payments.{reason}")),
        _ => {}
    }
    let now = tx.now();
    match status {
        Status::Completed => {
            payment.completed_at = Some(now);
            match &payment.escrow {
                Some(terms) => hold(tx, payment, terms).await?,
                None => payment.invoice = Some(sell(tx, payment).await?),
            }
            tx.emit(&PaymentCompleted(facts::of(payment, payment.amount, now)));
        }
        Status::Failed | Status::Cancelled => tx.emit(&PaymentFailed(facts::of(payment, payment.amount, now))),
        _ => {}
    }
    Ok(store::save(tx, payment, &answer.reference).await?)
}

/// A sale of the organisation's own: income, and an invoice.
async fn sell(tx: &mut Tx, payment: &Payment) -> Result<InvoiceId> {
    let (_, totals) = invoice::of_charge(&payment.billing.items(), payment.billing.tax_mode(), payment.amount)?;
    let posting = Transaction::charge_captured(payment.amount, totals.tax)?;
    ledger::store::post(tx, payment.org, &posting, payment.id, payment.id.uuid()).await?;
    invoices::issue::of_payment(tx, payment).await
}

/// Somebody else's work: nothing is ours yet, so nothing is invoiced.
async fn hold(tx: &mut Tx, payment: &Payment, terms: &EscrowTerms) -> Result<()> {
    let posting = Transaction::escrow_held(payment.amount)?;
    ledger::store::post(tx, payment.org, &posting, payment.id, payment.id.uuid()).await?;
    let nothing = Money::zero(payment.amount.currency);
    tx.emit(&EscrowHeld(facts::of_escrow(payment, terms, payment.amount, nothing, tx.now())));
    Ok(())
}

fn happening(outcome: &Outcome) -> Happening {
    match outcome {
        Outcome::Approved => Happening::Captured,
        Outcome::Declined { .. } => Happening::Declined,
        Outcome::ActionRequired { .. } => Happening::Challenged,
        Outcome::Pending => Happening::Waiting,
        Outcome::Cancelled => Happening::Voided,
    }
}
