//! A payment as its row holds it.

use std::str::FromStr;

use plaza_core::{Currency, Instant, Money, OrgId, UserId};
use plaza_payments_api::{EscrowTerms, InvoiceId, NextAction, PaymentCard, PaymentId};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::billing::Billing;
use crate::domain::payment::Status;

/// A payment.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Its organisation.
    pub org: OrgId,
    /// Its id; also our key at the provider.
    pub id: PaymentId,
    /// SHA-256 of what was asked under the key.
    pub fingerprint: String,
    /// What it is for: a booking's id.
    pub reference: Uuid,
    /// Who pays.
    pub payer: UserId,
    /// How much.
    pub amount: Money,
    /// Asked back, including what is under way.
    pub refund_reserved: Money,
    /// Given back.
    pub refunded: Money,
    /// For whom it is held; none for a sale of the organisation's own.
    pub escrow: Option<EscrowTerms>,
    /// Made the payee's, commission included.
    pub released: Money,
    /// Where it is in its life.
    pub status: Status,
    /// Why it failed, as a stable code.
    pub failure: Option<String>,
    /// The provider's challenge to the payer.
    pub challenge: Option<String>,
    /// The payer's token at the provider.
    pub token: String,
    /// What the invoice will print.
    pub billing: Billing,
    /// The invoice, once paid.
    pub invoice: Option<InvoiceId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it was paid.
    pub completed_at: Option<Instant>,
}

impl Payment {
    /// Our name for the charge at the provider.
    pub fn provider_key(&self) -> String {
        self.id.to_string()
    }

    /// What is neither asked back nor released: all that can still go either way.
    pub fn left(&self) -> Money {
        Money::new(self.amount.amount - self.refund_reserved.amount - self.released.amount, self.amount.currency)
    }

    /// What the payer has to do, if anything.
    pub fn next_action(&self) -> Option<NextAction> {
        let challenge = self.challenge.as_ref().filter(|_| self.status == Status::ActionRequired)?;
        Some(NextAction {
            kind: "second_factor".into(),
            url: format!("/api/v1/payments/sandbox/challenges/{challenge}"),
        })
    }

    /// As other services see it.
    pub fn card(&self) -> PaymentCard {
        PaymentCard {
            id: self.id,
            org_id: self.org,
            reference: self.reference,
            payer: self.payer,
            amount: self.amount,
            refunded: self.refunded,
            status: self.status,
            failure: self.failure.clone(),
            next_action: self.next_action(),
            invoice_id: self.invoice,
        }
    }
}

impl<'r> FromRow<'r, PgRow> for Payment {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let currency: Currency = parsed(row, "currency")?;
        let money = |column: &str| row.try_get::<i64, _>(column).map(|amount| Money::new(amount, currency));
        let status: String = row.try_get("status")?;
        let Json(billing) = row.try_get::<Json<Billing>, _>("billing")?;
        Ok(Self {
            org: row.try_get("org_id")?,
            id: PaymentId(row.try_get("id")?),
            fingerprint: row.try_get("fingerprint")?,
            reference: row.try_get("reference")?,
            payer: row.try_get("payer")?,
            amount: money("amount")?,
            refund_reserved: money("refund_reserved")?,
            refunded: money("refunded")?,
            escrow: escrow(row)?,
            released: money("released")?,
            status: Status::from_name(&status).ok_or_else(|| unreadable("status", &status))?,
            failure: row.try_get("failure")?,
            challenge: row.try_get("challenge")?,
            token: row.try_get("token")?,
            billing,
            invoice: row.try_get::<Option<Uuid>, _>("invoice_id")?.map(InvoiceId),
            created_at: row.try_get("created_at")?,
            completed_at: row.try_get("completed_at")?,
        })
    }
}

fn escrow(row: &PgRow) -> Result<Option<EscrowTerms>, sqlx::Error> {
    let payee: Option<Uuid> = row.try_get("payee")?;
    let share: Option<i32> = row.try_get("commission_basis_points")?;
    let terms = |(payee, share): (Uuid, i32)| EscrowTerms {
        payee: UserId(payee),
        commission_basis_points: share.unsigned_abs(),
    };
    Ok(payee.zip(share).map(terms))
}

/// A text column as a value of our own.
pub fn parsed<T: FromStr>(row: &PgRow, column: &str) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|_| unreadable(column, &text))
}

/// A stored value that is none of ours.
pub fn unreadable(column: &str, text: &str) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source: format!("'{text}' does not read").into() }
}
