use plaza_core::{Currency, Cx, Money, OrgId, UserId};
use plaza_db::Tx;
use plaza_payments_api::events::{PayoutCompleted, PayoutFacts, PayoutFailed};

use super::account;
use super::record::{Payout, PayoutStatus};
use super::store;
use crate::app::App;
use crate::domain::ledger::Transaction;
use crate::error::{Error, Result};
use crate::escrow::record::Released;
use crate::ledger;
use crate::provider::{PayoutOrder, PayoutOutcome, ProviderError};

/// Pays somebody everything that is theirs in a currency. The payout is written down before the provider hears of it,
/// so that a crash in between is found and ended, never repeated.
pub async fn pay(app: &App, cx: &Cx, payee: UserId, currency: Currency) -> Result<Payout> {
    let payout = open(app, cx, payee, currency).await?;
    match submit(app, cx, payout.clone()).await {
        // It is under way; the reconciler ends it.
        Err(Error::Provider(ProviderError::Unknown(text))) => {
            tracing::warn!(payout = %payout.id, text, "the answer to a payout was lost; it is looked up");
            Ok(payout)
        }
        other => other,
    }
}

/// Sends an open payout to the provider, under its key, and records the answer. Harmless to repeat.
pub async fn submit(app: &App, cx: &Cx, payout: Payout) -> Result<Payout> {
    let order = PayoutOrder { key: payout.id.to_string(), amount: payout.amount, account: payout.token.clone() };
    match app.provider.payout(&order).await {
        Ok(PayoutOutcome::Paid { reference }) => complete(app, cx, &payout, &reference).await?,
        Ok(PayoutOutcome::Failed { reason }) => fail(app, cx, &payout, &format!("payments.{reason}")).await?,
        Ok(PayoutOutcome::Pending) => {}
        Err(ProviderError::Refused(reason)) => {
            tracing::error!(payout = %payout.id, reason, "the provider refuses a payout");
            fail(app, cx, &payout, "payments.provider_refused").await?;
        }
        Err(unknown) => return Err(unknown.into()),
    }
    store::find(app.db.pool(), payout.org, payout.id).await?.ok_or(Error::NoSuch("payout"))
}

async fn open(app: &App, cx: &Cx, payee: UserId, currency: Currency) -> Result<Payout> {
    let org = cx.org()?;
    let account = account::find(app.db.pool(), org, payee).await?.ok_or(Error::NoPayoutAccount)?;
    let mut tx = app.db.begin(cx).await?;
    let releases = store::unpaid(&mut tx, org, payee, currency).await?;
    let amount = Money::new(releases.iter().map(|release| release.net().amount).sum(), currency);
    if amount.is_zero() {
        return Err(nothing_left(app, org, payee, currency).await?);
    }
    let payout = store::insert(&mut tx, org, payee, amount, &account.token, &releases).await?;
    let payout = payout.ok_or(Error::PayoutUnderWay)?;
    tx.commit().await?;
    Ok(payout)
}

/// Ends a release of which nothing is left to pay out, and tells whoever waits for the payout. No account and no
/// provider is needed for nothing, and no movement of the ledger.
pub async fn settle_nothing(tx: &mut Tx, release: &Released) -> Result<()> {
    let payout = store::settle_nothing(tx, release).await?;
    let parts = store::parts(tx, &payout).await?;
    tx.emit_in(Some(release.org), &PayoutCompleted(facts(&payout, parts, tx.now())));
    Ok(())
}

/// Settles what was released before nothing was settled at once; one batch.
pub async fn settle_waiting(app: &App, cx: &Cx) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    for release in store::of_nothing(&mut tx).await? {
        settle_nothing(&mut tx, &release).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Why nothing is left: it was paid, or it is being paid.
async fn nothing_left(app: &App, org: OrgId, payee: UserId, currency: Currency) -> Result<Error> {
    let known = store::list(app.db.pool(), org, Some(payee), None, 20).await?;
    let under_way = |payout: &Payout| payout.status == PayoutStatus::Pending && payout.amount.currency == currency;
    Ok(if known.iter().any(under_way) { Error::PayoutUnderWay } else { Error::NothingToPayOut })
}

async fn complete(app: &App, cx: &Cx, payout: &Payout, reference: &str) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    if store::end(&mut tx, payout, PayoutStatus::Completed, Some(reference), None).await? {
        let posting = Transaction::paid_out(payout.amount, payout.payee)?;
        ledger::store::post(&mut tx, payout.org, &posting, None, payout.id).await?;
        let parts = store::parts(&mut tx, payout).await?;
        tx.emit(&PayoutCompleted(facts(payout, parts, tx.now())));
    }
    tx.commit().await?;
    Ok(())
}

async fn fail(app: &App, cx: &Cx, payout: &Payout, failure: &str) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    if store::end(&mut tx, payout, PayoutStatus::Failed, None, Some(failure)).await? {
        store::free(&mut tx, payout, failure).await?;
        tx.emit(&PayoutFailed(facts(payout, Vec::new(), tx.now())));
    }
    tx.commit().await?;
    Ok(())
}

fn facts(payout: &Payout, parts: Vec<plaza_payments_api::events::PayoutPart>, now: plaza_core::Instant) -> PayoutFacts {
    PayoutFacts { payout_id: payout.id, payee: payout.payee, amount: payout.amount, parts, timestamp: now }
}
