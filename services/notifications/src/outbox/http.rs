//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_web::{Id, Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query;
use crate::app::App;
use crate::deliver::store::State as DeliveryState;
use crate::domain::mail::Attachment;

/// Which mails to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct OutboxParams {
    /// `queued`, `sent`, `failed` or `outbox`.
    #[param(inline)]
    pub state: Option<DeliveryState>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// A mail and how far it got.
#[derive(Debug, Clone, Serialize, ToSchema, FromRow)]
#[serde(rename_all = "camelCase")]
pub struct MailSummary {
    /// Its id.
    #[sqlx(rename = "delivery_id")]
    pub id: Uuid,
    /// Whom it is to.
    #[sqlx(rename = "to_address")]
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Which kind of notification.
    pub kind: String,
    /// When it was written.
    #[sqlx(rename = "created_at")]
    pub at: DateTime<Utc>,
    /// `queued`, `sent`, `failed`, or `outbox`: it rests here, for no mail server is set.
    pub state: String,
    /// How often sending was tried.
    pub attempts: i32,
    /// What the mail server said last, if it did not take it.
    pub error: Option<String>,
    /// The same in every repeat.
    pub message_id: Option<String>,
    /// When it was taken, given up or laid here.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A mail, whole. Of a mail that opens an account the texts are gone once it is handed over.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxMail {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: MailSummary,
    /// The page.
    pub html: String,
    /// The plain text.
    pub text: String,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

/// A mail as its tables have it.
#[derive(Debug, FromRow)]
pub struct OutboxRow {
    /// What the list shows.
    #[sqlx(flatten)]
    pub summary: MailSummary,
    /// The page.
    pub html: String,
    /// The plain text.
    pub text: String,
    /// Its files.
    pub attachments: sqlx::types::Json<Vec<Attachment>>,
    /// Whether it opens an account.
    pub secret: bool,
}

/// Lists the organisation's mails, the last written first.
#[utoipa::path(get, path = "/notifications/outbox", tag = "notifications", params(OutboxParams),
    responses((status = 200, body = Page<MailSummary>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<OutboxParams>,
) -> Reply<Json<Page<MailSummary>>> {
    let before = params.cursor.map(|cursor| cursor.parse::<Uuid>()).transpose();
    let before = before.map_err(|_| Fault::invalid("cursor", "is not one of ours; leave it out to start"))?;
    let (limit, state) = (page_limit(params.limit), params.state.map(DeliveryState::name));
    let sight = query::sight(&app, &cx).await?;
    let found = query::list(app.db.pool(), &sight, state, before, i64::try_from(limit).unwrap_or(200) + 1).await?;
    Ok(Json(Page::of(found, limit, |mail| mail.id.to_string())))
}

/// Shows a mail with its texts and files.
#[utoipa::path(get, path = "/notifications/outbox/{id}", tag = "notifications",
    params(("id" = Uuid, Path, description = "The mail")),
    responses((status = 200, body = OutboxMail)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<Uuid>) -> Reply<Json<OutboxMail>> {
    let sight = query::sight(&app, &cx).await?;
    Ok(Json(query::mail(app.db.pool(), &sight, id).await?))
}

/// Shows a mail as its reader sees it.
#[utoipa::path(get, path = "/notifications/outbox/{id}/html", tag = "notifications",
    params(("id" = Uuid, Path, description = "The mail")),
    responses((status = 200, content_type = "text/html", body = String)), security(("bearer" = [])))]
pub async fn html(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<Uuid>) -> Reply<Response> {
    let sight = query::sight(&app, &cx).await?;
    let mail = query::mail(app.db.pool(), &sight, id).await?;
    // The page carries its own styles and needs nothing else; what it links to opens beside it, and the
    // secret of a link must not stay in a cache nor travel on.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                  frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    Ok((headers, mail.html).into_response())
}
