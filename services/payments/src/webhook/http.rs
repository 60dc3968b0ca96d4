use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use plaza_web::{Caller, Reply};
use serde::Serialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::provider::signature::HEADER;

/// What a provider is answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookTaken {
    /// Always true: the event is recorded.
    pub received: bool,
}

/// Takes the payment provider's webhook. No login: the header `Plaza-Signature: t=<unix>,v1=<hex>` proves the sender.
/// A repeated event is answered like the first.
#[utoipa::path(post, path = "/payments/webhook", tag = "payments", request_body(content = serde_json::Value, description = "The provider's message, signed as it stands"),
    params(("Plaza-Signature" = String, Header, description = "HMAC-SHA256 of `t.body`, at most five minutes old")), responses((status = 200, body = WebhookTaken)))]
pub async fn webhook(
    State(app): State<Arc<App>>,
    _: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Reply<Json<WebhookTaken>> {
    let signature = headers.get(HEADER).and_then(|value| value.to_str().ok());
    command::receive(&app, signature, &body).await?;
    Ok(Json(WebhookTaken { received: true }))
}
