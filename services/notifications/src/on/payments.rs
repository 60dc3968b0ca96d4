//! Payments and invoices.

use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_payments_api::PaymentStatus;
use plaza_payments_api::events::{InvoiceIssued, PaymentFacts, PaymentFailed, PaymentRefunded};
use serde_json::json;

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells people of declined payments, of money given back and of invoices (000-96).
pub struct PaymentChanged;

#[async_trait::async_trait]
impl Handler for PaymentChanged {
    fn name(&self) -> &'static str {
        "payment_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[PaymentFailed::TYPE, PaymentRefunded::TYPE, InvoiceIssued::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let new = match event.kind.as_str() {
            PaymentFailed::TYPE => {
                let facts = event.data::<PaymentFailed>()?.0;
                // What was called off before it was paid is the payer's own doing, or told as an expired hold.
                if facts.status != PaymentStatus::Failed {
                    return Ok(());
                }
                about_payment(Kind::PaymentFailed, format!("payment_failed:{}", facts.payment_id), &facts)
            }
            PaymentRefunded::TYPE => {
                let facts = event.data::<PaymentRefunded>()?.0;
                // A payment can be given back in parts: each is told.
                let key = format!("payment_refunded:{}:{}", facts.payment_id, event.id);
                about_payment(Kind::PaymentRefunded, key, &facts)
            }
            InvoiceIssued::TYPE => {
                let issued = event.data::<InvoiceIssued>()?;
                let key = format!("invoice_issued:{}", issued.invoice_id);
                New::of(Kind::InvoiceIssued, key, issued.user_id, issued.invoice_id.uuid())
            }
            _ => return Ok(()),
        };
        record(tx, &new).await?;
        Ok(())
    }
}

fn about_payment(kind: Kind, key: String, facts: &PaymentFacts) -> New {
    New {
        facts: json!({ "booking": facts.booking_id, "amount": facts.amount }),
        ..New::of(kind, key, facts.user_id, facts.payment_id.uuid())
    }
}
