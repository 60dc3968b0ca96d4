use plaza_core::{Cx, Money};
use plaza_db::Tx;
use plaza_payments_api::events::EscrowReleased;
use plaza_payments_api::{EscrowCard, PaymentId, Release};
use uuid::Uuid;

use super::record::Released;
use super::store;
use crate::app::App;
use crate::billing::{self, Billing};
use crate::domain::escrow::commission;
use crate::domain::invoice;
use crate::domain::ledger::Transaction;
use crate::domain::payment::Status;
use crate::error::{Error, Result};
use crate::payments::query;
use crate::record::Payment;
use crate::{facts, invoices, ledger, payout, settle};

/// Makes held money the payee's, once per organisation and key: ledger, the commission's invoice and the event in one transaction.
pub async fn release(app: &App, cx: &Cx, asked: Release) -> Result<Released> {
    let org = cx.org()?;
    if let Some(known) = store::by_key(app.db.pool(), org, &asked.key).await? {
        return same(known, &asked);
    }
    if asked.amount.amount <= 0 {
        return Err(Error::RefundEmpty);
    }
    let payment = query::find(app.db.pool(), org, asked.payment).await?.ok_or(Error::NoPayment)?;
    let terms = payment.escrow.clone().ok_or(Error::NotEscrowed)?;
    let kept = commission(asked.amount, terms.commission_basis_points);
    let billing = billing::of_commission(app, cx, terms.payee, &payment, kept).await?;
    let mut tx = app.db.begin(cx).await?;
    let mut payment = settle::store::locked(&mut tx, org, asked.payment).await?.ok_or(Error::NoPayment)?;
    if !matches!(payment.status, Status::Completed | Status::PartiallyRefunded) {
        return Err(Error::WrongState(payment.status));
    }
    let mut release = Released {
        org,
        id: Uuid::now_v7(),
        payment: payment.id,
        reference: payment.reference,
        payee: terms.payee,
        amount: asked.amount,
        commission: kept,
        invoice: None,
    };
    if !store::insert(&mut tx, &asked.key, &payment, &release).await? {
        drop(tx);
        let known = store::by_key(app.db.pool(), org, &asked.key).await?.ok_or(Error::NoPayment)?;
        return same(known, &asked);
    }
    let left = payment.left();
    if asked.amount.currency != left.currency || asked.amount.amount > left.amount {
        return Err(Error::ReleaseTooLarge { left });
    }
    payment.released.amount += asked.amount.amount;
    settle::store::save(&mut tx, &payment, "").await?;
    book(&mut tx, &payment, &mut release, billing).await?;
    tx.emit(&EscrowReleased(facts::of_escrow(&payment, &terms, release.amount, release.commission, tx.now())));
    if release.net().is_zero() {
        // No payout ever comes for it, and whoever waits for one would wait for ever.
        payout::command::settle_nothing(&mut tx, &release).await?;
    }
    tx.commit().await?;
    Ok(release)
}

/// What a payment holds for whom; none for a sale, or one that is not paid.
pub async fn card(app: &App, cx: &Cx, id: PaymentId) -> Result<Option<EscrowCard>> {
    let Some(payment) = query::find(app.db.pool(), cx.org()?, id).await? else { return Ok(None) };
    let paid = matches!(payment.status, Status::Completed | Status::PartiallyRefunded | Status::Refunded);
    let Some(terms) = payment.escrow.clone().filter(|_| paid) else { return Ok(None) };
    let paid_out = store::paid_out(app.db.pool(), &payment).await?;
    Ok(Some(EscrowCard {
        payment: payment.id,
        reference: payment.reference,
        payee: terms.payee,
        amount: payment.amount,
        released: payment.released,
        refunded: payment.refunded,
        paid_out,
    }))
}

fn same(known: Released, asked: &Release) -> Result<Released> {
    if known.payment == asked.payment && known.amount == asked.amount { Ok(known) } else { Err(Error::KeyReused) }
}

/// The movement, and the payee's invoice of what the platform kept.
async fn book(tx: &mut Tx, payment: &Payment, release: &mut Released, billing: Option<Billing>) -> Result<()> {
    let mut tax = Money::zero(release.amount.currency);
    if let Some(billing) = billing {
        tax = invoice::of_charge(&billing.items(), billing.tax_mode(), release.commission)?.1.tax;
        let bill = Payment { payer: release.payee, amount: release.commission, billing, ..payment.clone() };
        let id = invoices::issue::of_commission(tx, &bill, release.id).await?;
        store::invoiced(tx, release, id).await?;
        release.invoice = Some(id);
    }
    let posting = Transaction::escrow_released(release.amount, release.commission, tax, release.payee)?;
    Ok(ledger::store::post(tx, release.org, &posting, release.payment, release.id).await?)
}
