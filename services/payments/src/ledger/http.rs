use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Money, Page};
use plaza_payments_api::PaymentId;
use plaza_web::{Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query::{self, Posted};
use crate::app::App;
use crate::payments::http::cursor;

/// Which transactions to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReadLedger {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many transactions, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// The books: what every account holds and the last movements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerView {
    /// Of every account and currency; of each currency they sum to zero.
    pub balances: Vec<BalanceView>,
    /// The last posted first.
    pub transactions: Page<TransactionView>,
}

/// What an account holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BalanceView {
    /// Such as `provider_clearing` or `revenue`.
    pub account: String,
    /// Debits less credits: income and liabilities are negative.
    pub balance: Money,
}

/// A balanced movement.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransactionView {
    /// Its id.
    pub id: Uuid,
    /// `charge`, `refund`, `deposit`, `deposit_returned`, `fee`, `escrow_held`, `escrow_released`, `escrow_refunded` or `payout`.
    pub kind: String,
    /// Of which payment; none for a payout.
    pub payment_id: Option<PaymentId>,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// They sum to zero.
    pub entries: Vec<LedgerEntryView>,
}

/// A debit (positive) or credit (negative).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerEntryView {
    /// The account.
    pub account: String,
    /// Signed.
    pub amount: Money,
}

impl From<Posted> for TransactionView {
    fn from(posted: Posted) -> Self {
        let entries = posted.entries.into_iter().map(|(account, amount)| LedgerEntryView { account, amount }).collect();
        Self { id: posted.id, kind: posted.kind, payment_id: posted.payment, posted_at: posted.at, entries }
    }
}

/// Shows the ledger: balances per account and currency, and the last transactions.
#[utoipa::path(get, path = "/payments/ledger", tag = "payments", params(ReadLedger), responses((status = 200, body = LedgerView)), security(("bearer" = [])))]
pub async fn ledger(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<ReadLedger>,
) -> Reply<Json<LedgerView>> {
    let (org, limit) = (cx.org()?, page_limit(params.limit));
    let balances = query::balances(app.db.pool(), org).await?;
    let found = query::transactions(app.db.pool(), org, cursor(params.cursor.as_deref())?, limit + 1).await?;
    let balances = balances
        .into_iter()
        .map(|balance| BalanceView { account: balance.account, balance: balance.balance })
        .collect();
    let transactions = Page::of(found, limit, |posted| posted.id.to_string()).map(TransactionView::from);
    Ok(Json(LedgerView { balances, transactions }))
}
