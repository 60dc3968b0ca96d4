use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_payments_api::InvoiceId;
use sqlx::types::Json;
use uuid::Uuid;

use crate::document::DocumentKind;
use crate::domain::credit::Credited;
use crate::domain::invoice::{Line, TaxMode};
use crate::record::Payment;

/// What a document has besides its payment and lines.
pub struct Head {
    /// Its id.
    pub id: InvoiceId,
    /// Which document it is.
    pub kind: DocumentKind,
    /// Prefix and year: numbers count within it.
    pub series: String,
    /// Place in the series, from 1.
    pub sequence: i64,
    /// As printed.
    pub number: String,
    /// The refund a credit note is for.
    pub refund: Option<Uuid>,
    /// The invoice it corrects.
    pub corrects: Option<InvoiceId>,
    /// The release whose commission it is for.
    pub release: Option<Uuid>,
    /// Whether stated prices contain the tax.
    pub tax_mode: TaxMode,
}

/// The next number of a series. Its row stays locked until the transaction
/// ends, and a rolled-back transaction gives the number back: no gaps.
pub async fn next(tx: &mut Tx, org: OrgId, series: &str) -> Result<i64> {
    let next = sqlx::query_scalar(
        "INSERT INTO invoice_series AS s (org_id, series, last) VALUES ($1, $2, 1)
         ON CONFLICT (org_id, series) DO UPDATE SET last = s.last + 1 RETURNING last",
    )
    .bind(org)
    .bind(series)
    .fetch_one(&mut **tx)
    .await?;
    Ok(next)
}

/// Writes a document and its lines.
pub async fn insert(tx: &mut Tx, payment: &Payment, head: &Head, lines: &[Line]) -> Result<()> {
    let now = tx.now();
    let billing = &payment.billing;
    sqlx::query(
        "INSERT INTO invoices (org_id, id, kind, series, sequence, number, payment_id, refund_id, corrects, payer, reference,
                               currency, net, tax, tax_mode, locale, seller, buyer, footer, issued_at, release_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
    )
    .bind(payment.org)
    .bind(head.id.uuid())
    .bind(head.kind.name())
    .bind(&head.series)
    .bind(head.sequence)
    .bind(&head.number)
    .bind(payment.id.uuid())
    .bind(head.refund)
    .bind(head.corrects.map(|id| id.uuid()))
    .bind(payment.payer)
    .bind(payment.reference)
    .bind(payment.amount.currency.code())
    .bind(lines.iter().map(|line| line.net).sum::<i64>())
    .bind(lines.iter().map(|line| line.tax).sum::<i64>())
    .bind(head.tax_mode.name())
    .bind(billing.locale.code())
    .bind(Json(&billing.seller))
    .bind(Json(&billing.buyer))
    .bind(&billing.footer)
    .bind(now)
    .bind(head.release)
    .execute(&mut **tx)
    .await?;
    insert_lines(tx, payment.org, head.id, lines).await
}

async fn insert_lines(tx: &mut Tx, org: OrgId, id: InvoiceId, lines: &[Line]) -> Result<()> {
    let column = |value: fn(&Line) -> i64| lines.iter().map(value).collect::<Vec<i64>>();
    sqlx::query(
        "INSERT INTO invoice_lines (org_id, invoice_id, position, description, quantity_milli, unit_price, tax_rate, net, tax)
         SELECT $1, $2, l.n, l.description, l.quantity, l.price, l.rate, l.net, l.tax
         FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
              WITH ORDINALITY AS l (description, quantity, price, rate, net, tax, n)",
    )
    .bind(org)
    .bind(id.uuid())
    .bind(lines.iter().map(|line| line.description.clone()).collect::<Vec<_>>())
    .bind(column(|line| line.quantity_milli))
    .bind(column(|line| line.unit_price))
    .bind(column(|line| i64::from(line.tax_rate)))
    .bind(column(|line| line.net))
    .bind(column(|line| line.tax))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What an invoice holds at each rate and what its credit notes took back.
pub async fn credited(tx: &mut Tx, org: OrgId, invoice: InvoiceId) -> Result<Vec<Credited>> {
    let rows: Vec<(i32, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT l.tax_rate,
                (sum(l.net + l.tax) FILTER (WHERE i.id = $2))::bigint,
                (sum(l.tax) FILTER (WHERE i.id = $2))::bigint,
                COALESCE(-sum(l.net + l.tax) FILTER (WHERE i.corrects = $2), 0)::bigint,
                COALESCE(-sum(l.tax) FILTER (WHERE i.corrects = $2), 0)::bigint
         FROM invoices i JOIN invoice_lines l ON l.org_id = i.org_id AND l.invoice_id = i.id
         WHERE i.org_id = $1 AND (i.id = $2 OR i.corrects = $2)
         GROUP BY l.tax_rate ORDER BY l.tax_rate",
    )
    .bind(org)
    .bind(invoice.uuid())
    .fetch_all(&mut **tx)
    .await?;
    let group = |(rate, gross, tax, gross_credited, tax_credited): (i32, i64, i64, i64, i64)| Credited {
        rate: rate.unsigned_abs(),
        gross,
        tax,
        gross_credited,
        tax_credited,
    };
    Ok(rows.into_iter().map(group).collect())
}
