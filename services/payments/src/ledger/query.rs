use plaza_core::{Currency, Instant, Money, OrgId};
use plaza_payments_api::PaymentId;
use sqlx::PgPool;
use uuid::Uuid;

use crate::error::{Error, Result};

/// Sum of an account in a currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// The account.
    pub account: String,
    /// Debits less credits.
    pub balance: Money,
}

/// A posted transaction.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Its id.
    pub id: Uuid,
    /// What it records.
    pub kind: String,
    /// Of which payment; none for a payout.
    pub payment: Option<PaymentId>,
    /// When.
    pub at: Instant,
    /// Account and signed amount, in order.
    pub entries: Vec<(String, Money)>,
}

type Row = (Uuid, String, Option<Uuid>, Instant, Vec<String>, Vec<String>, Vec<i64>);

/// Every account's balance per currency.
pub async fn balances(pool: &PgPool, org: OrgId) -> Result<Vec<Balance>> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT account, currency, sum(amount)::bigint FROM ledger_entries WHERE org_id = $1 GROUP BY account, currency ORDER BY currency, account",
    )
    .bind(org)
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|(account, code, sum)| Ok(Balance { account, balance: Money::new(sum, currency(&code)?) }))
        .collect()
}

/// Transactions, the last posted first.
pub async fn transactions(pool: &PgPool, org: OrgId, before: Option<Uuid>, limit: usize) -> Result<Vec<Posted>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT t.id, t.kind, t.payment_id, t.posted_at,
                array_agg(e.account ORDER BY e.position), array_agg(e.currency ORDER BY e.position), array_agg(e.amount ORDER BY e.position)
         FROM ledger_transactions t JOIN ledger_entries e ON e.org_id = t.org_id AND e.transaction_id = t.id
         WHERE t.org_id = $1 AND ($2::uuid IS NULL OR t.id < $2)
         GROUP BY t.org_id, t.id ORDER BY t.id DESC LIMIT $3",
    )
    .bind(org)
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(posted).collect()
}

fn posted((id, kind, payment, at, accounts, currencies, amounts): Row) -> Result<Posted> {
    let entry =
        |((account, code), amount): ((String, String), i64)| Ok((account, Money::new(amount, currency(&code)?)));
    let entries: Result<Vec<_>> = accounts.into_iter().zip(currencies).zip(amounts).map(entry).collect();
    Ok(Posted { id, kind, payment: payment.map(PaymentId), at, entries: entries? })
}

fn currency(code: &str) -> Result<Currency> {
    code.parse().map_err(|_| Error::Broken(format!("'{code}' in the ledger is no currency")))
}
