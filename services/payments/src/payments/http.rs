use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page, UserId};
use plaza_payments_api::{PaymentId, PaymentStatus};
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::query::{self, Filter};
use super::view::{PaymentDetail, PaymentView};
use crate::app::App;
use crate::error::Error;
use crate::refund;
use crate::refund::http::RefundView;

/// Which payments to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListPayments {
    /// Of this booking.
    pub booking_id: Option<Uuid>,
    /// In this state.
    pub status: Option<PaymentStatus>,
    /// Of this person; only operators see others'.
    pub user_id: Option<UserId>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Which page of somebody's payments.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReadHistory {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Lists payments, the last made first: one's own, or for operators everybody's.
#[utoipa::path(get, path = "/payments", tag = "payments", params(ListPayments), responses((status = 200, body = Page<PaymentView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListPayments>,
) -> Reply<Json<Page<PaymentView>>> {
    let payer = if cx.roles.operates() { params.user_id } else { Some(cx.user()?) };
    if params.user_id.is_some() && params.user_id != payer {
        return Err(not_yours().into());
    }
    let limit = page_limit(params.limit);
    let filter = Filter {
        payer,
        reference: params.booking_id,
        status: params.status,
        before: cursor(params.cursor.as_deref())?,
    };
    let found = query::list(app.db.pool(), cx.org()?, &filter, limit + 1).await?;
    Ok(Json(Page::of(found, limit, |payment| payment.id.to_string()).map(|payment| PaymentView::from(&payment))))
}

/// Lists a person's payments, the last made first: one's own, or for operators anybody's.
#[utoipa::path(get, path = "/payments/history/{id}", tag = "payments", params(("id" = UserId, Path), ReadHistory), responses((status = 200, body = Page<PaymentView>)), security(("bearer" = [])))]
pub async fn history(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<UserId>,
    Params(params): Params<ReadHistory>,
) -> Reply<Json<Page<PaymentView>>> {
    let ReadHistory { cursor, limit } = params;
    let params = ListPayments { user_id: Some(id), cursor, limit, ..ListPayments::default() };
    let own = cx.user()? == id;
    if !own && !cx.roles.operates() {
        return Err(Error::NoSuch("history").into());
    }
    let Json(page) = list(State(app), SignedIn(cx), Params(params)).await?;
    // A stranger and somebody who never paid here look the same.
    if page.items.is_empty() && !own {
        return Err(Error::NoSuch("history").into());
    }
    Ok(Json(page))
}

/// Shows a payment and what was given back of it.
#[utoipa::path(get, path = "/payments/{id}", tag = "payments", params(("id" = PaymentId, Path)), responses((status = 200, body = PaymentDetail)), security(("bearer" = [])))]
pub async fn get(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<PaymentId>,
) -> Reply<Json<PaymentDetail>> {
    let payment = query::visible(app.db.pool(), &cx, id).await?;
    let refunds = refund::store::of_payment(app.db.pool(), payment.org, id).await?;
    let refunds = refunds.iter().map(RefundView::from).collect();
    Ok(Json(PaymentDetail { payment: PaymentView::from(&payment), refunds }))
}

/// The id a cursor stands for.
pub fn cursor(text: Option<&str>) -> Result<Option<Uuid>, Fault> {
    text.map(str::parse)
        .transpose()
        .map_err(|_| Fault::invalid("cursor", "is none of ours; pass 'next' of the page before"))
}

/// Somebody asked for another person's money matters.
pub fn not_yours() -> Fault {
    Fault::forbidden("payments.not_yours", "Only operators see others' payments. Leave out 'userId'.")
}
