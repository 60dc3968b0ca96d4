use chrono::Datelike;
use plaza_core::Locale;
use plaza_db::Tx;
use plaza_payments_api::InvoiceId;
use plaza_payments_api::events::InvoiceIssued;
use uuid::Uuid;

use super::store::{self, Head};
use crate::document::DocumentKind;
use crate::domain::credit;
use crate::domain::invoice::{self, Line, TaxMode};
use crate::error::{Error, Result};
use crate::record::Payment;
use crate::refund::record::Refund;

/// Issues the invoice of a payment that was just collected.
pub async fn of_payment(tx: &mut Tx, payment: &Payment) -> Result<InvoiceId> {
    let (lines, _) = invoice::of_charge(&payment.billing.items(), payment.billing.tax_mode(), payment.amount)?;
    write(tx, payment, DocumentKind::Invoice, Of::default(), &lines).await
}

/// Issues the invoice of a release's commission; `bill` is the payment as if the payee had made it, of the commission.
pub async fn of_commission(tx: &mut Tx, bill: &Payment, release: Uuid) -> Result<InvoiceId> {
    let (lines, _) = invoice::of_charge(&bill.billing.items(), bill.billing.tax_mode(), bill.amount)?;
    write(tx, bill, DocumentKind::Invoice, Of { release: Some(release), ..Of::default() }, &lines).await
}

/// Issues the credit note of a refund; answers it and the tax it gives back, in minor units.
/// The payment is locked, so that no other refund reads the same rest.
pub async fn of_refund(tx: &mut Tx, payment: &Payment, refund: &Refund) -> Result<(InvoiceId, i64)> {
    let corrected = payment
        .invoice
        .ok_or_else(|| Error::Broken(format!("payment {} was collected without an invoice", payment.id)))?;
    let groups = store::credited(tx, payment.org, corrected).await?;
    let description = match payment.billing.locale {
        Locale::Es => "Devolución",
        Locale::En => "Refund",
    };
    let lines = credit::lines(&groups, refund.amount.amount, description)
        .ok_or_else(|| Error::Broken(format!("refund {} is more than its invoice has left", refund.id)))?;
    let tax = -lines.iter().map(|line| line.tax).sum::<i64>();
    let id = write(
        tx,
        payment,
        DocumentKind::CreditNote,
        Of { refund: Some(refund.id), corrects: Some(corrected), release: None },
        &lines,
    )
    .await?;
    Ok((id, tax))
}

/// What a document is about besides its payment.
#[derive(Default)]
struct Of {
    refund: Option<Uuid>,
    corrects: Option<InvoiceId>,
    release: Option<Uuid>,
}

async fn write(tx: &mut Tx, payment: &Payment, kind: DocumentKind, of: Of, lines: &[Line]) -> Result<InvoiceId> {
    let id = InvoiceId::new();
    let prefix = match kind {
        DocumentKind::Invoice => payment.billing.number_prefix.clone(),
        DocumentKind::CreditNote => format!("{}R", payment.billing.number_prefix),
    };
    let year = tx.now().year();
    let series = format!("{prefix}{year}");
    // Last before the commit where it can be: everybody who invoices in this series waits for this row.
    let sequence = store::next(tx, payment.org, &series).await?;
    let head = Head {
        id,
        kind,
        number: invoice::number(&prefix, year, sequence),
        series,
        sequence,
        refund: of.refund,
        corrects: of.corrects,
        release: of.release,
        // A credit note's prices are stated with tax, whatever the invoice's were.
        tax_mode: if kind == DocumentKind::CreditNote { TaxMode::Inclusive } else { payment.billing.tax_mode() },
    };
    store::insert(tx, payment, &head, lines).await?;
    tx.emit(&InvoiceIssued {
        invoice_id: id,
        payment_id: payment.id,
        user_id: payment.payer,
        kind: kind.name().to_owned(),
    });
    Ok(id)
}
