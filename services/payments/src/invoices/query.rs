use plaza_core::{Currency, Cx, Instant, Locale, Money, OrgId, UserId};
use plaza_payments_api::{InvoiceId, PaymentId};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool, Row};
use uuid::Uuid;

use crate::document::{Document, DocumentKind, Party};
use crate::domain::invoice::{self, Line, TaxMode};
use crate::error::{Error, Result};
use crate::record::parsed;

/// An invoice or credit note without its lines.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Its id.
    pub id: InvoiceId,
    /// Its organisation.
    pub org: OrgId,
    /// Which document it is.
    pub kind: DocumentKind,
    /// As printed.
    pub number: String,
    /// Whose.
    pub payer: UserId,
    /// Of which payment.
    pub payment: PaymentId,
    /// What it is about: a booking's id.
    pub reference: Uuid,
    /// The invoice it corrects.
    pub corrects: Option<InvoiceId>,
    /// Number of that invoice.
    pub corrects_number: Option<String>,
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// Whether prices contain the tax.
    pub tax_mode: TaxMode,
    /// Language of the document.
    pub locale: Locale,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// What the seller prints at the foot.
    pub footer: String,
    /// When.
    pub issued_at: Instant,
}

impl<'r> FromRow<'r, PgRow> for Issued {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let currency: Currency = parsed(row, "currency")?;
        let is = |column: &str, name: &str| row.try_get::<String, _>(column).map(|text| text == name);
        let Json(seller) = row.try_get::<Json<Party>, _>("seller")?;
        let Json(buyer) = row.try_get::<Json<Party>, _>("buyer")?;
        Ok(Self {
            id: InvoiceId(row.try_get("id")?),
            org: row.try_get("org_id")?,
            kind: if is("kind", DocumentKind::Invoice.name())? {
                DocumentKind::Invoice
            } else {
                DocumentKind::CreditNote
            },
            number: row.try_get("number")?,
            payer: row.try_get("payer")?,
            payment: PaymentId(row.try_get("payment_id")?),
            reference: row.try_get("reference")?,
            corrects: row.try_get::<Option<Uuid>, _>("corrects")?.map(InvoiceId),
            corrects_number: row.try_get("corrects_number")?,
            net: Money::new(row.try_get("net")?, currency),
            tax: Money::new(row.try_get("tax")?, currency),
            tax_mode: if is("tax_mode", TaxMode::Inclusive.name())? { TaxMode::Inclusive } else { TaxMode::Exclusive },
            locale: Locale::from_code(row.try_get("locale")?),
            seller,
            buyer,
            footer: row.try_get("footer")?,
            issued_at: row.try_get("issued_at")?,
        })
    }
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose.
    pub payer: Option<UserId>,
    /// Of this payment.
    pub payment: Option<PaymentId>,
    /// Issued before this one.
    pub before: Option<Uuid>,
}

/// Documents, the last issued first.
pub async fn list(pool: &PgPool, org: OrgId, filter: &Filter, limit: usize) -> Result<Vec<Issued>> {
    let rows = sqlx::query_as(
        "SELECT i.*, c.number AS corrects_number FROM invoices i LEFT JOIN invoices c ON c.org_id = i.org_id AND c.id = i.corrects
         WHERE i.org_id = $1 AND ($2::uuid IS NULL OR i.payer = $2) AND ($3::uuid IS NULL OR i.payment_id = $3) AND ($4::uuid IS NULL OR i.id < $4)
         ORDER BY i.id DESC LIMIT $5",
    )
    .bind(org)
    .bind(filter.payer)
    .bind(filter.payment.map(|id| id.uuid()))
    .bind(filter.before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?;
    Ok(rows)
}

/// A document that the person asking may see: one's own, or any for operators.
pub async fn visible(pool: &PgPool, cx: &Cx, id: InvoiceId) -> Result<Issued> {
    let me = cx.user()?;
    let found: Option<Issued> = sqlx::query_as(
        "SELECT i.*, c.number AS corrects_number FROM invoices i LEFT JOIN invoices c ON c.org_id = i.org_id AND c.id = i.corrects
         WHERE i.org_id = $1 AND i.id = $2",
    )
    .bind(cx.org()?)
    .bind(id.uuid())
    .fetch_optional(pool)
    .await?;
    found.filter(|issued| issued.payer == me || cx.roles.operates()).ok_or(Error::NoInvoice)
}

/// The lines of a document, in order.
pub async fn lines(pool: &PgPool, org: OrgId, id: InvoiceId) -> Result<Vec<Line>> {
    let rows: Vec<(String, i64, i64, i32, i64, i64)> = sqlx::query_as(
        "SELECT description, quantity_milli, unit_price, tax_rate, net, tax FROM invoice_lines WHERE org_id = $1 AND invoice_id = $2 ORDER BY position",
    )
    .bind(org)
    .bind(id.uuid())
    .fetch_all(pool)
    .await?;
    let line = |(description, quantity_milli, unit_price, rate, net, tax): (String, i64, i64, i32, i64, i64)| Line {
        description,
        quantity_milli,
        unit_price,
        tax_rate: rate.unsigned_abs(),
        net,
        tax,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The document to print, in the language it was issued in.
pub async fn document(pool: &PgPool, issued: Issued) -> Result<Document> {
    let lines = lines(pool, issued.org, issued.id).await?;
    let totals = invoice::totals(&lines, issued.net.currency)?;
    let day = issued.issued_at.date_naive();
    Ok(Document {
        kind: issued.kind,
        number: issued.number,
        issued_on: day,
        locale: issued.locale,
        seller: issued.seller,
        buyer: issued.buyer,
        tax_mode: issued.tax_mode,
        lines,
        totals,
        reference: Some(issued.reference.to_string()),
        corrects: issued.corrects_number,
        footer: Some(issued.footer).filter(|footer| !footer.is_empty()),
        // Both are issued in the transaction that records the money's movement.
        settled_on: Some(day),
    })
}
