//! Receipts over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_chat_api::ConversationId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command::{self, ProgressView, Receipt};
use crate::app::App;

/// Up to which message.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChatReceipt {
    /// Its number; a higher one than the last counts as the last.
    pub seq: i64,
}

/// Everything up to this message has been read.
#[utoipa::path(post, path = "/conversations/{id}/read", tag = "chat", params(("id" = ConversationId, Path)),
    request_body = ChatReceipt, responses((status = 200, body = ProgressView)), security(("bearer" = [])))]
pub async fn read(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
    Body(request): Body<ChatReceipt>,
) -> Reply<Json<ProgressView>> {
    Ok(Json(command::note(&app, &cx, id, request.seq, Receipt::Read).await?))
}

/// Everything up to this message has arrived at the person's device.
#[utoipa::path(post, path = "/conversations/{id}/delivered", tag = "chat", params(("id" = ConversationId, Path)),
    request_body = ChatReceipt, responses((status = 200, body = ProgressView)), security(("bearer" = [])))]
pub async fn delivered(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
    Body(request): Body<ChatReceipt>,
) -> Reply<Json<ProgressView>> {
    Ok(Json(command::note(&app, &cx, id, request.seq, Receipt::Delivered).await?))
}
