use chrono::{DateTime, Utc};
use plaza_core::{Currency, Locale, Money, UserId};
use plaza_payments_api::{InvoiceId, PaymentId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::query::Issued;
use crate::document::Party;
use crate::domain::invoice::Line;

/// An invoice or credit note as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceView {
    /// Its id.
    pub id: InvoiceId,
    /// `invoice` or `credit_note`.
    pub kind: String,
    /// Gap-free within the organisation's series.
    #[schema(example = "F2026-000042")]
    pub number: String,
    /// Of which payment.
    pub payment_id: PaymentId,
    /// Of which booking.
    pub booking_id: Uuid,
    /// Whose.
    pub user_id: UserId,
    /// The invoice a credit note corrects.
    pub corrects: Option<InvoiceId>,
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax; negative on a credit note.
    pub total: Money,
    /// Whether line prices contain the tax.
    pub tax_inclusive: bool,
    /// Language of the document.
    pub locale: Locale,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

impl From<&Issued> for InvoiceView {
    fn from(issued: &Issued) -> Self {
        Self {
            id: issued.id,
            kind: issued.kind.name().to_owned(),
            number: issued.number.clone(),
            payment_id: issued.payment,
            booking_id: issued.reference,
            user_id: issued.payer,
            corrects: issued.corrects,
            net: issued.net,
            tax: issued.tax,
            total: Money::new(issued.net.amount + issued.tax.amount, issued.net.currency),
            tax_inclusive: issued.tax_mode == crate::domain::invoice::TaxMode::Inclusive,
            locale: issued.locale,
            issued_at: issued.issued_at,
        }
    }
}

/// A line of an invoice.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// What the reader sees.
    pub description: String,
    /// How many, in thousandths.
    pub quantity_milli: i64,
    /// Price of one as stated.
    pub unit_price: Money,
    /// Tax rate in basis points.
    pub tax_basis_points: u32,
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

impl LineView {
    /// A line in a currency.
    pub fn of(line: &Line, currency: Currency) -> Self {
        Self {
            description: line.description.clone(),
            quantity_milli: line.quantity_milli,
            unit_price: Money::new(line.unit_price, currency),
            tax_basis_points: line.tax_rate,
            net: Money::new(line.net, currency),
            tax: Money::new(line.tax, currency),
        }
    }
}

/// An invoice or credit note with all that it prints.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceDetail {
    /// The document.
    #[serde(flatten)]
    pub invoice: InvoiceView,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// In the order printed.
    pub lines: Vec<LineView>,
}
