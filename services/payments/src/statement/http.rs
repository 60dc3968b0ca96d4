use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Currency, Money, Page};
use plaza_payments_api::InvoiceId;
use plaza_web::{Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query::{self, Balance, Movement};
use crate::app::App;
use crate::error::{Error, Result};
use crate::payments::http::cursor;

/// The most lines a file has.
const WHOLE: usize = 100_000;

/// What one has in a currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EarningsView {
    /// Held for work under way, before the platform's commission.
    pub held: Money,
    /// Yours, in the next payout.
    pub available: Money,
    /// On its way to your account.
    pub under_way: Money,
    /// Paid out so far.
    pub paid_out: Money,
}

/// What one has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BalancesView {
    /// Per currency; empty until something is earned.
    pub items: Vec<EarningsView>,
}

/// Which movements.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReadStatement {
    /// Not before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<DateTime<Utc>>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<DateTime<Utc>>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// A movement of what is one's.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MovementView {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// `escrow_released` or `payout`.
    pub kind: String,
    /// The order or booking it was for, or the payout.
    pub reference: Uuid,
    /// Before the commission; of a payout what was sent, negative.
    pub gross: Money,
    /// What the platform kept.
    pub commission: Money,
    /// What changed hands.
    pub net: Money,
    /// What was yours after it.
    pub balance: Money,
    /// The invoice of the commission.
    pub invoice_id: Option<InvoiceId>,
}

/// Shows what one has: held, available, on its way, paid out.
#[utoipa::path(get, path = "/payments/balance", tag = "payments", responses((status = 200, body = BalancesView)), security(("bearer" = [])))]
pub async fn balance(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<BalancesView>> {
    let found = query::balances(app.db.pool(), cx.org()?, cx.user()?).await.map_err(Error::from)?;
    let items: Result<Vec<_>> = found.iter().map(earnings).collect();
    Ok(Json(BalancesView { items: items? }))
}

/// Lists the movements of what is one's, oldest first, with the balance after each.
#[utoipa::path(get, path = "/payments/statement", tag = "payments", params(ReadStatement), responses((status = 200, body = Page<MovementView>)), security(("bearer" = [])))]
pub async fn statement(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ReadStatement>,
) -> Reply<Json<Page<MovementView>>> {
    let limit = page_limit(params.limit);
    let after = cursor(params.cursor.as_deref())?;
    let stretch = (params.from, params.to);
    let found = query::movements(app.db.pool(), cx.org()?, cx.user()?, stretch, after, limit + 1).await;
    let views: Result<Vec<_>> = found.map_err(Error::from)?.iter().map(movement).collect();
    Ok(Json(Page::of(views?, limit, |movement| movement.id.to_string())))
}

/// Gives the movements as a CSV file for a spreadsheet, amounts as decimals.
#[utoipa::path(get, path = "/payments/statement.csv", tag = "payments", params(ReadStatement), responses((status = 200, content_type = "text/csv", body = String)), security(("bearer" = [])))]
pub async fn file(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ReadStatement>,
) -> Reply<impl IntoResponse> {
    let stretch = (params.from, params.to);
    let found = query::movements(app.db.pool(), cx.org()?, cx.user()?, stretch, None, WHOLE).await;
    let views: Result<Vec<_>> = found.map_err(Error::from)?.iter().map(movement).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"statement.csv\""),
    ];
    Ok((headers, csv(&views?)))
}

/// No field needs quoting: none is written by people.
fn csv(movements: &[MovementView]) -> String {
    let mut text = String::from("date,kind,reference,currency,gross,commission,net,balance\n");
    for one in movements {
        let amounts = [one.gross, one.commission, one.net, one.balance].map(decimal).join(",");
        let at = one.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        text.push_str(&format!("{at},{},{},{},{amounts}\n", one.kind, one.reference, one.net.currency));
    }
    text
}

fn decimal(money: Money) -> String {
    let decimals = money.currency.decimals();
    let (unit, amount) = (10_u64.pow(decimals), money.amount.unsigned_abs());
    let sign = if money.amount < 0 { "-" } else { "" };
    match decimals {
        0 => format!("{sign}{amount}"),
        _ => format!("{sign}{}.{:0width$}", amount / unit, amount % unit, width = decimals as usize),
    }
}

fn earnings(balance: &Balance) -> Result<EarningsView> {
    let currency = currency(&balance.currency)?;
    let money = |amount| Money::new(amount, currency);
    Ok(EarningsView {
        held: money(balance.held),
        available: money(balance.available),
        under_way: money(balance.under_way),
        paid_out: money(balance.paid_out),
    })
}

fn movement(row: &Movement) -> Result<MovementView> {
    let currency = currency(&row.currency)?;
    let money = |amount| Money::new(amount, currency);
    Ok(MovementView {
        id: row.id,
        at: row.at,
        kind: row.kind.clone(),
        reference: row.reference,
        gross: money(row.gross),
        commission: money(row.commission),
        net: money(row.net),
        balance: money(row.balance),
        invoice_id: row.invoice.map(InvoiceId),
    })
}

fn currency(code: &str) -> Result<Currency> {
    code.parse().map_err(|_| Error::Broken(format!("'{code}' in the ledger is no currency")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_the_currency() {
        let text = |amount, code: &str| decimal(Money::new(amount, code.parse().unwrap()));
        assert_eq!(
            [text(-1_205, "EUR"), text(5, "EUR"), text(500, "JPY"), text(-1, "KWD")],
            ["-12.05", "0.05", "500", "-0.001"]
        );
    }
}
