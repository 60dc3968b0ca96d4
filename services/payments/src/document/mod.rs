//! Invoices and credit notes as documents people read: HTML and PDF, in
//! Spanish and English, from one [`Document`].

pub mod format;
pub mod html;
pub mod pdf;
#[cfg(test)]
mod samples;
pub mod words;

use chrono::NaiveDate;
use plaza_core::Locale;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::invoice::{Line, TaxMode, Totals};

/// Which document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A sale.
    Invoice,
    /// Takes back all or a part of an invoice; amounts are negative.
    CreditNote,
}

impl DocumentKind {
    /// The kind's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
        }
    }
}

/// Seller or buyer, as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Of the company or person.
    pub name: String,
    /// Street, town and so on, a line each.
    pub address: Vec<String>,
    /// Tax identification number.
    pub tax_id: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
}

/// All that is printed on an invoice or credit note.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Which document it is.
    pub kind: DocumentKind,
    /// The gap-free number.
    pub number: String,
    /// The day of issue, in the seller's time zone.
    pub issued_on: NaiveDate,
    /// Language of everything printed.
    pub locale: Locale,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// Whether stated prices contain the tax.
    pub tax_mode: TaxMode,
    /// What was sold or credited.
    pub lines: Vec<Line>,
    /// Their sums.
    pub totals: Totals,
    /// What it is about, such as a booking's id.
    pub reference: Option<String>,
    /// The invoice that a credit note corrects.
    pub corrects: Option<String>,
    /// What the seller prints at the foot, such as its entry in a register.
    pub footer: Option<String>,
    /// The day it was paid or given back.
    pub settled_on: Option<NaiveDate>,
}
