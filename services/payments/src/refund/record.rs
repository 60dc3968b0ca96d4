use plaza_core::{Currency, Instant, Money, OrgId};
use plaza_payments_api::{InvoiceId, PaymentId, RefundCard};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::record::{parsed, unreadable};

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundStatus {
    /// The provider is asked.
    Pending,
    /// The money is on its way back.
    Completed,
    /// The provider will not.
    Refused,
}

impl RefundStatus {
    const ALL: [Self; 3] = [Self::Pending, Self::Completed, Self::Refused];

    /// The state's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Refused => "refused",
        }
    }
}

/// A refund as its row holds it.
#[derive(Debug, Clone)]
pub struct Refund {
    /// Its organisation.
    pub org: OrgId,
    /// Its id; also our key at the provider.
    pub id: Uuid,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
    /// Why, as a code.
    pub reason: String,
    /// How far it is.
    pub status: RefundStatus,
    /// The credit note, once completed.
    pub credit_note: Option<InvoiceId>,
    /// When it was asked for.
    pub created_at: Instant,
}

impl Refund {
    /// As other services see it.
    pub fn card(&self) -> RefundCard {
        RefundCard { id: self.id, payment: self.payment, amount: self.amount }
    }
}

impl<'r> FromRow<'r, PgRow> for Refund {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let currency: Currency = parsed(row, "currency")?;
        let status: String = row.try_get("status")?;
        let known = RefundStatus::ALL.into_iter().find(|known| known.name() == status);
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            payment: PaymentId(row.try_get("payment_id")?),
            amount: Money::new(row.try_get("amount")?, currency),
            reason: row.try_get("reason")?,
            status: known.ok_or_else(|| unreadable("status", &status))?,
            credit_note: row.try_get::<Option<Uuid>, _>("credit_note")?.map(InvoiceId),
            created_at: row.try_get("created_at")?,
        })
    }
}
