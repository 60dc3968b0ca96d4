use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use plaza_core::page::page_limit;
use plaza_core::{Page, UserId};
use plaza_payments_api::{InvoiceId, PaymentId};
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::query::{self, Filter};
use super::view::{InvoiceDetail, InvoiceView, LineView};
use crate::app::App;
use crate::document::{html, pdf};
use crate::error::Error;
use crate::payments::http::{cursor, not_yours};

/// Which invoices and credit notes to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListInvoices {
    /// Of this payment.
    pub payment_id: Option<PaymentId>,
    /// Of this person; only operators see others'.
    pub user_id: Option<UserId>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Lists invoices and credit notes (000-65), the last issued first: one's own, or for operators everybody's.
#[utoipa::path(get, path = "/payments/invoices", tag = "payments", params(ListInvoices), responses((status = 200, body = Page<InvoiceView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListInvoices>,
) -> Reply<Json<Page<InvoiceView>>> {
    let payer = if cx.roles.operates() { params.user_id } else { Some(cx.user()?) };
    if params.user_id.is_some() && params.user_id != payer {
        return Err(not_yours().into());
    }
    let limit = page_limit(params.limit);
    let filter = Filter { payer, payment: params.payment_id, before: cursor(params.cursor.as_deref())? };
    let found = query::list(app.db.pool(), cx.org()?, &filter, limit + 1).await?;
    Ok(Json(Page::of(found, limit, |issued| issued.id.to_string()).map(|issued| InvoiceView::from(&issued))))
}

/// Shows an invoice or credit note with its lines.
#[utoipa::path(get, path = "/payments/invoices/{id}", tag = "payments", params(("id" = InvoiceId, Path)), responses((status = 200, body = InvoiceDetail)), security(("bearer" = [])))]
pub async fn get(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<InvoiceId>,
) -> Reply<Json<InvoiceDetail>> {
    let issued = query::visible(app.db.pool(), &cx, id).await?;
    let lines = query::lines(app.db.pool(), issued.org, id).await?;
    let lines = lines.iter().map(|line| LineView::of(line, issued.net.currency)).collect();
    Ok(Json(InvoiceDetail { invoice: InvoiceView::from(&issued), seller: issued.seller, buyer: issued.buyer, lines }))
}

/// The document as a page that prints well.
#[utoipa::path(get, path = "/payments/invoices/{id}/html", tag = "payments", params(("id" = InvoiceId, Path)),
    responses((status = 200, content_type = "text/html", body = String)), security(("bearer" = [])))]
pub async fn html(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<InvoiceId>) -> Reply<Response> {
    let issued = query::visible(app.db.pool(), &cx, id).await?;
    let document = query::document(app.db.pool(), issued).await?;
    let page = html::render(&document).map_err(|error| Error::Broken(error.to_string()))?;
    // The page has its own styles and needs nothing else.
    let policy = (
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"),
    );
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")), policy], page).into_response())
}

/// The bytes of a PDF file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct PdfFile(#[allow(dead_code)] Vec<u8>); // only its schema is used

/// The document as a PDF file.
#[utoipa::path(get, path = "/payments/invoices/{id}/pdf", tag = "payments", params(("id" = InvoiceId, Path)),
    responses((status = 200, content_type = "application/pdf", body = PdfFile)), security(("bearer" = [])))]
pub async fn pdf(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<InvoiceId>) -> Reply<Response> {
    let issued = query::visible(app.db.pool(), &cx, id).await?;
    let document = query::document(app.db.pool(), issued).await?;
    let file = pdf::render(&document).map_err(|error| Error::Broken(error.to_string()))?;
    let name: String =
        document.number.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\""))
        .unwrap_or(HeaderValue::from_static("inline"));
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        file,
    )
        .into_response())
}
