use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Currency, Money, Page, UserId, text};
use plaza_web::{Body, Created, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::account::{self, Account};
use super::record::Payout;
use super::{command, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::payments::http::{cursor, not_yours};

/// Where one's money goes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutPayoutAccount {
    /// The provider's token of a bank account; the sandbox knows `acct_ok`, `acct_closed`, `acct_late` and `acct_timeout_paid`.
    #[schema(example = "acct_ok")]
    pub token: String,
    /// What you call it, up to 60 characters.
    #[serde(default)]
    #[schema(example = "My bank")]
    pub label: String,
}

/// Where one's money goes, as its owner sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PayoutAccountView {
    /// The last four signs of the token.
    pub ending: String,
    /// What its owner calls it.
    pub label: String,
    /// Why the last payout to it failed, as a stable code; nothing is sent there by itself until it is changed.
    pub failure: Option<String>,
    /// When it was said.
    pub updated_at: DateTime<Utc>,
}

/// Whom to pay.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AskPayout {
    /// Somebody else: operators only.
    pub user_id: Option<UserId>,
    /// In which currency; needed when there is more than one.
    #[schema(value_type = Option<String>, example = "EUR")]
    pub currency: Option<Currency>,
}

/// A payout as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PayoutView {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub user_id: UserId,
    /// How much.
    pub amount: Money,
    /// `pending`, `completed` or `failed`.
    pub status: String,
    /// Why it failed, as a stable code such as `payments.account_closed`.
    pub failure: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it arrived.
    pub completed_at: Option<DateTime<Utc>>,
}

impl From<&Payout> for PayoutView {
    fn from(payout: &Payout) -> Self {
        Self {
            id: payout.id,
            user_id: payout.payee,
            amount: payout.amount,
            status: payout.status.name().to_owned(),
            failure: payout.failure.clone(),
            created_at: payout.created_at,
            completed_at: payout.completed_at,
        }
    }
}

impl From<Account> for PayoutAccountView {
    fn from(account: Account) -> Self {
        let signs = account.token.chars().count();
        Self {
            ending: account.token.chars().skip(signs.saturating_sub(4)).collect(),
            label: account.label,
            failure: account.failure,
            updated_at: account.updated_at,
        }
    }
}

/// Which payouts to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListPayouts {
    /// Of this person; only operators see others'.
    pub user_id: Option<UserId>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Shows where one's money goes.
#[utoipa::path(get, path = "/payments/payout-account", tag = "payments", responses((status = 200, body = PayoutAccountView)), security(("bearer" = [])))]
pub async fn show_account(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<PayoutAccountView>> {
    let found = account::find(app.db.pool(), cx.org()?, cx.user()?).await.map_err(Error::from)?;
    Ok(Json(found.ok_or(Error::NoSuch("payout_account"))?.into()))
}

/// Says where one's money goes.
#[utoipa::path(put, path = "/payments/payout-account", tag = "payments", request_body = PutPayoutAccount, responses((status = 200, body = PayoutAccountView)), security(("bearer" = [])))]
pub async fn put_account(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<PutPayoutAccount>,
) -> Reply<Json<PayoutAccountView>> {
    let (org, user) = (cx.org()?, cx.user()?);
    check(&request)?;
    let mut tx = app.db.begin(&cx).await.map_err(Error::from)?;
    let kept =
        account::put(&mut tx, org, user, request.token.trim(), request.label.trim()).await.map_err(Error::from)?;
    tx.commit().await.map_err(Error::from)?;
    Ok(Json(kept.into()))
}

/// Lists payouts, the last first: one's own, or for operators everybody's.
#[utoipa::path(get, path = "/payments/payouts", tag = "payments", params(ListPayouts), responses((status = 200, body = Page<PayoutView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListPayouts>,
) -> Reply<Json<Page<PayoutView>>> {
    let payee = if cx.roles.operates() { params.user_id } else { Some(cx.user()?) };
    if params.user_id.is_some() && params.user_id != payee {
        return Err(not_yours().into());
    }
    let limit = page_limit(params.limit);
    let before = cursor(params.cursor.as_deref())?;
    let found = store::list(app.db.pool(), cx.org()?, payee, before, limit + 1).await.map_err(Error::from)?;
    Ok(Json(Page::of(found, limit, |payout| payout.id.to_string()).map(|payout| PayoutView::from(&payout))))
}

/// Pays out everything that is somebody's now, without waiting for the schedule: oneself, or for operators anybody.
#[utoipa::path(post, path = "/payments/payouts", tag = "payments", request_body = AskPayout, responses((status = 201, body = PayoutView)), security(("bearer" = [])))]
pub async fn ask(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<AskPayout>,
) -> Reply<Created<PayoutView>> {
    let me = cx.user()?;
    let payee = request.user_id.unwrap_or(me);
    if payee != me && !cx.roles.operates() {
        return Err(not_yours().into());
    }
    let currency = match request.currency {
        Some(currency) => currency,
        None => only_currency(&app, &cx, payee).await?,
    };
    let payout = command::pay(&app, &plaza_core::Cx { idempotency: None, ..cx.clone() }, payee, currency).await?;
    let view = PayoutView::from(&payout);
    let mut tx = app.db.begin(&cx).await.map_err(Error::from)?;
    tx.answer(201, &view);
    tx.commit().await.map_err(Error::from)?;
    Ok(Created(view))
}

async fn only_currency(app: &App, cx: &plaza_core::Cx, payee: UserId) -> Result<Currency> {
    let found = store::currencies(app.db.pool(), cx.org()?, payee).await?;
    match found.as_slice() {
        [] => Err(Error::NothingToPayOut),
        [code] => code.parse().map_err(|_| Error::Broken(format!("'{code}' is no currency"))),
        _ => Err(Error::PayoutAccount("currency", "say which: there is money in more than one")),
    }
}

fn check(request: &PutPayoutAccount) -> Result<()> {
    let token = request.token.trim();
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if token.is_empty() || token.len() > 100 || !plain(token) {
        return Err(Error::PayoutAccount("token", "must be the provider's token, up to 100 letters, digits, _ and -"));
    }
    if request.label.trim().chars().count() > 60 || text::one_line(&request.label).is_err() {
        return Err(Error::PayoutAccount(
            "label",
            "must be at most 60 characters on one line, all of which can be seen",
        ));
    }
    Ok(())
}
