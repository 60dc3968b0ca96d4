use plaza_core::{Currency, Money, OrgId, UserId};
use plaza_payments_api::{InvoiceId, PaymentId, ReleaseCard};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::record::parsed;

/// A release as its row holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Released {
    /// Its organisation.
    pub org: OrgId,
    /// Its id.
    pub id: Uuid,
    /// Of which payment.
    pub payment: PaymentId,
    /// What the payment was for: an order's id.
    pub reference: Uuid,
    /// Whose it is now.
    pub payee: UserId,
    /// How much, commission included.
    pub amount: Money,
    /// What the platform kept of it.
    pub commission: Money,
    /// The invoice of the commission, to the payee.
    pub invoice: Option<InvoiceId>,
}

impl Released {
    /// What is the payee's of it.
    pub fn net(&self) -> Money {
        Money::new(self.amount.amount - self.commission.amount, self.amount.currency)
    }

    /// As other services see it.
    pub fn card(&self) -> ReleaseCard {
        ReleaseCard { id: self.id, payment: self.payment, amount: self.amount, commission: self.commission }
    }
}

impl<'r> FromRow<'r, PgRow> for Released {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let currency: Currency = parsed(row, "currency")?;
        let money = |column: &str| row.try_get::<i64, _>(column).map(|amount| Money::new(amount, currency));
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            payment: PaymentId(row.try_get("payment_id")?),
            reference: row.try_get("reference")?,
            payee: row.try_get("payee")?,
            amount: money("amount")?,
            commission: money("commission")?,
            invoice: row.try_get::<Option<Uuid>, _>("invoice_id")?.map(InvoiceId),
        })
    }
}
