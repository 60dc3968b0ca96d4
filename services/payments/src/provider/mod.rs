//! What we ask of a payment provider, and nothing more. Every verb carries our
//! key: the same key twice is one effect, and an answer that was lost can be looked up by it.

pub mod sandbox;
pub mod signature;

use async_trait::async_trait;
use plaza_core::{Instant, Money};

/// An order to collect money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeOrder {
    /// Ours; the same key is the same charge.
    pub key: String,
    /// What to collect.
    pub amount: Money,
    /// What the payer's page got from the provider in place of card data.
    pub token: String,
}

/// An order to give money back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundOrder {
    /// Ours; the same key is the same refund.
    pub key: String,
    /// Key of the charge.
    pub charge_key: String,
    /// How much of it.
    pub amount: Money,
}

/// An order to pay somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutOrder {
    /// Ours; the same key is the same payout.
    pub key: String,
    /// How much.
    pub amount: Money,
    /// The provider's token of the payee's bank account.
    pub account: String,
}

/// What became of a payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayoutOutcome {
    /// It arrived.
    Paid {
        /// The provider's name for it.
        reference: String,
    },
    /// It came back, or never went; the reason is a stable code.
    Failed {
        /// Such as `account_closed`.
        reason: String,
    },
    /// It is under way; ask again later.
    Pending,
}

/// What became of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The money was collected.
    Approved,
    /// The provider said no; its reason is a stable code.
    Declined {
        /// Such as `insufficient_funds`.
        reason: String,
    },
    /// The payer must prove who they are.
    ActionRequired {
        /// Names the challenge to the payer's page.
        challenge: String,
    },
    /// It settles later; the provider tells by webhook.
    Pending,
    /// It was given up before any money moved.
    Cancelled,
}

/// What the provider says of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The provider's name for the charge.
    pub reference: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// A webhook whose signature was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The provider's id of the event; the same id again is a repeat.
    pub event_id: String,
    /// What the provider calls it, such as `charge.succeeded`.
    pub kind: String,
    /// Our key of the charge it is about.
    pub charge_key: String,
    /// What the provider now says of that charge.
    pub answer: Answer,
}

/// Why the provider gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The answer was lost: it may have happened or not. Look it up by the key, or ask again with it.
    #[error("the provider's answer was lost: {0}")]
    Unknown(String),
    /// The provider understood and will not; asking again does not help.
    #[error("the provider refused: {0}")]
    Refused(String),
}

/// Why a webhook is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// No signature header, or not of the form `t=<unix>,v1=<hex>`.
    #[error("the signature is missing or malformed")]
    Malformed,
    /// Signed too long ago, or in the future.
    #[error("the signature is too old or from the future")]
    Stale,
    /// Not signed with our secret, or the body was changed.
    #[error("the signature does not match the body")]
    Mismatch,
    /// Signed, but not a message we know.
    #[error("the body is not a message of this provider")]
    Unreadable,
    /// The secret could not be read just now.
    #[error("the signature cannot be checked just now")]
    Unavailable,
}

/// A payment provider.
#[async_trait]
pub trait Provider: Send + Sync + 'static {
    /// Its name in tables.
    fn name(&self) -> &'static str;

    /// Collects money. The same key is the same charge, whatever else the order says.
    async fn charge(&self, order: &ChargeOrder) -> Result<Answer, ProviderError>;

    /// Looks a charge up by our key; `None` if the provider never heard of it.
    async fn status(&self, key: &str) -> Result<Option<Answer>, ProviderError>;

    /// Gives a charge up; answers what it is now, which may be `Approved` if that was faster.
    async fn cancel(&self, key: &str) -> Result<Option<Answer>, ProviderError>;

    /// Gives money back; answers the provider's name for the refund.
    async fn refund(&self, order: &RefundOrder) -> Result<String, ProviderError>;

    /// Pays somebody. The same key is the same payout: asking again tells how it stands.
    async fn payout(&self, order: &PayoutOrder) -> Result<PayoutOutcome, ProviderError>;

    /// Checks a webhook's signature and reads it.
    async fn verify_webhook(&self, signature: Option<&str>, body: &[u8], now: Instant) -> Result<Notice, WebhookError>;
}
