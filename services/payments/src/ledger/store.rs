use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_payments_api::PaymentId;
use uuid::Uuid;

use crate::domain::ledger::Transaction;

/// Posts a transaction, once per kind and subject (the payment, refund, release or payout it records).
pub async fn post(
    tx: &mut Tx,
    org: OrgId,
    posting: &Transaction,
    payment: impl Into<Option<PaymentId>>,
    subject: Uuid,
) -> Result<()> {
    let (now, id) = (tx.now(), Uuid::now_v7());
    sqlx::query("INSERT INTO ledger_transactions (org_id, id, kind, payment_id, subject, posted_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(org)
        .bind(id)
        .bind(posting.kind().name())
        .bind(payment.into().map(|id| id.uuid()))
        .bind(subject)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    let entries = posting.entries();
    sqlx::query(
        "INSERT INTO ledger_entries (org_id, transaction_id, position, account, currency, amount, party)
         SELECT $1, $2, e.n, e.account, e.currency, e.amount, e.party
         FROM unnest($3::text[], $4::text[], $5::bigint[], $6::uuid[]) WITH ORDINALITY AS e (account, currency, amount, party, n)",
    )
    .bind(org)
    .bind(id)
    .bind(entries.iter().map(|entry| entry.account.name().to_owned()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.amount.currency.code().to_owned()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.amount.amount).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| posting.party_of(entry).map(|party| party.uuid())).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
