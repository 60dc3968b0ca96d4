use plaza_core::Cx;
use plaza_payments_api::events::PaymentCreated;
use plaza_payments_api::{Charge, PaymentId};
use sha2::{Digest, Sha256};

use super::store;
use crate::app::App;
use crate::billing::{self, Billing};
use crate::error::{Error, Result};
use crate::facts;
use crate::provider::{Answer, ChargeOrder, Outcome, ProviderError};
use crate::record::Payment;
use crate::settle;

/// Charges once per organisation and key; the same key again answers how that charge stands now.
pub async fn charge(app: &App, cx: &Cx, request: Charge) -> Result<Payment> {
    billing::check(&request)?;
    let fingerprint = fingerprint(&request)?;
    if let Some(known) = store::by_key(app.db.pool(), cx.org()?, &request.key).await? {
        return resume(app, cx, known, &fingerprint).await;
    }
    let billing = billing::gather(app, cx, &request).await?;
    match open(app, cx, &request, &fingerprint, billing).await? {
        Opened::Fresh(payment) => submit(app, cx, payment).await,
        Opened::Known(payment) => resume(app, cx, payment, &fingerprint).await,
    }
}

/// Sends the order to the provider and records the answer. Harmless to repeat: our key goes with it.
pub async fn submit(app: &App, cx: &Cx, payment: Payment) -> Result<Payment> {
    let order = ChargeOrder { key: payment.provider_key(), amount: payment.amount, token: payment.token.clone() };
    let answer = match app.provider.charge(&order).await {
        Ok(answer) => answer,
        Err(ProviderError::Refused(reason)) => {
            tracing::error!(payment = %payment.id, reason, "the provider refuses a charge");
            Answer { reference: String::new(), outcome: Outcome::Declined { reason: "provider_refused".into() } }
        }
        Err(ProviderError::Unknown(text)) => {
            tracing::warn!(payment = %payment.id, text, "the answer to a charge was lost; it is looked up");
            // Whatever is still unknown stays pending, and the reconciler asks again.
            let pending = Answer { reference: String::new(), outcome: Outcome::Pending };
            app.provider.status(&order.key).await.ok().flatten().unwrap_or(pending)
        }
    };
    settle::command::record(app, cx, payment.org, payment.id, &answer, None).await
}

/// Asks the provider how an open charge stands; one it never heard of is sent again, under its key.
pub async fn look_up(app: &App, cx: &Cx, payment: Payment) -> Result<Payment> {
    match app.provider.status(&payment.provider_key()).await? {
        Some(answer) => settle::command::record(app, cx, payment.org, payment.id, &answer, None).await,
        None => submit(app, cx, payment).await,
    }
}

enum Opened {
    Fresh(Payment),
    Known(Payment),
}

async fn resume(app: &App, cx: &Cx, known: Payment, fingerprint: &str) -> Result<Payment> {
    if known.fingerprint != fingerprint {
        return Err(Error::KeyReused);
    }
    if !known.status.is_open() {
        return Ok(known);
    }
    match look_up(app, cx, known.clone()).await {
        Err(Error::Provider(ProviderError::Unknown(_))) => Ok(known),
        other => other,
    }
}

/// Writes the payment down before the provider hears of it, so that no charge is ever without a record.
async fn open(app: &App, cx: &Cx, request: &Charge, fingerprint: &str, billing: Billing) -> Result<Opened> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    store::lock_key(&mut tx, org, &request.key).await?;
    if store::is_called_off(&mut tx, org, &request.key).await? {
        return Err(Error::CalledOff);
    }
    let id = PaymentId::new();
    let fresh = store::insert(&mut tx, org, id, request, fingerprint, &billing, app.provider.name()).await?;
    let Some(payment) = fresh else {
        drop(tx);
        let known = store::by_key(app.db.pool(), org, &request.key).await?;
        return known.map(Opened::Known).ok_or(Error::NoPayment);
    };
    tx.emit(&PaymentCreated(facts::of(&payment, payment.amount, tx.now())));
    tx.commit().await?;
    Ok(Opened::Fresh(payment))
}

fn fingerprint(request: &Charge) -> Result<String> {
    let text = serde_json::to_vec(request).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(hex::encode(Sha256::digest(&text)))
}
