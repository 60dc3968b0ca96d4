//! What other services may ask of payments, and the events it publishes.

pub mod events;

use plaza_core::{Money, OrgId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

plaza_core::id! {
    /// A payment.
    PaymentId
}
plaza_core::id! {
    /// An invoice or credit note.
    InvoiceId
}

plaza_core::id! {
    /// A plan that can be subscribed to.
    PlanId
}
plaza_core::id! {
    /// A subscription to a plan.
    SubscriptionId
}

plaza_rpc::service! {
    /// Payments, as other services see them.
    pub trait Payments as "payments", client PaymentsClient, router payments_router {
        /// Charges once per key: the same key answers how that charge stands now.
        async fn charge(Charge) -> PaymentCard;
        /// Gives back, once per key; never more than was charged.
        async fn refund(Refund) -> RefundCard;
        /// Calls a charge off by its key: what was charged is given back, what was not will not be.
        async fn cancel(CancelCharge) -> ();
        /// Makes held money the payee's, once per key; never more than is held.
        async fn release(Release) -> ReleaseCard;
        /// What is held for a payment's work, and what became of it.
        async fn escrow(PaymentId) -> Option<EscrowCard>;
        /// A payment of the context's organisation.
        async fn payment(PaymentId) -> Option<PaymentCard>;
    }
}

/// How somebody pays. Tokens stand for cards; card numbers never reach us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentMethod {
    /// `card`.
    #[schema(example = "card")]
    pub method: String,
    /// The provider's token; the sandbox knows `tok_approved`, `tok_declined`, `tok_insufficient_funds`,
    /// `tok_second_factor`, `tok_late`, `tok_twice`, `tok_timeout_charged` and `tok_webhook_first`.
    #[schema(example = "tok_approved")]
    pub token: String,
}

/// Where a payment is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Known to us, not yet to the provider.
    Created,
    /// The payer has to act: a second factor.
    ActionRequired,
    /// The provider has it and will tell.
    Pending,
    /// Paid.
    Completed,
    /// Declined.
    Failed,
    /// Called off before it was paid.
    Cancelled,
    /// All of it given back.
    Refunded,
    /// Part of it given back.
    PartiallyRefunded,
}

impl PaymentStatus {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::ActionRequired,
        Self::Pending,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::Refunded,
        Self::PartiallyRefunded,
    ];

    /// The state's name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::ActionRequired => "action_required",
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::PartiallyRefunded => "partially_refunded",
        }
    }

    /// The state of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether the provider's last word is still to come.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::ActionRequired | Self::Pending)
    }
}

/// What the payer has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NextAction {
    /// `second_factor`.
    pub kind: String,
    /// Where to do it: post `{"code": "..."}` there.
    pub url: String,
}

/// One line of what is paid for; becomes a line of the invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChargeLine {
    /// What, for people.
    pub description: String,
    /// How many, in thousandths: 1500 is one and a half.
    pub quantity_milli: i64,
    /// Price of one.
    pub unit_price: Money,
    /// Quantity times price, rounded by who quotes.
    pub amount: Money,
}

/// Asks for a charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    /// The caller's key: one charge per organisation and key.
    pub key: String,
    /// What it is for, such as a booking's id.
    pub reference: Uuid,
    /// Who pays.
    pub payer: UserId,
    /// How much, tax included.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
    /// What for, line by line.
    pub lines: Vec<ChargeLine>,
    /// Tax in basis points.
    pub tax_basis_points: u32,
    /// Whether the lines' amounts include the tax.
    pub tax_inclusive: bool,
    /// Holds the money for somebody until it is released; none sells at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escrow: Option<EscrowTerms>,
}

/// For whom a charge is held, and what the platform keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EscrowTerms {
    /// Who gets it once it is released.
    pub payee: UserId,
    /// The platform's commission, basis points of what is released, 0 to 10000.
    pub commission_basis_points: u32,
}

/// Makes held money the payee's.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// The caller's key: one release per organisation and key.
    pub key: String,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much, commission included.
    pub amount: Money,
}

/// How a release stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseCard {
    /// Its id.
    pub id: Uuid,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much, commission included.
    pub amount: Money,
    /// What the platform kept of it.
    pub commission: Money,
}

/// What is held for a payment's work, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EscrowCard {
    /// The payment.
    pub payment: PaymentId,
    /// What it is for, such as an order's id.
    pub reference: Uuid,
    /// Who gets it.
    pub payee: UserId,
    /// What was paid.
    pub amount: Money,
    /// Made the payee's so far, commission included.
    pub released: Money,
    /// Given back so far.
    pub refunded: Money,
    /// Sent to the payee so far, commission not included.
    pub paid_out: Money,
}

/// How a payment stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentCard {
    /// Its id.
    pub id: PaymentId,
    /// Its organisation.
    pub org_id: OrgId,
    /// What it is for.
    pub reference: Uuid,
    /// Who pays.
    pub payer: UserId,
    /// How much.
    pub amount: Money,
    /// Given back so far.
    pub refunded: Money,
    /// Where it is in its life.
    pub status: PaymentStatus,
    /// Why it was declined, as a stable code such as `payments.card_declined`.
    pub failure: Option<String>,
    /// What the payer has to do.
    pub next_action: Option<NextAction>,
    /// The invoice, once paid.
    pub invoice_id: Option<InvoiceId>,
}

/// Asks for a refund.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refund {
    /// The caller's key: one refund per organisation and key.
    pub key: String,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
    /// Why, as a code such as `booking_cancelled`.
    pub reason: String,
    /// When less is left, because somebody gave back a part meanwhile: give that back instead of refusing.
    #[serde(default)]
    pub up_to: bool,
}

/// How a refund stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundCard {
    /// Its id.
    pub id: Uuid,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
}

/// Calls a charge off.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CancelCharge {
    /// The key it was asked under; a key never seen is remembered as called off.
    pub key: String,
    /// Why, as a code.
    pub reason: String,
}
