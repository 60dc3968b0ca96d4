//! The built-in provider. It behaves like a real one seen from outside: its own
//! books in its own transactions, keys honoured, signed webhooks delivered at
//! least once, and every unpleasant thing real ones do, chosen by the token.

pub mod challenge;
pub mod delivery;
mod message;
mod payout;
mod store;

use std::sync::Weak;

use async_trait::async_trait;
use chrono::Duration;
use plaza_core::{Cx, Fault, Instant, Secret};
use plaza_db::{Db, Tx};
use uuid::Uuid;

use super::{
    Answer, ChargeOrder, Notice, Outcome, PayoutOrder, PayoutOutcome, Provider, ProviderError, RefundOrder,
    WebhookError, signature,
};
use delivery::{DELIVER, SETTLE};
use message::Message;
use store::{Charge, State};

/// Who is told by webhook. In a real installation this is `POST /payments/webhook`.
#[async_trait]
pub trait Listener: Send + Sync + 'static {
    /// Takes a signed webhook.
    ///
    /// # Errors
    /// Any: it is delivered again later.
    async fn webhook(&self, signature: &str, body: &[u8]) -> Result<(), Fault>;
}

/// The built-in provider.
pub struct Sandbox {
    db: Db,
    secret: Secret,
    late: Duration,
    listener: Weak<dyn Listener>,
}

/// What a token makes of a charge.
struct Script {
    state: State,
    reason: Option<&'static str>,
    /// How often the webhook comes by itself.
    webhooks: u32,
    /// The webhook comes before the answer.
    first: bool,
    /// The answer to the first call is lost.
    lost: bool,
}

fn script(token: &str) -> Script {
    let approved = Script { state: State::Approved, reason: None, webhooks: 1, first: false, lost: false };
    let declined = |reason| Script { state: State::Declined, reason: Some(reason), ..script("tok_approved") };
    match token {
        "tok_approved" => approved,
        "tok_twice" => Script { webhooks: 2, ..approved },
        "tok_webhook_first" => Script { webhooks: 0, first: true, ..approved },
        "tok_timeout_charged" => Script { webhooks: 0, lost: true, ..approved },
        "tok_second_factor" => Script { state: State::Challenge, webhooks: 0, ..approved },
        "tok_late" => Script { state: State::Pending, webhooks: 0, ..approved },
        "tok_declined" => declined("card_declined"),
        "tok_insufficient_funds" => declined("insufficient_funds"),
        _ => declined("unknown_token"),
    }
}

impl Sandbox {
    /// A provider with its books in `db`, that settles late payments after `late`.
    pub fn new(db: Db, secret: Secret, late: Duration, listener: Weak<dyn Listener>) -> Self {
        Self { db, secret, late, listener }
    }

    async fn begin(&self) -> Result<Tx, ProviderError> {
        self.db.begin(&Cx::service("sandbox", None)).await.map_err(lost)
    }

    /// Writes the charge down as its token says; `None` if the key has one.
    async fn open(
        &self,
        order: &ChargeOrder,
        script: &Script,
    ) -> Result<Option<(Charge, Option<Message>)>, ProviderError> {
        let mut tx = self.begin().await?;
        let challenge = (script.state == State::Challenge).then(|| Uuid::now_v7().simple().to_string());
        let fresh =
            store::insert(&mut tx, order, script.state, script.reason, challenge.as_deref()).await.map_err(lost)?;
        let Some(charge) = fresh else { return Ok(None) };
        let mut message = None;
        if script.webhooks > 0 || script.first {
            let told = store::write_webhook(&mut tx, &charge).await.map_err(lost)?;
            for _ in 0..script.webhooks {
                plaza_jobs::enqueue(&mut tx, DELIVER, &told.event_id).await.map_err(lost)?;
            }
            message = Some(told);
        }
        if script.state == State::Pending {
            let at = tx.now() + self.late;
            plaza_jobs::enqueue_at(&mut tx, SETTLE, &order.key, at).await.map_err(lost)?;
        }
        tx.commit().await.map_err(lost)?;
        Ok(Some((charge, message)))
    }

    /// Delivers one webhook; whoever calls decides about another attempt.
    async fn deliver(&self, message: &Message) -> Result<(), Fault> {
        let gone = || Fault::unavailable("sandbox.nobody_listens", "The listener is gone.");
        let listener = self.listener.upgrade().ok_or_else(gone)?;
        let signed = signature::sign(self.secret.expose().as_bytes(), message.body.as_bytes(), self.db.clock().now());
        let signature = signed.map_err(|_| Fault::internal())?;
        listener.webhook(&signature, message.body.as_bytes()).await?;
        Ok(store::told(self.db.pool(), &message.event_id, self.db.clock().now()).await?)
    }
}

#[async_trait]
impl Provider for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    async fn charge(&self, order: &ChargeOrder) -> Result<Answer, ProviderError> {
        let script = script(&order.token);
        let Some((charge, message)) = self.open(order, &script).await? else {
            let known = store::by_key(self.db.pool(), &order.key).await.map_err(lost)?;
            return known
                .map(|charge| charge.answer())
                .ok_or_else(|| ProviderError::Unknown("the charge vanished".into()));
        };
        if let Some(message) = message.filter(|_| script.first)
            && let Err(fault) = self.deliver(&message).await
        {
            tracing::warn!(%fault, "a webhook before its answer was not taken");
        }
        if script.lost {
            return Err(ProviderError::Unknown("the connection timed out".into()));
        }
        Ok(charge.answer())
    }

    async fn status(&self, key: &str) -> Result<Option<Answer>, ProviderError> {
        Ok(store::by_key(self.db.pool(), key).await.map_err(lost)?.map(|charge| charge.answer()))
    }

    async fn cancel(&self, key: &str) -> Result<Option<Answer>, ProviderError> {
        let mut tx = self.begin().await?;
        let Some(mut charge) = store::locked(&mut tx, key).await.map_err(lost)? else { return Ok(None) };
        if matches!(charge.state, State::Challenge | State::Pending) {
            charge.state = State::Cancelled;
            store::save(&mut tx, &charge).await.map_err(lost)?;
        }
        tx.commit().await.map_err(lost)?;
        Ok(Some(charge.answer()))
    }

    async fn refund(&self, order: &RefundOrder) -> Result<String, ProviderError> {
        let mut tx = self.begin().await?;
        let charge = store::locked(&mut tx, &order.charge_key).await.map_err(lost)?;
        let charge = charge.ok_or_else(|| ProviderError::Refused("no such charge".into()))?;
        if let Some(reference) = store::refund_by_key(&mut tx, &order.key).await.map_err(lost)? {
            return Ok(reference);
        }
        if charge.state != State::Approved || charge.currency != order.amount.currency.code() {
            return Err(ProviderError::Refused("the charge was not collected in this currency".into()));
        }
        if order.amount.amount <= 0 || charge.refunded + order.amount.amount > charge.amount {
            return Err(ProviderError::Refused("more than is left of the charge".into()));
        }
        let reference = store::write_refund(&mut tx, order).await.map_err(lost)?;
        tx.commit().await.map_err(lost)?;
        Ok(reference)
    }

    async fn payout(&self, order: &PayoutOrder) -> Result<PayoutOutcome, ProviderError> {
        self.pay(order).await
    }

    async fn verify_webhook(&self, signature: Option<&str>, body: &[u8], now: Instant) -> Result<Notice, WebhookError> {
        signature::verify(self.secret.expose().as_bytes(), signature, body, now)?;
        message::read(body)
    }
}

/// From outside, trouble in our books looks like silence.
fn lost(error: impl std::fmt::Display) -> ProviderError {
    ProviderError::Unknown(error.to_string())
}

/// What a charge's state means to the caller.
fn outcome(charge: &Charge) -> Outcome {
    match charge.state {
        State::Approved => Outcome::Approved,
        State::Declined => {
            Outcome::Declined { reason: charge.reason.clone().unwrap_or_else(|| "card_declined".into()) }
        }
        State::Challenge => Outcome::ActionRequired { challenge: charge.challenge.clone().unwrap_or_default() },
        State::Pending => Outcome::Pending,
        State::Cancelled => Outcome::Cancelled,
    }
}
